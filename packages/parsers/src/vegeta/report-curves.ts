import type { Histogram, Metric } from '@loadline/schema';
import { readWhole } from '../input/json-text.js';
import { parseDurationMs } from '../input/parse-duration.js';
import type { Reader } from '../reader.js';
import { countOf, numberOf } from '../values/number-of.js';
import { reportPart } from './report-part.js';

const PLOT_START = /^Value\(ms\) {1,40}Percentile {1,40}TotalCount {1,40}1\/\(1-Percentile\)\s*$/m;
const PLOT_ROW = /^(\d{1,15}\.\d{6}) {1,40}(\d\.\d{6}) {1,40}(\d{1,15}) {1,40}[\d.]{1,40}\s*$/gm;
const HISTOGRAM_START = /^Bucket {3,40}# {2,40}% {2,40}Histogram\s*$/m;
const HISTOGRAM_ROW =
  /^\[([\dµnmsh.]{1,30}), {1,40}(\+Inf|[\dµnmsh.]{1,30})\] {1,40}(\d{1,15}) {1,40}(?:[\d.]{1,10}|NaN)% {0,40}#{0,200}\s*$/gm;

/** Percentiles that the table has as rows, and those that lie between two of its rows. */
const PRINTED: readonly number[] = [50, 75, 90, 95];
const BETWEEN: readonly number[] = [99, 99.9];

/**
 * The table of percentiles that vegeta makes for plots (`-type=hdrplot`). Failures do not stand in it. Percentiles between
 * two rows are interpolated.
 */
export const vegetaHdrplot: Reader = {
  format: 'vegeta-hdrplot',
  tool: 'vegeta',
  title: 'vegeta percentiles for a plot',
  isReport: true,
  detect: ({ text }) => PLOT_START.test(text),
  async read(input) {
    const rows = [...(await readWhole(input)).matchAll(PLOT_ROW)].map(([, ms, share, count]) => ({
      ms: Number(ms),
      percentile: Number((Number(share) * 100).toFixed(4)),
      count: countOf(count),
    }));
    const last = rows.at(-1);
    const isWhole = last?.percentile === 100;
    if (!isWhole) input.diagnostics.add('warning', 'file-cut', 'the table ends before the greatest time', { file: input.name });
    const at = (percentile: number) => rows.find((row) => row.percentile === percentile)?.ms;
    const requests = isWhole ? (last.count ?? null) : null;
    const many = (percentile: number) => requests !== null && requests * (1 - percentile / 100) >= 1;
    return reportPart(
      {
        requests,
        latency: {
          unit: 'ms',
          provenance: 'reported',
          min: at(0),
          max: at(100),
          percentiles: PRINTED.map((percentile) => [percentile, at(percentile)]),
        },
        more: requests === 0 ? [] : BETWEEN.filter(many).flatMap((percentile) => between(rows, percentile)),
        partial: !isWhole,
      },
      input,
    );
  },
};

function between(rows: readonly { ms: number; percentile: number }[], percentile: number): Metric[] {
  const next = rows.findIndex((row) => row.percentile >= percentile);
  const [low, high] = [rows[next - 1], rows[next]];
  if (low === undefined || high === undefined) return [];
  const part = (percentile - low.percentile) / (high.percentile - low.percentile);
  return [{ name: `p${percentile}_latency_ms`, value: low.ms + part * (high.ms - low.ms), provenance: 'interpolated' }];
}

/** The histogram that vegeta prints (`-type='hist[0,2ms,10ms]'`): counts between bounds of one's own, and nothing else. */
export const vegetaHistogram: Reader = {
  format: 'vegeta-hist',
  tool: 'vegeta',
  title: 'vegeta histogram',
  isReport: true,
  detect: ({ text }) => HISTOGRAM_START.test(text),
  async read(input) {
    const rows = [...(await readWhole(input)).matchAll(HISTOGRAM_ROW)].map(([, , to = '', count]) => ({
      to: to === '+Inf' ? Infinity : boundOf(to),
      count: countOf(count) ?? 0,
    }));
    const isWhole = rows.at(-1)?.to === Infinity;
    if (!isWhole) input.diagnostics.add('warning', 'file-cut', 'the histogram ends before its last bucket', { file: input.name });
    const requests = isWhole ? rows.reduce((sum, { count }) => sum + count, 0) : null;
    return reportPart(
      { requests, latency: { unit: 'ms', provenance: 'reported' }, histogram: isWhole ? histogramOf(rows) : undefined, partial: !isWhole },
      input,
    );
  },
};

function boundOf(text: string): number {
  const parsed = parseDurationMs(text);
  return parsed.kind === 'value' ? (numberOf(parsed.value) ?? NaN) : NaN;
}

function histogramOf(rows: readonly { to: number; count: number }[]): Histogram | undefined {
  const bounds = rows.slice(0, -1).map(({ to }) => to);
  const isAscending = bounds.every((bound, index) => Number.isFinite(bound) && bound > (bounds[index - 1] ?? 0));
  return isAscending && bounds.length > 0 ? { kind: 'bounds', bounds, counts: rows.map(({ count }) => count) } : undefined;
}
