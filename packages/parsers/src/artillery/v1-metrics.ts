import { field, fieldsOf } from '../input/json-text.js';
import { countOf, numberOf } from '../values/number-of.js';
import { emptyMetrics, type Metrics, summaryOf } from './metrics.js';

const COUNTS = [
  ['scenariosCreated', 'vusers.created'],
  ['scenariosCompleted', 'vusers.completed'],
  ['scenariosAvoided', 'vusers.skipped'],
  ['requestsCompleted', 'http.responses'],
  ['matches', 'matches'],
] as const;

const GROUPS = [
  ['scenarioCounts', 'vusers.created_by_name.'],
  ['codes', 'http.codes.'],
  ['errors', 'errors.'],
  ['counters', ''],
] as const;

/**
 * Whether version 2 wrote a report in the form of version 1 (`ARTILLERY_USE_LEGACY_REPORT_FORMAT`). It has no `matches`, calls
 * answers `rps.count`, knows no rate, and its times come from a sketch.
 */
export function isOfVersion2(report: unknown): boolean {
  return field(report, 'matches') === undefined;
}

/** A report of version 1 by the names of version 2. */
export function v1Metrics(report: unknown): Metrics {
  const metrics = emptyMetrics();
  const count = (name: string, value: unknown) => {
    const found = numberOf(value);
    if (found !== undefined) metrics.counters.set(name, found);
  };
  for (const [theirs, name] of COUNTS) count(name, field(report, theirs));
  for (const [theirs, prefix] of GROUPS) for (const [name, value] of fieldsOf(field(report, theirs))) count(prefix + name, value);
  const sent = countOf(field(field(report, 'rps'), 'count'));
  if (sent !== undefined && !isOfVersion2(report)) metrics.counters.set('http.requests', sent);
  const summaries: [string, unknown][] = [
    ['http.response_time', field(report, 'latency')],
    ['vusers.session_length', field(report, 'scenarioDuration')],
    ...fieldsOf(field(report, 'customStats')),
  ];
  for (const [name, value] of summaries) {
    const summary = summaryOf(value);
    if (summary !== undefined) metrics.summaries.set(name, summary);
  }
  return metrics;
}
