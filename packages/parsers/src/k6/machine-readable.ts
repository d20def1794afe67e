import { field, listOf } from '../input/json-text.js';
import type { Reader, ReaderInput, RunPart } from '../reader.js';
import { numberOf } from '../values/number-of.js';
import { checkOf, noSummary, readSummaryJson, typedMetric } from './summary-json.js';
import { summaryPart } from './summary-part.js';
import { summaryShape } from './summary-shape.js';
import type { SummaryMetric } from './summary.js';

/** What `--new-machine-readable-summary` makes of `--summary-export` and of what `handleSummary()` is given, since 1.5. */
export const k6MachineReadable: Reader = {
  format: 'k6-machine-readable',
  tool: 'k6',
  title: 'k6 summary (--new-machine-readable-summary)',
  detect: (head) => summaryShape(head.text) === 'machine-readable',
  read: readMachineReadable,
};

async function readMachineReadable(input: ReaderInput): Promise<RunPart> {
  const document = await readSummaryJson(input);
  const results = field(document, 'results');
  const list = field(results, 'metrics');
  if (!Array.isArray(list)) throw noSummary(input, 'a machine-readable summary without its list of metrics');
  const checks = field(results, 'checks');
  const metrics = [...list.flatMap((entry, index) => metricOf(input, entry, `/results/metrics/${index}`)), ...allChecks(checks)];
  return summaryPart(input, {
    metrics,
    checks: listOf(field(checks, 'results')).flatMap(checkOf),
    // It says nothing of thresholds.
    thresholds: [],
    part: windowOf(document),
  });
}

function metricOf(input: ReaderInput, entry: unknown, path: string): SummaryMetric[] {
  const name = field(entry, 'name');
  const metric = typeof name === 'string' ? typedMetric(name, entry) : undefined;
  if (metric !== undefined) return [metric];
  const message = 'a metric was not counted: found no name, type or values, expected those of a metric of k6';
  input.diagnostics.add('warning', 'row-rejected', message, { file: input.name, path });
  return [];
}

/** All checks together, which stand apart from the other metrics and under another name. */
function allChecks(checks: unknown): SummaryMetric[] {
  const passed = listOf(field(checks, 'metrics')).find((entry) => field(entry, 'name') === 'checks_succeeded');
  const metric = passed === undefined ? undefined : typedMetric('checks', passed);
  return metric === undefined ? [] : [metric];
}

/** Length and version; the summary is made when the test has ended. */
function windowOf(document: unknown): Partial<RunPart> {
  const metadata = field(document, 'metadata');
  const version = field(metadata, 'k6_version') ?? field(metadata, 'k6Version');
  const generated = field(metadata, 'generated_at') ?? field(metadata, 'generatedAt');
  const seconds = numberOf(field(field(document, 'config'), 'duration'));
  const endMs = typeof generated === 'string' ? Date.parse(generated) : NaN;
  return {
    ...(typeof version === 'string' && version.length < 50 ? { toolVersion: version.replace(/^v/, '') } : {}),
    ...(seconds === undefined || seconds <= 0 ? {} : { durationSeconds: seconds }),
    ...(seconds === undefined || Number.isNaN(endMs) ? {} : { startedAtMs: endMs - seconds * 1000 }),
  };
}
