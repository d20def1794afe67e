import type { Story } from './story/story.js';

/**
 * The headline’s beginning where it is made of words and numbers of ours alone: `1 of 12 endpoints slower`. It needs no
 * escaping anywhere. Undefined where it is the comparison’s own headline, which may hold anything.
 */
export function countedSummary({ summary, counted, mistake }: Pick<Story, 'summary' | 'counted' | 'mistake'>): string | undefined {
  return counted.length > 0 || mistake !== undefined ? summary : undefined;
}
