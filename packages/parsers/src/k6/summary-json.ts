import { UserError } from '@loadline/schema';
import { field, fieldsOf, listOf } from '../input/json-text.js';
import { readDocument } from '../input/read-document.js';
import type { ReaderInput } from '../reader.js';
import { countOf, numberOf } from '../values/number-of.js';
import { metricContains, metricType } from './metric-kinds.js';
import { isOutsideLoad } from './submetric.js';
import { rateValues, type Summary, type SummaryCheck, type SummaryMetric, type SummaryThreshold, trendValues } from './summary.js';

/**
 * Reads the JSON document of a summary; log lines may stand before it.
 *
 * @throws UserError what {@link readDocument} throws.
 */
export function readSummaryJson(input: ReaderInput): Promise<unknown> {
  return readDocument(input);
}

/** Metrics and thresholds of an object of metrics by name, of `--summary-export` or of `handleSummary()`: each entry tells which. */
export function readMetrics(input: ReaderInput, metrics: unknown): Pick<Summary, 'metrics' | 'thresholds'> {
  const found: SummaryMetric[] = [];
  const thresholds: SummaryThreshold[] = [];
  for (const [name, entry] of fieldsOf(metrics)) {
    const values = field(entry, 'values');
    const metric = values === undefined ? flatMetric(name, entry) : typedMetric(name, entry);
    if (metric === undefined) sayUnreadable(input, name);
    else found.push(metric);
    for (const [expression, outcome] of fieldsOf(field(entry, 'thresholds'))) {
      const held = heldOf(outcome);
      if (held !== undefined) thresholds.push({ metric: name, expression, held });
    }
  }
  return { metrics: found, thresholds };
}

/** In `handleSummary()` an object says `ok`; in `--summary-export` a bare `true` means that the threshold FAILED. */
function heldOf(outcome: unknown): boolean | undefined {
  if (typeof outcome === 'boolean') return !outcome;
  const ok = field(outcome, 'ok');
  return typeof ok === 'boolean' ? ok : undefined;
}

/** A metric that says its type; of `handleSummary()` and of the machine-readable summary. */
export function typedMetric(name: string, entry: unknown): SummaryMetric | undefined {
  const type = metricType(field(entry, 'type'));
  const values = field(entry, 'values');
  if (type === undefined || values === null || typeof values !== 'object') return undefined;
  const base = { name, type, contains: metricContains(field(entry, 'contains')) };
  const total = countOf(field(values, 'total'));
  const matches = countOf(field(values, 'matches'));
  if (type === 'trend') return { ...base, ...trendValues(fieldsOf(values)) };
  if (type === 'rate' && total !== undefined && matches !== undefined)
    return { ...base, ...rateValues(matches, total - matches, undefined) };
  if (type === 'rate') return { ...base, ...rateValues(field(values, 'passes'), field(values, 'fails'), field(values, 'rate')) };
  if (type === 'counter') return { ...base, count: numberOf(field(values, 'count')), perSecond: numberOf(field(values, 'rate')) };
  return { ...base, ...gaugeValues(values) };
}

/** A metric of `--summary-export`, which does not say its type: it shows in the fields. */
function flatMetric(name: string, entry: unknown): SummaryMetric | undefined {
  const fields = fieldsOf(entry).filter(([key]) => key !== 'thresholds');
  const has = (key: string) => fields.some(([known]) => known === key);
  if (!fields.some(([, value]) => numberOf(value) !== undefined)) return undefined;
  if (has('passes') && has('fails'))
    return { name, type: 'rate', ...rateValues(field(entry, 'passes'), field(entry, 'fails'), field(entry, 'value')) };
  if (has('count') && has('rate'))
    return { name, type: 'counter', count: numberOf(field(entry, 'count')), perSecond: numberOf(field(entry, 'rate')) };
  if (has('value')) return { name, type: 'gauge', ...gaugeValues(entry) };
  return { name, type: 'trend', ...trendValues(fields) };
}

function gaugeValues(values: unknown): Partial<SummaryMetric> {
  return { value: numberOf(field(values, 'value')), min: numberOf(field(values, 'min')), max: numberOf(field(values, 'max')) };
}

function sayUnreadable({ diagnostics, name: file }: ReaderInput, name: string): void {
  diagnostics.add('warning', 'row-rejected', 'a metric was not counted: found no values, expected those of a metric of k6', {
    file,
    path: `/metrics/${name.slice(0, 200).replaceAll('~', '~0').replaceAll('/', '~1')}`,
  });
}

/** The checks of a group and of the groups in it, whether they stand in lists or in objects by name. */
export function readChecks(group: unknown): SummaryCheck[] {
  const path = field(group, 'path');
  if (typeof path === 'string' && isOutsideLoad(path)) return [];
  const own = itemsOf(field(group, 'checks')).flatMap((check): SummaryCheck[] => checkOf(check));
  return [...own, ...itemsOf(field(group, 'groups')).flatMap(readChecks)];
}

/** A check with its counts; none where they cannot be read. */
export function checkOf(check: unknown): SummaryCheck[] {
  const name = field(check, 'name');
  const [passes, fails] = [countOf(field(check, 'passes')), countOf(field(check, 'fails'))];
  return typeof name === 'string' && passes !== undefined && fails !== undefined ? [{ name, passes, fails }] : [];
}

function itemsOf(value: unknown): unknown[] {
  return Array.isArray(value) ? listOf(value) : fieldsOf(value).map(([, item]) => item);
}

/** The error for JSON that begins like a summary of k6 and is none. */
export function noSummary({ name }: Pick<ReaderInput, 'name'>, found: string): UserError {
  return new UserError({ code: 'k6-summary', found, expected: 'an end-of-test summary of k6', place: { file: name } });
}
