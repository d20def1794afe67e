import type { NotJudged, Verdict } from '@loadline/schema/types';

/** How good or bad something is; a format paints it in its own way. */
export type Tone = 'bad' | 'doubt' | 'good' | 'plain';

/** The words for one verdict. */
export interface VerdictWords {
  /** As people read it in a list. */
  word: string;
  /** As the whole comparison is marked. */
  badge: string;
  /** For Markdown. */
  symbol: string;
  tone: Tone;
  /** One sentence: what it means. */
  meaning: string;
}

/** Every verdict in people's words: the one table that all formats use. */
export const verdictWords: Readonly<Record<Verdict, VerdictWords>> = {
  fail: { word: 'worse', badge: 'FAIL', symbol: '❌', tone: 'bad', meaning: 'A fail limit or an SLO is broken.' },
  warn: {
    word: 'watch',
    badge: 'WATCH',
    symbol: '⚠️',
    tone: 'doubt',
    meaning: 'A limit is broken, but not so far or so surely that it fails.',
  },
  inconclusive: {
    word: 'not proven',
    badge: 'NOT PROVEN',
    symbol: '❔',
    tone: 'doubt',
    meaning: 'A limit is broken without the evidence that it is real.',
  },
  pass: { word: 'ok', badge: 'OK', symbol: '✅', tone: 'good', meaning: 'No limit is broken.' },
  improved: { word: 'better', badge: 'OK', symbol: '✅', tone: 'good', meaning: 'Better by more than the noise.' },
  missing: {
    word: 'not measured',
    badge: 'NOT MEASURED',
    symbol: '❔',
    tone: 'bad',
    meaning: 'The baseline has it, this run does not. No data is never a pass.',
  },
  invalid: {
    word: 'not comparable',
    badge: 'NOT COMPARABLE',
    symbol: '❔',
    tone: 'doubt',
    meaning: 'The two sides cannot be held against each other.',
  },
  new: { word: 'new', badge: 'NEW', symbol: '🆕', tone: 'plain', meaning: 'This run has it, the baseline does not.' },
};

/** Verdicts without values that can be held against each other. */
export const withoutValues: ReadonlySet<Verdict> = new Set(['missing', 'invalid', 'new']);

/** Verdicts of what was measured and is not fine. */
export const inQuestion: ReadonlySet<Verdict> = new Set(['fail', 'warn', 'inconclusive']);

/** Why something with a limit was not judged, in people's words. */
export const notJudgedWords: Readonly<Record<NotJudged['reason'], string>> = {
  'no-data': 'neither side has it',
  rare: 'too few requests were to be expected',
  'too-few-requests': 'too few requests for any percentile',
  'ungated-direction': 'it has no good or bad side',
};
