import { readWhole } from '../input/json-text.js';
import type { Reader } from '../reader.js';
import { countOf, numberOf } from '../values/number-of.js';
import { printedLatency, type PrintedTime, printedTime } from '../values/printed-time.js';
import { bombardierPart } from './bombardier-part.js';

const START = /^Statistics {1,20}Avg {1,20}Stdev {1,20}Max\r{0,2}$/m;

/** The report that bombardier prints. It does not say how long the run was. */
export const bombardierText: Reader = {
  format: 'bombardier-text',
  tool: 'bombardier',
  title: 'bombardier report',
  detect: ({ text }) => START.test(text) && /^ {2}Reqs\/sec {1,30}\S/m.test(text),
  async read(input) {
    const text = (await readWhole(input)).replace(/\r+\n/g, '\n');
    const starts = [...text.matchAll(new RegExp(START, 'gm'))];
    if (starts.length > 1)
      input.diagnostics.add('warning', 'report-left-out', 'the text holds several reports; the last one is read', { file: input.name });
    const at = starts.at(-1)?.index ?? 0;
    const report = text.slice(at);
    const intro = introIn(text.slice(0, at));
    const row = (name: string) => new RegExp(`^ {2}${name} +(\\S{1,30}) +(\\S{1,30}) +(\\S{1,30})$`, 'm').exec(report);
    const latency = row('Latency');
    const counts = countsIn(report);
    const isCut = !/^ {2}Throughput: /m.test(report);
    if (isCut) input.diagnostics.add('warning', 'file-cut', 'the report ends early', { file: input.name });
    return bombardierPart({
      method: undefined,
      url: intro?.[1],
      connections: countOf(intro?.[2]),
      counts: isCut ? undefined : counts,
      errors: errorsIn(report),
      latency:
        latency === null
          ? undefined
          : printedLatency({ avg: printedTime(latency[1]), max: printedTime(latency[3]), percentiles: percentilesIn(report) }),
      durationSeconds: undefined,
      meanRate: numberOf(row('Reqs/sec')?.[1]),
      // Whether it kept to a rate is not printed.
      isPaced: true,
      partial: isCut,
    });
  },
};

/** The last line of introduction before the report: its address and connections. `-p r` leaves it out. */
function introIn(text: string): RegExpMatchArray | undefined {
  return [...text.matchAll(/^Bombarding (\S{1,2048}) (?:for|with) .{1,60} using (\d{1,9}) connection\(s\)/gm)].at(-1);
}

function percentilesIn(report: string): [number, PrintedTime | undefined][] {
  return [...report.matchAll(/^ {4,5}(\d{1,2}(?:\.\d{1,6})?)% +(\S{1,30})$/gm)].map(([, percentile, time]) => [
    Number(percentile),
    printedTime(time),
  ]);
}

function countsIn(report: string): [number, number, number, number, number, number] | undefined {
  const codes =
    /^ {4}1xx - (\d{1,15}), 2xx - (\d{1,15}), 3xx - (\d{1,15}), 4xx - (\d{1,15}), 5xx - (\d{1,15})\n {4}others - (\d{1,15})$/m.exec(report);
  if (codes === null) return undefined;
  const [one = 0, two = 0, three = 0, four = 0, five = 0, others = 0] = codes.slice(1).map(Number);
  return [one, two, three, four, five, others];
}

function errorsIn(report: string): { message: string; count: number }[] {
  const lines = (report.split('\n  Errors:\n', 2)[1]?.split(/\n {2}Throughput: /, 1)[0] ?? '').split('\n');
  return lines.flatMap((line) => {
    const at = line.lastIndexOf(' - ');
    const count = countOf(line.slice(at + 3));
    return at < 0 || count === undefined ? [] : [{ message: line.slice(0, Math.min(at, 4000)).trim(), count }];
  });
}
