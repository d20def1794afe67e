/** Counts of values in buckets of any width, in the unit of the log. */
export interface BucketCounts {
  /** Lowest value of a bucket → its width and count. */
  buckets: Map<number, { width: number; count: number }>;
  /** All counts. */
  total: number;
}

/** What the buckets of a whole file may take together; beyond it they become coarser. */
export interface BucketBudget {
  /** Buckets in all counts. */
  used: number;
  /** Buckets that are allowed. */
  most: number;
  /** Parts of a power of two that are still told apart, as a power of two. */
  bits: number;
}

/** No counts. */
export function createBucketCounts(): BucketCounts {
  return { buckets: new Map(), total: 0 };
}

/** A budget that nothing has been taken from. */
export function createBucketBudget(most = 500_000): BucketBudget {
  return { used: 0, most, bits: 20 };
}

/** Counts values that lie in `[low, low + width)`. */
export function addBucket(counts: BucketCounts, budget: BucketBudget, low: number, width: number, count: number): void {
  counts.total += count;
  const coarse = 2 ** (Math.floor(Math.log2(Math.max(low, 1))) - budget.bits);
  const ownWidth = Math.max(width, coarse);
  const ownLow = ownWidth === width ? low : Math.floor(low / ownWidth) * ownWidth;
  const known = counts.buckets.get(ownLow);
  if (known === undefined) {
    counts.buckets.set(ownLow, { width: ownWidth, count });
    budget.used++;
    return;
  }
  known.count += count;
  known.width = Math.max(known.width, ownWidth);
}

/** Makes buckets coarser where all together are too many. */
export function keepBudget(all: Iterable<BucketCounts>, budget: BucketBudget): void {
  if (budget.used <= budget.most || budget.bits <= 4) return;
  budget.bits -= 4;
  budget.used = 0;
  for (const counts of all) {
    const { buckets } = counts;
    counts.buckets = new Map();
    counts.total = 0;
    for (const [low, { width, count }] of buckets) addBucket(counts, budget, low, width, count);
  }
}

/** Adds all that other counts hold. */
export function addCounts(into: BucketCounts, from: BucketCounts, budget: BucketBudget): void {
  for (const [low, { width, count }] of from.buckets) addBucket(into, budget, low, width, count);
}

/** A bucket of counts. */
export interface CountedBucket {
  low: number;
  width: number;
  count: number;
}

/** The buckets, ascending. */
export function sortedBuckets({ buckets }: BucketCounts): CountedBucket[] {
  return [...buckets].map(([low, { width, count }]) => ({ low, width, count })).sort((a, b) => a.low - b.low);
}

/**
 * The bucket in which the sample of a percentile lies: the one with number ⌈n · percentile / 100⌉, counted from 1, as
 * HdrHistogram has it. Undefined without samples.
 */
export function bucketOfPercentile(buckets: readonly CountedBucket[], total: number, percentile: number): CountedBucket | undefined {
  const rank = Math.max(1, Math.ceil(Number(((total * percentile) / 100).toPrecision(14))));
  let passed = 0;
  for (const bucket of buckets) {
    passed += bucket.count;
    if (passed >= rank) return bucket;
  }
  return buckets.at(-1);
}
