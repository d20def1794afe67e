const WIDE =
  /[\u1100-\u115F\u2329\u232A\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{16FE0}-\u{18DFF}\u{1AFF0}-\u{1B2FF}\u{1F000}-\u{1FAFF}\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}/u;
const NARROW_ZERO = /\p{M}/u;

/**
 * Columns that a text takes in a terminal, roughly: 2 for East Asian wide characters and emoji, 0 for combining marks,
 * 1 for everything else. Meant for text without control characters.
 */
export function displayWidth(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

function characterWidth(character: string): number {
  if (NARROW_ZERO.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

/** Marks and joined signs take no columns of their own; more of them for each column than this are cut as well. */
const MOST_PER_COLUMN = 8;

/**
 * A text in at most `width` columns, and in at most eight code points for each: what is longer loses its middle, since
 * names differ at both ends.
 *
 * @example cutMiddle('/api/v1/customers/orders', 13) // '/api/v…orders'
 */
export function cutMiddle(text: string, width: number, ellipsis = '…'): string {
  const most = Math.max(64, width * MOST_PER_COLUMN);
  if (text.length <= most && displayWidth(text) <= width) return text;
  const room = Math.max(0, width - displayWidth(ellipsis));
  const characters = [...text];
  const head = take(characters, Math.floor(room / 2), most);
  const tail = take(characters.reverse(), room - displayWidth(head), most);
  return head + ellipsis + [...tail].reverse().join('');
}

function take(characters: readonly string[], width: number, most: number): string {
  let used = 0;
  const kept: string[] = [];
  for (const character of characters) {
    used += characterWidth(character);
    if (used > width || kept.length >= most / 2) break;
    kept.push(character);
  }
  return kept.join('');
}
