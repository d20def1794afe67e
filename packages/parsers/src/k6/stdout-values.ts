import { parseDurationMs, parseNumber } from '../input/parse-duration.js';
import type { MetricContains } from './metric-kinds.js';
import { rateValues, type SummaryMetric, trendValues } from './summary.js';

/** A number as k6 prints it for people. */
interface Printed {
  value: number;
  contains: MetricContains;
  /** Width of what the printed time may stand for, in ms: k6 cuts after two decimals of the unit. */
  resolution?: number;
}

const BYTES: ReadonlyMap<string, number> = new Map([
  ['B', 1],
  ['kB', 1e3],
  ['MB', 1e6],
  ['GB', 1e9],
  ['TB', 1e12],
  ['PB', 1e15],
]);

const UNIT_MS: ReadonlyMap<string, number> = new Map([
  ['ns', 1e-6],
  ['us', 1e-3],
  ['µs', 1e-3],
  ['μs', 1e-3],
  ['ms', 1],
  ['s', 1000],
]);

/** Reads a time with its unit, a size with its unit, or a plain number; undefined for anything else. */
export function parsePrinted(text: string): Printed | undefined {
  const size = /^(-?[\d.]{1,30}) ?([kMGTP]?B)$/.exec(text);
  const factor = BYTES.get(size?.[2] ?? '');
  if (size !== null && factor !== undefined) return known(Number(size[1]) * factor, 'data');
  const unit = /\d(ns|us|µs|μs|ms|s|m|h)$/.exec(text)?.[1];
  if (unit === undefined) {
    const plain = parseNumber(text.replace(/^-(?=\d)/, ''));
    return plain.kind === 'value' ? known(text.startsWith('-') ? -plain.value : plain.value, 'default') : undefined;
  }
  const parsed = parseDurationMs(text);
  if (parsed.kind !== 'value') return undefined;
  // From a minute on, k6 prints whole seconds.
  const width = /[mh]\d|[mh]$/.test(text.replace('ms', '')) ? 1000 : (UNIT_MS.get(unit) ?? 0) * 0.01;
  return { value: parsed.value, contains: 'time', ...(parsed.value > 0 && width > 0 ? { resolution: Number(width.toPrecision(6)) } : {}) };
}

function known(value: number, contains: MetricContains): Printed | undefined {
  return Number.isFinite(value) ? { value, contains } : undefined;
}

/** A metric as k6 prints it for people: `avg=1ms p(95)=2ms`, `24 67.9/s`, `20 kB 55 kB/s`, `50.00% ✓ 24 ✗ 24`, `3 min=0 max=3`. */
export function parseMetricText(name: string, text: string, resolutions: Map<number, number>): SummaryMetric | undefined {
  const stats = statsIn(text, resolutions);
  const contains = stats[0]?.[1].contains;
  const values = stats.map(([stat, printed]) => [stat, printed.value] as const);
  if (/^[a-z]/.test(text)) return stats.length === 0 ? undefined : { name, type: 'trend', contains, ...trendValues(values) };
  const share = /^([\d.]{1,20})%/.exec(text);
  if (share !== null) return { name, type: 'rate', ...shareIn(text, Number(share[1]) / 100) };
  const [first = '', second = ''] = text.split(/\s{2,}|\s(?=[\d.]+ ?[kMGTP]?B?\/s$)/);
  const sum = parsePrinted(first.trim());
  if (stats.length > 0) {
    const byName = new Map(values);
    const value = parsePrinted(text.split(/\s{1,100}[a-z]/, 1)[0]?.trim() ?? '');
    return value === undefined
      ? undefined
      : { name, type: 'gauge', contains: value.contains, value: value.value, min: byName.get('min'), max: byName.get('max') };
  }
  const perSecond = second.trim().endsWith('/s') ? parsePrinted(second.trim().slice(0, -2)) : undefined;
  if (sum === undefined || perSecond === undefined) return undefined;
  return { name, type: 'counter', contains: sum.contains, count: sum.value, perSecond: perSecond.value };
}

function statsIn(text: string, resolutions: Map<number, number>): (readonly [string, Printed])[] {
  const found: (readonly [string, Printed])[] = [];
  for (const match of text.matchAll(/(?:^|\s)([a-z]{1,10}(?:\([\d.]{1,15}\))?)=(\S{1,60})/g)) {
    const printed = parsePrinted(match[2] ?? '');
    if (printed === undefined) continue;
    found.push([match[1] ?? '', printed]);
    if (printed.resolution !== undefined) resolutions.set(printed.value, printed.resolution);
  }
  return found;
}

/** Up to 0.57: `✓` counts what was true, which for `http_req_failed` is the failed requests; since 1.0: `11 out of 87`. */
function shareIn(text: string, share: number): Partial<SummaryMetric> {
  const marks = /✓ {1,10}(\d{1,15}) {1,40}✗ {1,10}(\d{1,15})/.exec(text);
  if (marks !== null) return rateValues(marks[1], marks[2], share);
  const counts = /(\d{1,15}) out of (\d{1,15})/.exec(text);
  return counts === null ? { share } : rateValues(counts[1], Number(counts[2]) - Number(counts[1]), share);
}
