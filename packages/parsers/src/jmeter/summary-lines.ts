import { forEachLine } from '../input/read-lines.js';
import type { ReaderInput } from '../reader.js';
import { decimalOf } from './aggregate-layout.js';

/** A line of a summariser. */
export interface SummaryLine {
  /** Name of the summariser. */
  name: string;
  requests: number;
  failures: number;
  /** Length, and how exactly it is printed, in seconds. */
  seconds: number;
  step: number;
  perSecond: number | undefined;
  avg: string;
  min: string;
  max: string;
}

/** What a console or log holds. */
export interface SummaryLog {
  /** The last line of each summariser, with `=` and with `+`. */
  totals: Map<string, SummaryLine>;
  parts: Map<string, SummaryLine>;
  /** Most threads that ran at the moment of a line, and threads that were ever started. */
  active: number;
  started: number;
  startedAtMs: number | undefined;
  version: string | undefined;
  hasStart: boolean;
  hasEnd: boolean;
}

const LINE =
  /([+=]) {1,12}(\d{1,12}) in {1,12}(\d{1,5}:\d\d:\d\d|[\d.,]{1,12}s?) = {1,12}([^\s/]{1,15})\/s Avg: {1,12}(\d{1,12}) Min: {1,12}(\d{1,19}) Max: {1,12}(-?\d{1,19}) Err: {1,12}(\d{1,12}) \(/;
/** What build servers put before each line: a date with its time. */
const STAMP = /^\[?\d{4}-\d\d-\d\d[T ][\d:.,]{5,20}Z?\]?\s{1,5}/;
const MOST_NAMES = 1000;

/** Reads the lines of summarisers, and what else is known of the run. */
export async function readLog(input: ReaderInput): Promise<SummaryLog> {
  const log: SummaryLog = {
    totals: new Map(),
    parts: new Map(),
    active: 0,
    started: 0,
    startedAtMs: undefined,
    version: undefined,
    hasStart: false,
    hasEnd: false,
  };
  await forEachLine(input, ({ text }) => {
    const match = LINE.exec(text.slice(0, 2000));
    if (match !== null) {
      const into = match[1] === '=' ? log.totals : log.parts;
      const line = lineOf(text, match);
      if (into.size < MOST_NAMES) into.set(line.name, line);
      const threads = /\) Active: (\d{1,9}) Started: (\d{1,9}) /.exec(text);
      log.active = Math.max(log.active, Number(threads?.[1] ?? 0));
      log.started = Math.max(log.started, Number(threads?.[2] ?? 0));
      return;
    }
    const start = (/(?:^| )Starting .{0,40}test @ .{0,60}\((\d{12,14})\)/.exec(text) ?? / Running test \((\d{12,14})\)/.exec(text))?.[1];
    if (start !== undefined) log.startedAtMs ??= Number(start);
    log.version ??= / (?:o\.a\.j\.JMeter|jmeter\.JMeter): Version (\d{1,2}\.\d{1,3}(?:\.\d{1,3}(?!\d))?)/.exec(text)?.[1];
    if (start !== undefined || / Running the test!/.test(text)) log.hasStart = true;
    if (/(?:^| )(?:\.\.\. end of run|Tidying up \.\.\.)|Notifying test listeners of end of test/.test(text)) log.hasEnd = true;
  });
  return log;
}

function lineOf(text: string, match: RegExpExecArray): SummaryLine {
  const [, , requests = '', length = '', rate = '', avg = '', min = '', max = '', failures = ''] = match;
  return {
    name: text
      .slice(0, match.index)
      .replace(STAMP, '')
      .replace(/^.{0,300}Summariser: /, '')
      .trim(),
    requests: Number(requests),
    failures: Number(failures),
    ...secondsOf(length),
    perSecond: decimalOf(rate),
    avg,
    min,
    max,
  };
}

/** `00:01:40` since 3.0, `1.4s` before, `100s` for longer ones. */
function secondsOf(text: string): { seconds: number; step: number } {
  const clock = /^(\d+):(\d\d):(\d\d)$/.exec(text);
  if (clock !== null) return { seconds: Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3]), step: 1 };
  const number = text.replace(/s$/, '');
  return { seconds: decimalOf(number) ?? 0, step: /[.,]/.test(number) ? 0.1 : 1 };
}
