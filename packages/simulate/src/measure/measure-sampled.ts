import { quantile, sum, varianceInflation } from '@loadline/stats';
import type { EndpointConditions } from '../run-conditions.js';
import { type Settings, shareOf } from '../settings.js';
import { createSampler } from './create-sampler.js';
import { histogramOf } from './histogram-of.js';
import type { Measured, MeasuredLatency } from './measured.js';

/** A request of one endpoint, for the run's timeline. */
export type OnSample = (startMs: number, elapsedMs: number, failed: boolean) => void;

/** Requests from the start by which the inflation is measured, and its largest lag. */
const SERIES = 2048;
const MAX_LAG = 200;

/** What a run measures of an endpoint, every request drawn. */
export function measureSampled(conditions: EndpointConditions, settings: Settings, onSample: OnSample): Measured {
  const sampler = createSampler(conditions, settings);
  const times: number[] = [];
  let failures = 0;
  for (; sampler.startMs < Infinity; sampler.advance()) {
    times.push(sampler.elapsedMs);
    if (sampler.failed) failures++;
    onSample(sampler.startMs, sampler.elapsedMs, sampler.failed);
  }
  if (times.length === 0) return { requests: 0, failures, latency: undefined };
  const sorted = Array.from(Float64Array.from(times).sort());
  return {
    requests: times.length,
    failures,
    latency: latencyOf(sorted, settings),
    ...(settings.vif ? { vif: inflationOf(times.slice(0, SERIES)) } : {}),
  };
}

function latencyOf(sorted: readonly number[], settings: Settings): MeasuredLatency {
  const minMs = sorted[0] ?? NaN;
  const maxMs = sorted.at(-1) ?? NaN;
  const avgMs = sum(sorted) / sorted.length;
  const percentilesMs = settings.percentiles.map((percentile) => quantile(sorted, shareOf(percentile)));
  const base = { avgMs, minMs, maxMs, percentilesMs };
  if (!settings.histogram) return base;
  let passed = 0;
  // Asked for ever greater times.
  const countUpTo = (ms: number) => {
    while (passed < sorted.length && (sorted[passed] ?? 0) <= ms) passed++;
    return passed;
  };
  return { ...base, histogram: histogramOf({ requests: sorted.length, minMs, maxMs, avgMs, countUpTo }, settings.rounding) };
}

/** The larger of the inflations at the median and at the 95th percentile. */
function inflationOf(series: readonly number[]): number {
  const sorted = [...series].sort((a, b) => a - b);
  const at = (q: number) => varianceInflation(series, quantile(sorted, q), Math.min(MAX_LAG, series.length >> 2));
  return Number(Math.max(at(0.5), at(0.95)).toPrecision(4));
}
