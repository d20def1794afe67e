/** Longest body that GitHub takes, in characters. */
export const BODY_LIMIT = 65_536;

/** Longest title that GitHub takes, in characters. */
export const TITLE_LIMIT = 256;

/**
 * A Markdown body that GitHub takes: what is longer than `limit` (UTF-16 code units, of which there are never fewer
 * than characters) is cut at the end of a line. An HTML comment that the cut would leave open goes whole; a code
 * fence or `<details>` is closed; the last line says that something was cut.
 */
export function fitBody(body: string, limit: number = BODY_LIMIT): string {
  if (body.length <= limit) return body;
  const notice = `\n\n_Cut here: GitHub takes at most ${limit.toLocaleString('en-US')} characters. The report has the rest._\n`;
  const room = limit - notice.length - '\n```\n</details>'.length;
  let kept = body.slice(0, room);
  const lineEnd = kept.lastIndexOf('\n');
  if (lineEnd > 0) kept = kept.slice(0, lineEnd);
  const openComment = kept.indexOf('<!--', kept.lastIndexOf('-->') + 1);
  if (openComment >= 0) kept = kept.slice(0, openComment);
  const shown = kept.replace(/<!--[^]*?-->/g, '');
  if (count(shown, /^```/gm) % 2 === 1) kept += '\n```';
  if (count(shown, /^<details>/gm) > count(shown, /<\/details>$/gm)) kept += '\n</details>';
  return kept.trimEnd() + notice;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** A title in one line that GitHub takes: what is longer than 256 characters is cut and marked with `…`. */
export function fitTitle(title: string): string {
  const line = title.replace(/\s+/g, ' ').trim();
  return line.length <= TITLE_LIMIT ? line : `${line.slice(0, TITLE_LIMIT - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
