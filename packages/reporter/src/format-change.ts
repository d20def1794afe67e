import { parseLimit } from '@loadline/schema/limits';
import { describeMetric } from '@loadline/schema/metrics';
import type { AppliedLimit, Better, Limit, LimitTerm } from '@loadline/schema/types';
import { formatPair, formatSides, formatSigned, formatSignedPct, formatSignedQuantity, type NumberOptions } from './format-number.js';

/** What is needed of a finding, or of a row of a difference, to write its values and their change. */
export interface Changed {
  metric: string;
  unit: string;
  better?: Better;
  baseline: { value: number | null };
  current: { value: number | null };
  change: { absolute: number | null; relativePct: number | null; interval?: null | { lowPct: number; highPct: number } };
  limit?: null | AppliedLimit;
}

/** Text options of the formatters of findings. */
export type TextOptions = Pick<NumberOptions, 'unicode' | 'digits'>;

/** `412 → 660 ms`; a value beyond a bound of its limit is never written as the bound. */
export function formatValues(finding: Changed, options: TextOptions = {}): string {
  return formatPair(finding.baseline.value, finding.current.value, finding.unit, {
    ...options,
    distinctFrom: boundsOf(limitTerms(finding), 'value'),
  });
}

/** The two values apart, for the cells of a table. */
export function formatValueCells(finding: Changed, options: TextOptions = {}): [baseline: string, current: string] {
  return formatSides(finding.baseline.value, finding.current.value, finding.unit, {
    ...options,
    distinctFrom: boundsOf(limitTerms(finding), 'value'),
  });
}

/**
 * How much it changed: `+60 %`, for shares `+0.67 pp`; where the limit speaks the other language, both
 * (`+60 % (+248 ms)`); with its interval where there is one (`+60 % (+38…+85)`). Absolute where the baseline is 0, or next
 * to it. A side that is missing has no change: `—`.
 */
export function formatChange(finding: Changed, options: TextOptions = {}): string {
  const { change, spread, other } = changeParts(finding, options);
  return [change, spread, other].filter((part) => part !== '').join(' ');
}

/** A change in its parts, for where they stand apart. */
export interface ChangeParts {
  /** `+60 %`. */
  change: string;
  /** `(+38…+85)`; empty without an interval. */
  spread: string;
  /** `(+248 ms)`, the same in the language of the limit; empty where that is the same. */
  other: string;
}

/** What {@link formatChange} says, part by part. */
export function changeParts(finding: Changed, options: TextOptions = {}): ChangeParts {
  const { absolute, relativePct, interval } = withoutNoise({ ...finding, change: readableChange(finding.change) });
  const unicode = options.unicode ?? true;
  if (absolute === null && relativePct === null) return { change: unicode ? '—' : '-', spread: '', other: '' };
  const terms = limitTerms(finding);
  const relative =
    relativePct === null ? undefined : formatSignedPct(relativePct, { ...options, distinctFrom: boundsOf(terms, 'relative') });
  const inUnit =
    absolute === null ? undefined : formatSignedQuantity(absolute, finding.unit, { ...options, distinctFrom: boundsOf(terms, 'absolute') });
  const shares = finding.unit === '%' && inUnit !== undefined;
  const first = shares ? inUnit : (relative ?? inUnit);
  const second = shares ? relative : inUnit;
  const other = shares ? 'relative' : 'absolute';
  const wantsBoth = second !== undefined && second !== first && terms.some(({ kind }) => kind === other);
  const hasSpread = interval !== null && interval !== undefined && !shares;
  return {
    change: first ?? '',
    spread: hasSpread ? `(${tellSpread(interval.lowPct, interval.highPct, options)})` : '',
    other: wantsBoth ? `(${second})` : '',
  };
}

/** `+52…+108`: the ends of an interval, in per cent, with the two digits that it deserves. */
export function tellSpread(low: number, high: number, options: TextOptions = {}): string {
  const write = (end: number, digits = 2) => formatSigned(end, { ...options, digits, distinctFrom: [100] });
  const digits = low !== high && write(low) === write(high) ? 3 : 2;
  return [write(low, digits), write(high, digits)].join((options.unicode ?? true) ? '…' : '..');
}

/** From here on a relative change says only that the baseline was next to nothing. */
const MOST_PCT = 1e6;

/** A change as it can be told: without what is no number, and without a percentage that nobody can imagine where the change in the unit is known. */
export function readableChange({ absolute, relativePct, interval }: Changed['change']): Changed['change'] {
  const inUnit = absolute !== null && Number.isFinite(absolute) ? absolute : null;
  const isTold = relativePct !== null && Number.isFinite(relativePct) && (inUnit === null || Math.abs(relativePct) < MOST_PCT);
  const isBounded = isTold && interval !== null && interval !== undefined && [interval.lowPct, interval.highPct].every(Number.isFinite);
  return { absolute: inUnit, relativePct: isTold ? relativePct : null, interval: isBounded ? interval : null };
}

/** A difference that is only the rounding of its two numbers is none. */
function withoutNoise(finding: Changed): Changed['change'] {
  const { baseline, current, change } = finding;
  if (baseline.value === null || current.value === null || change.absolute === null) return change;
  const noise = 4 * Number.EPSILON * Math.max(Math.abs(baseline.value), Math.abs(current.value));
  if (Math.abs(change.absolute) > noise) return change;
  return { ...change, absolute: 0, relativePct: change.relativePct === null ? null : 0 };
}

/** What was read of limits before: a report asks thousands of times for about ten, and each finding has its own copy. */
const READ = new Map<string, Limit['any']>();

/** More different limits than a report has; a program that shows many reports keeps no more. */
const MOST_READ = 1000;

/** The terms of the limit that applies, as they are joined: alternatives of terms that must all be broken. */
export function limitAlternatives({ limit, metric, unit, better }: Changed): Limit['any'] {
  if (limit === null || limit === undefined) return [];
  const { level, text } = limit;
  // The lengths tell where one foreign text ends and the next begins.
  const key = `${text.length} ${metric.length} ${unit.length} ${level} ${text}${metric}${unit}${better ?? ''}`;
  const known = READ.get(key);
  if (known !== undefined) return known;
  const any = parseLimit(text, describeMetric(metric, { unit, better }), level).limit?.any ?? [];
  if (READ.size >= MOST_READ) READ.clear();
  READ.set(key, any);
  return any;
}

function limitTerms(finding: Changed): readonly LimitTerm[] {
  const alternatives = limitAlternatives(finding);
  const [only] = alternatives;
  return alternatives.length === 1 && only !== undefined ? only.all : alternatives.flatMap(({ all }) => all);
}

function boundsOf(terms: readonly LimitTerm[], kind: LimitTerm['kind']): number[] {
  return terms.filter((term) => term.kind === kind).map(({ bound }) => bound);
}

/** The limit as it was written, an SLO marked as such; empty where none applies. Foreign text, not escaped. */
export function formatLimit(limit: AppliedLimit | null): string {
  if (limit === null) return '';
  return limit.level === 'slo' ? `SLO ${limit.text}` : limit.text;
}

/** Short word for the metric, with the one it stands for: `p95`, `p90 instead of p95`. Foreign text, not escaped. */
export function formatMetric(metric: string, inPlaceOf?: string): string {
  const label = describeMetric(metric).label;
  return inPlaceOf === undefined ? label : `${label} instead of ${describeMetric(inPlaceOf).label}`;
}
