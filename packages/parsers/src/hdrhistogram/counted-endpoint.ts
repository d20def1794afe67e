import type { Endpoint, Histogram, Metric } from '@loadline/schema';
import { addTime, createDistribution } from '../samples/distribution.js';
import { storeDistribution } from '../samples/remember-distribution.js';
import { buildEndpoint } from '../values/build-endpoint.js';
import { type BucketCounts, bucketOfPercentile, type CountedBucket, sortedBuckets } from './bucket-counts.js';

/** How the values of counts become times. */
export interface CountedUnit {
  /** Units of a value in a millisecond. */
  perMs: number;
  /** Step of the values. */
  step: number;
}

const PERCENTILES: readonly number[] = [50, 75, 90, 95, 99, 99.9];
const TAIL = 99.9;
const TAIL_SAMPLES = 1000;

/**
 * Response times that HdrHistogram counted. A percentile is the last value of the bucket in which its sample lies, as
 * HdrHistogram prints it; its resolution is the width of that bucket. The mean takes each sample for the middle of its own.
 */
export function countedMetrics(counts: BucketCounts, { perMs, step }: CountedUnit): Metric[] {
  const buckets = sortedBuckets(counts);
  const [first, last] = [buckets[0], buckets.at(-1)];
  if (first === undefined || last === undefined) return [];
  const metric = (name: string, value: number, { width }: CountedBucket): Metric => ({
    name,
    value: toMs(value, perMs),
    provenance: 'histogram',
    resolution: toMs(width, perMs),
  });
  const top = (bucket: CountedBucket) => Math.max(bucket.low, bucket.low + bucket.width - step);
  const mean = buckets.reduce((sum, bucket) => sum + middleOf(bucket, step) * (bucket.count / counts.total), 0);
  return [
    { name: 'avg_latency_ms', value: toMs(mean, perMs), provenance: 'histogram' },
    metric('min_latency_ms', first.low, first),
    metric('max_latency_ms', top(last), last),
    ...PERCENTILES.filter((percentile) => percentile < TAIL || counts.total >= TAIL_SAMPLES).flatMap((percentile) => {
      const bucket = bucketOfPercentile(buckets, counts.total, percentile);
      return bucket === undefined ? [] : [metric(`p${percentile}_latency_ms`, top(bucket), bucket)];
    }),
  ];
}

/** An endpoint of which HdrHistogram counted the times; failures are not known to it. */
export function countedEndpoint(name: string, counts: BucketCounts, unit: CountedUnit, durationSeconds: number | undefined): Endpoint {
  const histogram = histogramOf(counts, unit);
  return buildEndpoint(
    { kind: 'request', name },
    {
      requests: counts.total,
      failures: null,
      durationSeconds,
      more: countedMetrics(counts, unit),
      ...(histogram === undefined ? {} : { histogram }),
    },
  );
}

/** The counts as a Run stores them: exponential buckets, since times that were bucketed before are no exact values. */
function histogramOf(counts: BucketCounts, { perMs, step }: CountedUnit): Histogram | undefined {
  if (counts.total === 0) return undefined;
  const all = { ...createDistribution(), times: undefined, timeCounts: undefined };
  for (const bucket of sortedBuckets(counts)) addTime(all, toMs(middleOf(bucket, step), perMs), bucket.count);
  return storeDistribution(all);
}

/** HdrHistogram's median of a bucket: a bucket of one value is that value. */
function middleOf({ low, width }: CountedBucket, step: number): number {
  return width <= step ? low : low + width / 2;
}

function toMs(value: number, perMs: number): number {
  return Number((value / perMs).toPrecision(15));
}
