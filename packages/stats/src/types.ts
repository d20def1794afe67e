/** A time, or a bucket, with the samples that are counted there. */
export interface Level {
  /** Lower end in ms; the time itself where it is known. */
  low: number;
  /** Upper end in ms. */
  high: number;
  /** Samples. */
  samples: number;
}

/** Distinct response times in ms with how often each occurred. */
export interface ValuesHistogram {
  kind: 'values';
  /** Response times in ms, ascending, distinct. */
  values: number[];
  /** How often each occurred; as long as `values`. */
  counts: number[];
  /** How the times were rounded before they were counted: not at all (the default), or as Locust does. */
  rounding?: 'none' | 'locust';
}

/**
 * OpenTelemetry's exponential layout: the bucket at position k holds the samples in (base^i, base^(i+1)] ms with
 * i = `offset` + k and base = 2^(2^−`scale`).
 */
export interface ExponentialHistogram {
  kind: 'exponential';
  /** −10 to 20; each step up halves the width of the buckets on a logarithmic axis. */
  scale: number;
  /** Samples of 0 ms. */
  zeroCount: number;
  /** Index of the first bucket. */
  offset: number;
  /** Counts of consecutive buckets, at most 160. */
  counts: number[];
  /** Smallest sample in ms. */
  min?: number;
  /** Largest sample in ms. */
  max?: number;
  /** Sum of the samples in ms. */
  sum?: number;
}

/** Counts between printed bounds: the bucket at position k holds the samples in (`bounds[k−1]`, `bounds[k]`] ms. */
export interface BoundsHistogram {
  kind: 'bounds';
  /** Upper bounds in ms, ascending, distinct. */
  bounds: number[];
  /** Counts per bucket, not cumulative; one longer than `bounds` where the last bucket is open. */
  counts: number[];
  /** Smallest sample in ms. */
  min?: number;
  /** Largest sample in ms. */
  max?: number;
  /** Sum of the samples in ms. */
  sum?: number;
}

/** Distribution of response times in ms. */
export type Histogram = ValuesHistogram | ExponentialHistogram | BoundsHistogram;
