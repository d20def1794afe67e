/** Kind of an issue: one speaks of failures, the other of warnings. */
export type IssueKind = 'fail' | 'warn';

/** What a hidden marker says: which issue this is, and none of the numbers in it. */
export interface IssueMarker {
  /** Suite of the comparison. */
  suite: string;
  kind: IssueKind;
}

/** A strict line of one comment; angle brackets cannot stand inside since they are written as escapes. */
const MARKER = /<!--\s*loadline:issue:v1\s+(\{[^<>]*\})\s*-->/;

/** What could end the comment, notify somebody or be lost on the way. */
const UNSAFE = /[^ -~]|[<>&@#`]|-(?=-)/g;

/**
 * The hidden marker of an issue: an HTML comment that GitHub keeps and does not show. Whatever the suite is called,
 * the comment ends where it should.
 *
 * @example writeMarker({ suite: 'nightly', kind: 'fail' }) // '<!-- loadline:issue:v1 {"suite":"nightly","kind":"fail"} -->'
 */
export function writeMarker(marker: IssueMarker): string {
  const json = JSON.stringify({ suite: marker.suite, kind: marker.kind });
  const safe = json.replace(UNSAFE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `<!-- loadline:issue:v1 ${safe} -->`;
}

/**
 * The first marker in an issue's body, or undefined when there is none that can be read.
 *
 * @example readMarker('text <!-- loadline:issue:v1 {"suite":"nightly","kind":"warn"} -->') // { suite: 'nightly', kind: 'warn' }
 */
export function readMarker(body: string): IssueMarker | undefined {
  const json = MARKER.exec(body)?.[1];
  if (json === undefined) return undefined;
  let read: unknown;
  try {
    read = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (typeof read !== 'object' || read === null || !('suite' in read) || !('kind' in read)) return undefined;
  const { suite, kind } = read;
  if (typeof suite !== 'string' || (kind !== 'fail' && kind !== 'warn')) return undefined;
  return { suite, kind };
}
