import type { Comparison, Verdict } from '@loadline/schema/types';
import { formatNumber } from './format-number.js';
import { safeJson } from './safe-json.js';
import type { Story } from './story/story.js';
import { tellStory } from './story/tell-story.js';
import { verdictWords } from './verdict-words.js';

const COLORS: Readonly<Record<Verdict, string>> = {
  fail: 'red',
  missing: 'red',
  warn: 'orange',
  inconclusive: 'yellow',
  invalid: 'lightgrey',
  new: 'blue',
  improved: 'brightgreen',
  pass: 'brightgreen',
};

/**
 * A comparison as JSON for the endpoint badge of shields.io: `load test | 1 of 12 slower`, in the colour of the verdict. It
 * holds words and numbers of ours alone.
 *
 * @example JSON.parse(renderBadge(comparison)).message // '1 of 12 slower'
 */
export function renderBadge(comparison: Comparison): string {
  const story = tellStory(comparison);
  const message = shortSummary(story, comparison.baseline.runs > 0);
  return `${safeJson({ schemaVersion: 1, label: 'load test', message, color: story.tone === 'bad' ? 'red' : COLORS[story.verdict] }, 2)}\n`;
}

/** `1 of 12 slower`, `all 12 ok`; a verdict's word where nothing is counted, or only one thing is. */
function shortSummary(story: Story, hasBaseline: boolean): string {
  if (story.mistake !== undefined) return story.summary;
  if (story.verdict === 'new') return hasBaseline ? 'nothing to compare' : 'no baseline yet';
  // What the colour is of, where endpoints and services differ.
  const first = story.counted.find(({ verdict }) => verdict === story.verdict) ?? story.counted[0];
  if (first === undefined || first.scope === 'run') return verdictWords[story.verdict].word;
  const { verdict, count, whole, word } = first;
  if (verdict === 'pass' && whole === 1) return word;
  const isAll = count >= whole && (verdict === 'pass' || story.isTogether);
  return `${isAll ? 'all' : `${formatNumber(count)} of`} ${formatNumber(whole)} ${word}`;
}
