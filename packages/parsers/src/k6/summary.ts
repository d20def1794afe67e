import type { RunPart } from '../reader.js';
import { countOf, numberOf } from '../values/number-of.js';
import type { MetricContains, MetricType } from './metric-kinds.js';

/** One metric of an end-of-test summary. Times in ms, data in bytes; what the file does not say is undefined. */
export interface SummaryMetric {
  /** Name, with the tags of a submetric. */
  name: string;
  /** What k6 keeps of it. */
  type: MetricType;
  /** What its values are, where the file says. */
  contains?: MetricContains | undefined;
  /** Sum of a counter, samples of a trend. */
  count?: number | undefined;
  /** A counter's sum per second. */
  perSecond?: number | undefined;
  /** Last value of a gauge. */
  value?: number | undefined;
  /** Mean of a trend. */
  avg?: number | undefined;
  /** Smallest. */
  min?: number | undefined;
  /** Largest. */
  max?: number | undefined;
  /** Percentiles of a trend, 0 to 100. */
  percentiles?: readonly (readonly [percentile: number, value: number])[];
  /** Of a rate: the share of what was true, 0 to 1, and the counts where the file has them. */
  share?: number | undefined;
  hits?: number | undefined;
  total?: number | undefined;
}

/** A check and how often it passed. */
export interface SummaryCheck {
  /** Name. */
  name: string;
  /** Times it passed. */
  passes: number;
  /** Times it failed. */
  fails: number;
}

/** A threshold of the script, judged by k6. */
export interface SummaryThreshold {
  /** Metric or submetric. */
  metric: string;
  /** Expression. */
  expression: string;
  /** It held. */
  held: boolean;
}

/** What an end-of-test summary says, whatever its format. */
export interface Summary {
  /** Metrics and submetrics. */
  metrics: readonly SummaryMetric[];
  /** Checks by name; those of the same name in several groups stand there several times. */
  checks: readonly SummaryCheck[];
  /** Thresholds. */
  thresholds: readonly SummaryThreshold[];
  /** Width in ms of what a printed time may stand for, where it was rounded. */
  resolution?: (ms: number) => number | undefined;
  /** Length, start, version, load, timeline, where the format has them. */
  part?: Partial<RunPart>;
}

const PERCENTILE = /^p\(?(\d{1,3}(?:\.\d{1,10})?)\)?$/;

/** The percentile that a name of k6 stands for: `p(99.9)`, `p99.9` or `med`; undefined for another name. */
export function percentileOfStat(name: string): number | undefined {
  if (name === 'med') return 50;
  const digits = PERCENTILE.exec(name)?.[1];
  return digits === undefined || Number(digits) > 100 ? undefined : Number(digits);
}

/** The values of a trend from its statistics by name: `avg`, `med`, `p(95)`, `count`. */
export function trendValues(stats: readonly (readonly [name: string, value: unknown])[]): Partial<SummaryMetric> {
  const byName = new Map(stats);
  const percentiles = new Map<number, number>();
  for (const [name, given] of stats) {
    const percentile = percentileOfStat(name);
    const value = numberOf(given);
    if (percentile !== undefined && value !== undefined) percentiles.set(percentile, value);
  }
  return {
    avg: numberOf(byName.get('avg')),
    min: numberOf(byName.get('min')),
    max: numberOf(byName.get('max')),
    count: countOf(byName.get('count')),
    percentiles: [...percentiles].sort(([a], [b]) => a - b),
  };
}

/** The values of a rate from the counts of what was true and what was false. */
export function rateValues(hits: unknown, misses: unknown, share: unknown): Partial<SummaryMetric> {
  const [yes, no] = [countOf(hits), countOf(misses)];
  if (yes === undefined || no === undefined) return { share: numberOf(share) };
  return { hits: yes, total: yes + no, share: yes + no === 0 ? undefined : yes / (yes + no) };
}
