import type { Story } from './story/story.js';

/**
 * The headline’s beginning where it is made of words and numbers of ours alone: `1 of 12 endpoints slower`. It needs no
 * escaping anywhere. Undefined where it is the comparison’s own headline, which may hold anything.
 */
export function countedSummary({ summary }: Story): string | undefined {
  return /^[a-z\d ,;]{1,120}$/.test(summary) ? summary : undefined;
}
