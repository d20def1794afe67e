import type { Diagnostic, Finding, Verdict } from '@loadline/schema/types';
import type { FilledLink } from '../fill-link.js';
import type { Tone } from '../verdict-words.js';

/**
 * What a report tells, said once for all formats. Every text is plain and may hold names from outside: each format escapes
 * it, and none needs to work anything out of the comparison again.
 */
export interface Story {
  /** The comparison's; nothing better than `invalid` where it was not judged as asked. */
  verdict: Verdict;
  /** `FAIL`, `OK`; `ERROR` where the configuration is mistaken. */
  badge: string;
  /** For Markdown and chat. */
  symbol: string;
  tone: Tone;
  /** One line: what, where, how much, against which limit. */
  headline: string;
  /** The same for narrow places, without the two values and the interval. */
  brief: string;
  /** Its beginning, what is counted: `1 of 12 endpoints slower`; `not judged as asked`. */
  summary: string;
  /** The headline without that beginning: where, how much, against which limit; empty where counting says all. */
  detail: string;
  /** What the summary counts, in its order; empty where it does not count, and may hold names from outside. */
  counted: StoryCount[];
  /** Why it was not judged as asked, so that the command exits with 2: `gate 2 (POST /chekout) matches nothing`. */
  mistake?: string;
  /** Who was compared: `k6: 1 run, baseline of 5`. */
  sides: string;
  /** Why one may believe it, one sentence each: how far runs and the other endpoints moved; load and errors. */
  why: string[];
  /** The worst endpoint, service or run, with all its metrics; absent where nothing is worse, in doubt or gone. */
  worst?: StoryWorst;
  groups: StoryGroups;
  /** What it rests on: the baseline, this run, what could have been shown, what was judged and what was not. */
  facts: StoryFact[];
  /** The most frequent failures of the judged runs. */
  errors: StoryError[];
  /** What is to be known beside the findings, errors first. */
  notes: StoryNote[];
  /** What to do when in doubt, and when it was meant; only what applies. */
  todo: StoryTodo[];
  /** Of the configuration, with the window of this run: those that need no endpoint. */
  links: FilledLink[];
  /** Most endpoints are slower by a change that they share: no single one is the cause. */
  isTogether: boolean;
  /** Absent unless the comparison is one of several looks. */
  sequence?: StorySequence;
}

/** How many endpoints or services a verdict holds for: `1 of 12 endpoints slower`. */
export interface StoryCount {
  scope: StorySubject['scope'];
  /** The verdict of the whole where all are slower together. */
  verdict: Verdict;
  count: number;
  /** Of how many there are. */
  whole: number;
  /** `slower`, `may be slower`, `to watch`, `not measured`; `ok` of what is within its limits. Holds no names. */
  word: string;
}

/** What the whole is sorted into; each endpoint, service or run stands in one of the first four, or in `noLimit`. */
export interface StoryGroups {
  /** Beyond a limit: `fail`, `warn`. */
  worse: StorySubject[];
  /** Not proven, not comparable. */
  cantTell: StorySubject[];
  /** Within the limits, or better. */
  fine: StorySubject[];
  /** Only on one side. */
  newAndGone: StorySubject[];
  /** Not counted; with their muted findings alone. */
  muted: StorySubject[];
  /** Shown, though no limit speaks of them. */
  noLimit: StorySubject[];
}

/** An endpoint, a service or the run as a whole. */
export interface StorySubject {
  /** The same for the same thing in every comparison. */
  key: string;
  /** `POST /checkout`; with its service before it where there are several. */
  name: string;
  service: string;
  scope: 'endpoint' | 'service' | 'run';
  /** Its worst. */
  verdict: Verdict;
  /** The verdict in people's words. */
  word: string;
  tone: Tone;
  /** What its verdict comes from. See `tellMetric` for its words. */
  lead: Finding;
  /** All that is known of it: the lead first, then worst first; what has no limit and what is muted last. */
  findings: Finding[];
  /** Failures that were seen of it, `12 × 503 Service Unavailable`. */
  errors: string[];
}

/** The worst, with the words of its metrics. */
export interface StoryWorst extends StorySubject {
  metrics: StoryMetric[];
}

/** One metric of a subject, in words. */
export interface StoryMetric {
  finding: Finding;
  /** `p95`, `p90 instead of p95`. */
  label: string;
  /** `412 → 660 ms`. */
  values: string;
  /** `412 ms`. */
  baseline: string;
  /** `660 ms`. */
  current: string;
  /** `+60.2 % (+38…+85)`. */
  change: string;
  /** `limit +30%`, `warn +10%`, `SLO < 2s`; empty without one. */
  limit: string;
  /** How much of the limit the change uses up, 1 when it is reached; see `limitUse`. */
  use?: number;
  verdict: Verdict;
  word: string;
  /** `plain` where it says nothing: fine, muted, or without a limit. */
  tone: Tone;
  /** Why, where that says more than value and limit do. */
  reason?: string;
  /** In a few words: `p50 +52.2 %`. */
  brief: string;
}

/** What a fact is about, for those who pick some of them: what it is compared with, the run, what could have been shown, … */
export type StoryFactKind = 'baseline' | 'current' | 'sensitivity' | 'brackets' | 'judged' | 'notJudged' | 'noLimit' | 'muted';

/** One line of facts. */
export interface StoryFact {
  kind: StoryFactKind;
  /** `Baseline`, `Not judged`. */
  label: string;
  text: string;
}

/** A failure of the judged runs, over all endpoints that it was seen of. */
export interface StoryError {
  /** `12 × 503 Service Unavailable`. */
  text: string;
  /** Endpoints that it was seen of, with their counts where there are several: `GET /search 7, GET /products 4`. */
  where?: string;
}

/** A diagnostic in one line. */
export interface StoryNote {
  severity: Diagnostic['severity'];
  text: string;
  diagnostic: Diagnostic;
}

/** One thing to do. */
export interface StoryTodo {
  text: string;
  /** To copy; words in capitals are to be replaced. */
  command?: string;
  /** Where to look. */
  links?: FilledLink[];
}

/** Which look of how many. */
export interface StorySequence {
  look: number;
  maxLooks: number;
  text: string;
}
