import type { Better, Metric, Provenance } from '@loadline/schema';
import { cleanName } from '../clean-name.js';
import { numberOf } from './number-of.js';

/** A metric of a test's own, as a tool printed it. What is no number counts as not printed. */
export interface CustomValues {
  /** Name in the test. */
  name: string;
  /** What it does: adds up, holds the last value, counts a share, or is a distribution. */
  type: 'counter' | 'gauge' | 'rate' | 'trend';
  /** What it holds: times in ms, bytes, or plain numbers. */
  contains?: 'default' | 'time' | 'data';
  /** Which direction is the better one, where it is known. */
  better?: Better;
  /** How the values came to be. */
  provenance: Provenance;
  /** Width of what a value may stand for, in the metric's unit: the same for all, or by the value. A number of samples has none. */
  resolution?: number | ((value: number) => number);
  /** Sum of a counter; number of samples of a trend. */
  count?: unknown;
  /** A counter's sum per second. */
  perSecond?: unknown;
  /** Last value of a gauge. */
  value?: unknown;
  /** Smallest. */
  min?: unknown;
  /** Largest. */
  max?: unknown;
  /** Mean of a trend. */
  avg?: unknown;
  /** Share of a rate in per cent, 0 to 100. */
  sharePct?: unknown;
  /** Percentiles of a trend, 0 to 100, with their values, and where it is another than `resolution` with the width of each. */
  percentiles?: readonly (readonly [percentile: number, value: unknown, width?: number])[];
  /** How the percentiles came to be, where it is another way than the rest. */
  percentileProvenance?: Provenance;
}

const UNITS = { default: '', time: 'ms', data: 'bytes' } as const;

/**
 * The metrics of a Run that one metric of a test makes. A counter `n` gives `n_count` and `n_per_second`, a gauge `n`,
 * `n_min` and `n_max`, a rate `n_pct`, a trend `n_avg`, `n_min`, `n_max`, `n_pNN` and `n_count`; times and bytes carry
 * their unit at the end (`n_p95_ms`).
 *
 * @example customMetric({ name: 'login', type: 'rate', sharePct: 98, provenance: 'reported' }) // [{ name: 'login_pct', value: 98, unit: '%', … }]
 */
export function customMetric(custom: CustomValues): Metric[] {
  const base = cleanName(custom.name);
  const unit = UNITS[custom.contains ?? 'default'];
  const ending = unit === '' ? '' : `_${unit}`;
  const one = (name: string, value: unknown, ownUnit: string, width?: number): Metric[] => {
    const number = numberOf(value);
    if (number === undefined) return [];
    const resolution = width ?? (typeof custom.resolution === 'function' ? custom.resolution(number) : custom.resolution);
    return [
      {
        name,
        value: number,
        provenance: custom.provenance,
        ...(resolution === undefined || resolution === 0 ? {} : { resolution }),
        ...(ownUnit === '' ? {} : { unit: ownUnit }),
        ...(custom.better === undefined ? {} : { better: custom.better }),
        type: custom.type,
      },
    ];
  };
  switch (custom.type) {
    case 'counter':
      return [
        ...one(`${base}_count`, custom.count, unit === '' ? 'count' : unit),
        ...one(`${base}_per_second`, custom.perSecond, unit === '' ? '/s' : `${unit}/s`),
      ];
    case 'rate':
      return one(`${base}_pct`, custom.sharePct, '%');
    case 'gauge':
      return [
        ...one(`${base}${ending}`, custom.value, unit),
        ...one(`${base}_min${ending}`, custom.min, unit),
        ...one(`${base}_max${ending}`, custom.max, unit),
      ];
    case 'trend':
      return [
        ...one(`${base}_avg${ending}`, custom.avg, unit),
        ...one(`${base}_min${ending}`, custom.min, unit),
        ...one(`${base}_max${ending}`, custom.max, unit),
        ...(custom.percentiles ?? []).flatMap(([percentile, value, width]) =>
          one(`${base}_p${percentile}${ending}`, value, unit, width).map((metric) => ({
            ...metric,
            provenance: custom.percentileProvenance ?? custom.provenance,
          })),
        ),
        ...one(`${base}_count`, custom.count, 'count', 0).map(asCounted),
      ];
  }
}

/** However coarse the values of a trend are, their number was counted. */
function asCounted(metric: Metric): Metric {
  return metric.provenance === 'histogram' ? { ...metric, provenance: 'exact' } : metric;
}
