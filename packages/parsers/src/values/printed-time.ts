import { parseDurationMs } from '../input/parse-duration.js';
import type { LatencyValues } from '../values/build-endpoint.js';

/** A response time as a report for people shows it. */
export interface PrintedTime {
  /** In ms. */
  ms: number;
  /** What one in its last digit stands for, in ms. */
  step: number;
}

/**
 * A time with its unit as reports print it: `39.76ms`, `0.0472 secs`, `65.0111 ms`, `1.2 hr`. Undefined for what is no time
 * (`NaN secs`, `-inf ns`, `-nan`).
 *
 * @example printedTime('39.76ms') // { ms: 39.76, step: 0.01 }
 */
export function printedTime(text: string | undefined): PrintedTime | undefined {
  const match = /^(\d{1,20})(?:\.(\d{1,20}))? {0,4}([a-zµμ]{1,5})$/i.exec(text?.trim() ?? '');
  if (match === null) return undefined;
  const [, whole = '', fraction = '', unit = ''] = match;
  const spelt = unit.toLowerCase() === 'hr' ? 'h' : unit;
  const value = parseDurationMs(`${whole}.${fraction === '' ? '0' : fraction}${spelt}`);
  const one = parseDurationMs(`1${spelt}`);
  if (value.kind !== 'value' || one.kind !== 'value') return undefined;
  return { ms: value.value, step: Number((one.value / 10 ** fraction.length).toPrecision(3)) };
}

/** Response times of a report, each with the step in which it was printed. */
export interface PrintedLatency {
  avg?: PrintedTime | undefined;
  min?: PrintedTime | undefined;
  max?: PrintedTime | undefined;
  /** Percentiles, 0 to 100. */
  percentiles: readonly (readonly [percentile: number, time: PrintedTime | undefined])[];
}

/** Printed times as the values of an endpoint; the resolution of each is the step in which it was printed. */
export function printedLatency({ avg, min, max, percentiles }: PrintedLatency): LatencyValues {
  const steps = new Map<number, number>();
  for (const time of [avg, min, max, ...percentiles.map(([, time]) => time)])
    if (time !== undefined) steps.set(time.ms, Math.max(time.step, steps.get(time.ms) ?? 0));
  return {
    unit: 'ms',
    provenance: 'reported',
    resolution: (ms) => steps.get(ms),
    avg: avg?.ms,
    min: min?.ms,
    max: max?.ms,
    percentiles: percentiles.map(([percentile, time]) => [percentile, time?.ms] as const),
  };
}
