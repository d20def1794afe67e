import type { Finding } from '@loadline/schema/types';
import { docsAddress } from '../finding-words/docs-address.js';
import { wordsOf } from '../finding-words/finding-words.js';

/** Our own word, leading to the page of a kind where it has one. */
export function explained(word: string, code: string): string {
  const address = docsAddress(code);
  return address === undefined ? word : `[${word}](${address})`;
}

/** One line that leads to what the reasons of these findings mean, each once; empty where none has a page. */
export function explainedPart(findings: readonly Finding[]): string {
  const codes = [...new Set(findings.map(({ reason }) => reason.code))];
  const links = codes.flatMap((code) => {
    const words = wordsOf(code);
    return words === undefined ? [] : [explained(words.title, code)];
  });
  return links.length === 0 ? '' : `What this means: ${links.join(' · ')}`;
}
