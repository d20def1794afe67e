import { readWhole } from '../input/json-text.js';
import type { Reader, ReaderInput, RunPart } from '../reader.js';
import { numberOf } from '../values/number-of.js';
import { artilleryPart } from './artillery-part.js';
import { sayReportLeftOut } from './artillery-text.js';
import { addCounters, emptyMetrics, type Metrics } from './metrics.js';

/** What `artillery run` of version 1 prints. */
export const artilleryV1Text: Reader = {
  format: 'artillery-v1-text',
  tool: 'artillery',
  title: 'Artillery report (version 1)',
  isReport: true,
  detect: ({ text }) =>
    /^(?:Summary|Complete|Report|Intermediate) ?(?:report|for the previous \d{1,9}s)? @ [^\n]{1,80}\n(?:Elapsed time: [^\n]{1,80}\n)? {2}Scenarios launched: {1,4}\d/m.test(
      text,
    ),
  read: readArtilleryV1Text,
};

const COLOURS = /\u001b\[[\d;]{0,12}m/g;
const REPORT = /^(?:Summary|Complete|Report|Intermediate)(?: report)?(?: for the previous \d{1,9}s)? @ /;
const WHOLE = /^(?:Summary|Complete) report @ /;

async function readArtilleryV1Text(input: ReaderInput): Promise<RunPart> {
  const lines = (await readWhole(input))
    .replace(COLOURS, '')
    .split('\n')
    .map((line) => line.trimEnd());
  const whole = lines.findIndex((line) => WHOLE.test(line));
  const isCut = whole < 0;
  const next = lines.findIndex((line, index) => index > whole && WHOLE.test(line));
  if (!isCut && next >= 0) sayReportLeftOut(input, next + 1);
  const metrics = isCut ? emptyMetrics() : reportAt(lines, whole);
  if (isCut) {
    lines.forEach((line, index) => {
      if (REPORT.test(line)) addCounters(metrics, reportAt(lines, index));
    });
    input.diagnostics.add(
      'warning',
      'file-cut',
      'there is no summary: the run was interrupted; its periods were added up, without response times',
      {
        file: input.name,
      },
    );
  }
  return { ...artilleryPart(input, { metrics, times: 'sorted', rank: 1 }), toolVersion: '<2', partial: isCut };
}

const COUNTS = new Map([
  ['Scenarios launched', 'vusers.created'],
  ['Scenarios completed', 'vusers.completed'],
  ['Requests completed', 'http.responses'],
  ['Scenarios avoided', 'vusers.skipped'],
]);
const GROUPS = new Map([
  ['Scenario counts', 'vusers.created_by_name.'],
  ['Codes', 'http.codes.'],
  ['Errors', 'errors.'],
]);
const SUMMARIES = new Map([
  ['Response time (msec)', 'http.response_time'],
  ['Request latency', 'http.response_time'],
  ['Scenario duration', 'vusers.session_length'],
]);
const SHARES = new Map([
  ['median', 50],
  ['p95', 95],
  ['p99', 99],
]);

/** The lines of one report: two blanks before what it counts, four before the values of a group or a distribution. */
function reportAt(lines: readonly string[], from: number): Metrics {
  const metrics = emptyMetrics();
  for (let at = from + 1; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line.startsWith('Elapsed time: ')) continue;
    if (!/^ {2}\S/.test(line)) break;
    if (!line.endsWith(':')) {
      addCount(metrics, line);
      continue;
    }
    const values: [string, string][] = [];
    while (/^ {4}\S/.test(lines[at + 1] ?? '')) {
      at++;
      const inner = lines[at] ?? '';
      const colon = inner.lastIndexOf(': ');
      if (colon > 0) values.push([inner.slice(4, colon), inner.slice(colon + 2)]);
    }
    addGroup(metrics, line.slice(2, -1), values);
  }
  return metrics;
}

function addCount(metrics: Metrics, line: string): void {
  const colon = line.lastIndexOf(':');
  const label = line.slice(2, colon);
  const value = numberOf(line.slice(colon + 1));
  if (value === undefined || /^(?:Mean response\/sec|RPS sent|Concurrent users)$/.test(label)) return;
  metrics.counters.set(COUNTS.get(label) ?? label, value);
}

function addGroup(metrics: Metrics, label: string, values: readonly (readonly [string, string])[]): void {
  const prefix = GROUPS.get(label);
  if (prefix !== undefined) {
    for (const [name, printed] of values) {
      const count = numberOf(printed.replace(/ \(.{1,20}%\)$/, ''));
      if (count !== undefined) metrics.counters.set(prefix + name, count);
    }
    return;
  }
  const byLabel = new Map(values);
  const max = numberOf(byLabel.get('max'));
  if (max === undefined) return;
  metrics.summaries.set(SUMMARIES.get(label) ?? label, {
    min: byLabel.get('min'),
    max,
    percentiles: [...SHARES].map(([name, share]) => [share, byLabel.get(name)] as const),
  });
}
