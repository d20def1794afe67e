import { UserError } from '@loadline/schema';
import { readWhole } from '../input/json-text.js';
import { parseDurationMs } from '../input/parse-duration.js';
import type { Reader } from '../reader.js';
import { countOf, numberOf } from '../values/number-of.js';
import { reportPart } from './report-part.js';

/** The first line of a report; `-every` clears the screen before it. */
const START = /^(?:\u001B\[[0-9;]{1,10}[A-Z]){0,4}Requests {2,40}\[total, rate(?:, throughput)?\] {2,40}(?=\d)/gm;
const MOST_ERRORS = 1000;

/**
 * The report that vegeta prints, of every version; of several in one capture (`-every`) the last. Times are printed to
 * three digits of their unit since version 12. A request failed unless its status code is 200 to 399.
 */
export const vegetaText: Reader = {
  format: 'vegeta-text',
  tool: 'vegeta',
  title: 'vegeta report',
  isReport: true,
  detect: ({ text }) => text.search(START) >= 0,
  async read(input) {
    const text = await readWhole(input);
    const starts = [...text.matchAll(START)].map(({ index }) => index);
    const reports = starts.map((start, index) => text.slice(start, starts[index + 1]));
    const whole = reports.findLast((report) => /^Status Codes /m.test(report));
    const isCut = whole === undefined || whole !== reports.at(-1);
    const report = whole ?? reports.at(-1);
    if (report === undefined) throw noReport(input.name);
    if (isCut) input.diagnostics.add('warning', 'file-cut', 'the report ends early', { file: input.name });
    const row = (name: string) => rowOf(report, name);
    const [requests, rate, throughput] = row('Requests').cells;
    const duration = row('Duration');
    const codes = row('Status Codes').text;
    const latencies = row('Latencies');
    return reportPart(
      {
        requests: countOf(requests) ?? null,
        statusCodes:
          codes === undefined
            ? undefined
            : [...codes.matchAll(/(\d{1,5}):(\d{1,15})/g)].map(([, code, count]) => ({ code: Number(code), count: Number(count) })),
        errors: errorsOf(report),
        latency: { unit: 'ms', provenance: 'reported', ...latenciesOf(latencies) },
        attackSeconds: secondsOf(duration.cells[duration.labels.indexOf('attack')]),
        waitSeconds: secondsOf(duration.cells[duration.labels.indexOf('wait')]),
        rate: numberOf(rate),
        throughput: numberOf(throughput),
        bytesIn: row('Bytes In').cells[0],
        bytesOut: row('Bytes Out').cells[0],
        partial: isCut,
      },
      input,
    );
  },
};

interface Row {
  text: string | undefined;
  labels: string[];
  cells: string[];
}

/** A row of the report: its labels in brackets, and what follows. */
function rowOf(report: string, name: string): Row {
  const match = new RegExp(`^(?:\\u001B[^\\n]{1,40})?${name} {2,40}\\[([^\\]\\n]{1,200})\\] {2,40}([^\\n]{1,10000})`, 'm').exec(report);
  const [labels, cells] = [match?.[1] ?? '', match?.[2] ?? ''].map((list) => list.split(',').map((cell) => cell.trim())) as [
    string[],
    string[],
  ];
  return { text: match?.[2], labels, cells };
}

function latenciesOf({ labels, cells }: Row) {
  const value = (label: string) => msOf(cells[labels.indexOf(label)]);
  // Early versions print every digit that they have.
  const isRounded = !cells.some((cell) => /\.\d{4}/.test(cell));
  return {
    avg: value('mean'),
    min: value('min'),
    max: value('max'),
    percentiles: labels.flatMap((label) => (/^\d{1,2}(?:\.\d{1,6})?$/.test(label) ? [[Number(label), value(label)] as const] : [])),
    ...(isRounded ? { resolution: stepOf } : {}),
  };
}

/** Step to which a time is rounded: to the next smaller unit. Below a microsecond nothing is. */
function stepOf(ms: number): number | undefined {
  if (ms >= 3_600_000) return 60_000;
  if (ms >= 60_000) return 1000;
  if (ms >= 1000) return 1;
  return ms >= 1 ? 0.001 : undefined;
}

function msOf(text: string | undefined): number | undefined {
  const parsed = parseDurationMs(text ?? '');
  return parsed.kind === 'value' ? parsed.value : undefined;
}

function secondsOf(text: string | undefined): number | undefined {
  const ms = msOf(text);
  return ms === undefined ? undefined : ms / 1000;
}

function errorsOf(report: string): string[] {
  const start = /^Error Set:[ \t]*\r?\n/m.exec(report);
  if (start === null) return [];
  return report
    .slice(start.index + start[0].length)
    .split('\n', MOST_ERRORS)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function noReport(file: string): UserError {
  return new UserError({ code: 'report-missing', found: 'no report', expected: 'what vegeta report printed', place: { file } });
}
