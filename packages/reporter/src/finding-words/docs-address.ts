import { type FindingCode, isFindingCode } from './finding-words.js';

const PAGES = 'https://github.com/loadline/loadline/blob/main/docs/findings';

/**
 * Address of the page that explains a kind of finding or diagnostic. Undefined for a code that has none: no link is dead,
 * and none holds text from outside.
 *
 * @example docsAddress('not-proven') // 'https://github.com/loadline/loadline/blob/main/docs/findings/not-proven.md'
 */
export function docsAddress(code: FindingCode): string;
export function docsAddress(code: string): string | undefined;
export function docsAddress(code: string): string | undefined {
  return isFindingCode(code) ? `${PAGES}/${code}.md` : undefined;
}
