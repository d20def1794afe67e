import type { Slo } from '@loadline/schema';
import { readWhole } from '../input/json-text.js';
import type { Reader, ReaderInput, RunPart } from '../reader.js';
import { numberOf } from '../values/number-of.js';
import { artilleryPart } from './artillery-part.js';
import { addCounters, emptyMetrics, type Metrics } from './metrics.js';

/** What `artillery run` of version 2 prints: the metrics of each 10 s, those of the run, and the checks of ensure. */
export const artilleryText: Reader = {
  format: 'artillery-text',
  tool: 'artillery',
  title: 'Artillery report (version 2)',
  isReport: true,
  detect: ({ text }) => /^(?:Metrics for period to: \d\d:\d\d:\d\d|Summary report @ \d\d:\d\d:\d\d)[^\n]{0,60}\n-{10,100}\r?\n/m.test(text),
  read: readArtilleryText,
};

const SUMMARY = 'Summary report @ ';
const COLOURS = /\u001b\[[\d;]{0,12}m/g;

async function readArtilleryText(input: ReaderInput): Promise<RunPart> {
  const lines = (await readWhole(input))
    .replace(COLOURS, '')
    .split('\n')
    .map((line) => line.trimEnd());
  const summary = lines.findIndex((line) => line.startsWith(SUMMARY));
  const isCut = summary < 0;
  const found = isCut ? periodsOf(input, lines) : sectionOf(input, lines, summary + 1);
  if (isCut)
    input.diagnostics.add(
      'warning',
      'file-cut',
      'there is no summary: the run was interrupted; its periods were added up, without response times',
      {
        file: input.name,
      },
    );
  const next = lines.findIndex((line, index) => index > summary && line.startsWith(SUMMARY));
  if (!isCut && next >= 0) sayReportLeftOut(input, next + 1);
  const checks = isCut ? [] : checksOf(lines.slice(summary, next < 0 ? undefined : next));
  const seconds = isCut ? undefined : secondsOf(lines);
  const part = artilleryPart(input, { metrics: found, times: 'sketch', seconds, rank: 1 });
  return {
    ...part,
    slos: [...(part.slos ?? []), ...checks],
    ...(seconds === undefined ? {} : { durationSeconds: seconds }),
    toolVersion: '>=2.0',
    partial: isCut,
  };
}

/** Says that another report stands behind the one that was read. */
export function sayReportLeftOut({ diagnostics, name }: ReaderInput, line: number): void {
  diagnostics.add('warning', 'report-left-out', 'the text holds several reports; the first one was read', { file: name, line });
}

/** The metrics from a line on, until a line that is none. */
function sectionOf(input: ReaderInput, lines: readonly string[], from: number): Metrics {
  const metrics = emptyMetrics();
  let at = from;
  while (at < lines.length && /^(?:-{10,}|)$/.test(lines[at] ?? '')) at++;
  for (; at < lines.length && lines[at] !== '' && lines[at]?.startsWith('Log file: ') === false; at++) {
    const line = lines[at] ?? '';
    if (line.endsWith(':')) at = addSummary(metrics, lines, at);
    else addValue(input, metrics, line, at + 1);
  }
  return metrics;
}

/** `name: ....... 12`, `name: ...... 5/sec`. A name that is too long for the line ends in `...`, and is then not known. */
function addValue(input: ReaderInput, metrics: Metrics, line: string, number: number): void {
  const space = line.lastIndexOf(' ');
  const name = line.slice(0, Math.max(0, space)).trimEnd().replace(/ \.+$/, '').trimEnd();
  const printed = line.slice(space + 1);
  const isRate = printed.endsWith('/sec');
  const value = numberOf(isRate ? printed.slice(0, -4) : printed);
  if (value !== undefined && name.endsWith(':')) (isRate ? metrics.rates : metrics.counters).set(name.slice(0, -1), value);
  else if (value !== undefined)
    input.diagnostics.add('warning', 'row-rejected', 'a counter was left out: its name is cut off, and only the JSON has it', {
      file: input.name,
      line: number,
    });
}

const LABELS = new Map([
  ['median', 50],
  ['p95', 95],
  ['p99', 99],
]);

function addSummary(metrics: Metrics, lines: readonly string[], at: number): number {
  const name = (lines[at] ?? '').slice(0, -1);
  const values = new Map<string, number | undefined>();
  let last = at;
  for (let next = at + 1; next < lines.length; next++) {
    const match = /^ {2}(min|max|mean|median|p95|p99): \.* ?(\S{1,40})$/.exec(lines[next] ?? '');
    if (match === null) break;
    values.set(match[1] ?? '', numberOf(match[2]));
    last = next;
  }
  if (values.get('max') !== undefined)
    metrics.summaries.set(name, {
      min: values.get('min'),
      max: values.get('max'),
      mean: values.get('mean'),
      percentiles: [...LABELS].map(([label, share]) => [share, values.get(label)] as const),
    });
  return last;
}

function periodsOf(input: ReaderInput, lines: readonly string[]): Metrics {
  const all = emptyMetrics();
  lines.forEach((line, index) => {
    if (line.startsWith('Metrics for period to: ')) addCounters(all, sectionOf(input, lines, index + 1));
  });
  return all;
}

/** What ensure judged: `ok: http.response_time.p95 < 200`, `fail: … (optional)`. */
function checksOf(lines: readonly string[]): Slo[] {
  const from = lines.indexOf('Checks:');
  if (from < 0) return [];
  return lines.slice(from).flatMap((line): Slo[] => {
    const match = /^(ok|fail): (.{1,2000})$/.exec(line);
    return match?.[2] === undefined ? [] : [{ expression: match[2], held: match[1] === 'ok' }];
  });
}

/** `All VUs finished. Total time: 1 minute, 4 seconds`. */
function secondsOf(lines: readonly string[]): number | undefined {
  const line = lines.find((one) => one.startsWith('All VUs finished. Total time: '));
  if (line === undefined) return undefined;
  const units: readonly (readonly [RegExp, number])[] = [
    [/(\d{1,6}) days?/, 86_400],
    [/(\d{1,6}) hours?/, 3600],
    [/(\d{1,6}) minutes?/, 60],
    [/(\d{1,6}) seconds?/, 1],
  ];
  const seconds = units.reduce((total, [unit, length]) => total + Number(unit.exec(line)?.[1] ?? 0) * length, 0);
  return seconds > 0 ? seconds : undefined;
}
