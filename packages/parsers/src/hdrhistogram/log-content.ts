import type { TimelineSlice } from '../reader.js';
import {
  addBucket,
  addCounts,
  type BucketBudget,
  type BucketCounts,
  bucketOfPercentile,
  createBucketBudget,
  createBucketCounts,
  keepBudget,
  sortedBuckets,
} from './bucket-counts.js';
import type { DecodedHistogram } from './encoded-histogram.js';

/** Everything that a log holds. Values are in the unit of the log; times in seconds as they stand in it. */
export interface LogContent {
  /** Counts by tag; `''` for rows without one. */
  tags: Map<string, BucketCounts>;
  /** Intervals in order; for those that have both tags and a row without, also that row alone. */
  intervals: { whole: TimelineSlice; untagged: TimelineSlice | undefined }[];
  /** The rows without a tag are the sum of those with one, in every interval that has any. */
  untaggedIsTotal: boolean;
  /** Step of the values: 1 but for histograms of doubles. */
  step: number;
  budget: BucketBudget;
}

/** Collects the rows of a log. */
export interface LogCollector {
  /** Adds the histogram of an interval. */
  add(tag: string, from: number, to: number, histogram: DecodedHistogram): void;
  /** What was collected. */
  content(): LogContent;
}

interface Interval {
  from: number;
  to: number;
  untagged: BucketCounts | undefined;
  tagged: BucketCounts | undefined;
}

/** An empty collector. */
export function createLogCollector(): LogCollector {
  const content: LogContent = { tags: new Map(), intervals: [], untaggedIsTotal: true, step: 1, budget: createBucketBudget() };
  const seen = new Set<string>();
  let current: Interval | undefined;
  const close = () => {
    if (current === undefined) return;
    const { from, to, untagged, tagged } = current;
    if (tagged !== undefined && tagged.total !== untagged?.total) content.untaggedIsTotal = false;
    const key = `${from}|${to}`;
    // An interval that comes again, apart from its other rows, does not make a second point of the timeline.
    const isFirst = seen.size < 1_000_000 && !seen.has(key);
    seen.add(key);
    if (isFirst)
      content.intervals.push({
        whole: sliceOf(from, to, [untagged, tagged]),
        untagged: untagged && tagged && sliceOf(from, to, [untagged]),
      });
    else content.untaggedIsTotal = false;
    current = undefined;
  };
  return {
    add(tag, from, to, { buckets, valueRatio }) {
      content.step = valueRatio;
      if (current !== undefined && (current.from !== from || current.to !== to)) close();
      current ??= { from, to, untagged: undefined, tagged: undefined };
      const own = tag === '' ? (current.untagged ??= createBucketCounts()) : (current.tagged ??= createBucketCounts());
      const counts = content.tags.get(tag) ?? createBucketCounts();
      content.tags.set(tag, counts);
      const free = createBucketBudget(Infinity);
      for (const { low, width, count } of buckets) {
        addBucket(counts, content.budget, low, width, count);
        addBucket(own, free, low, width, count);
      }
      keepBudget(content.tags.values(), content.budget);
    },
    content() {
      close();
      if (![...content.tags.keys()].some((tag) => tag !== '') || !content.tags.has('')) content.untaggedIsTotal = false;
      return content;
    },
  };
}

function sliceOf(from: number, to: number, parts: readonly (BucketCounts | undefined)[]): TimelineSlice {
  const all = createBucketCounts();
  for (const part of parts) if (part !== undefined) addCounts(all, part, createBucketBudget(Infinity));
  const buckets = sortedBuckets(all);
  const at = (percentile: number) => {
    const bucket = bucketOfPercentile(buckets, all.total, percentile);
    return bucket === undefined ? undefined : bucket.low + bucket.width / 2;
  };
  const [p50, p95] = [at(50), at(95)];
  return { from, to, requests: all.total, ...(p50 === undefined || p95 === undefined ? {} : { p50, p95 }) };
}
