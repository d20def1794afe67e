/** A key of a JSON document: where it stands, and the first character of its value. */
export interface OutlineKey {
  /** Keys from the outside in; `[]` stands for an item of a list. */
  path: readonly string[];
  /** First character of the value: `{`, `[`, `"`, a digit …; empty where the text ends before it. */
  opens: string;
}

const DEEPEST = 4;
const MOST_KEYS = 20_000;

/** What the walk through a document stands in. */
interface Container {
  isObject: boolean;
  /** Key under which the container itself stands. */
  key: string;
  expectsKey: boolean;
}

/**
 * The keys of a JSON document, four levels deep, as far as the text goes: the text may end anywhere. Linear in the length of
 * the text.
 *
 * @param start where the document begins.
 */
export function outlineJson(text: string, start: number): OutlineKey[] {
  const token = /["{}[\],]/g;
  token.lastIndex = start;
  const stack: Container[] = [];
  const keys: OutlineKey[] = [];
  let key = '';
  for (let match = token.exec(text); match !== null && keys.length < MOST_KEYS; match = token.exec(text)) {
    const top = stack.at(-1);
    const sign = match[0];
    if (sign === '"') {
      const end = stringEnd(text, match.index);
      if (end < 0) break;
      token.lastIndex = end;
      if (top?.expectsKey !== true) continue;
      key = text.slice(match.index + 1, end - 1);
      top.expectsKey = false;
      if (stack.length <= DEEPEST) keys.push({ path: [...stack.slice(1).map((each) => each.key), key], opens: valueStart(text, end) });
    } else if (sign === '{' || sign === '[') {
      stack.push({ isObject: sign === '{', key: top?.isObject === false ? '[]' : key, expectsKey: sign === '{' });
    } else if (sign === ',') {
      if (top !== undefined) top.expectsKey = top.isObject;
    } else {
      stack.pop();
      if (stack.length === 0) break;
    }
  }
  return keys;
}

/** First character of the value behind a key; empty where the text ends before it. */
function valueStart(text: string, keyEnd: number): string {
  const value = /\s{0,1000}:\s{0,1000}(\S)/y;
  value.lastIndex = keyEnd;
  return value.exec(text)?.[1] ?? '';
}

function stringEnd(text: string, open: number): number {
  const sign = /[\\"]/g;
  sign.lastIndex = open + 1;
  for (let match = sign.exec(text); match !== null; match = sign.exec(text)) {
    if (match[0] === '"') return match.index + 1;
    sign.lastIndex = match.index + 2;
  }
  return -1;
}
