import { UserError } from '@loadline/schema';
import { forEachLine } from '../input/read-lines.js';
import type { Reader, ReaderInput } from '../reader.js';
import { buildEndpoint } from '../values/build-endpoint.js';
import { ALL_REQUESTS } from '../values/name-of-url.js';
import { decimalOf } from './aggregate-layout.js';

/**
 * The lines that JMeter prints while it runs without its window, or writes into `jmeter.log`: `summary = 405 in 00:00:01 =
 * 450.0/s Avg: …`. The last line with a `=` counts the whole run; those with a `+` are its parts and are not added to it.
 * Failures are JMeter's own.
 */
export const jmeterSummaryLog: Reader = {
  format: 'jmeter-summary-log',
  tool: 'jmeter',
  title: 'JMeter console or log',
  isReport: true,
  detect: ({ text }) => /[+=] {1,12}\d{1,12} in {1,12}(?:\d{1,5}:\d\d:\d\d|[\d.,]{1,12}s) = {1,12}[^\s/]{1,15}\/s Avg: {1,12}\d/.test(text),
  async read(input) {
    const log = await readLog(input);
    const last = lastOf(input, log);
    const durationSeconds = lengthOf(last);
    return {
      state: {
        endpoints: [
          buildEndpoint(
            { kind: 'request', name: ALL_REQUESTS },
            {
              requests: last.requests,
              failures: last.failures,
              latency: { unit: 'ms', provenance: 'reported', resolution: 1, avg: last.avg, min: last.min, max: last.max },
              rps: last.perSecond,
            },
          ),
        ],
        rank: 1,
      },
      ...(durationSeconds === undefined ? {} : { durationSeconds }),
      ...(log.startedAtMs === undefined ? {} : { startedAtMs: log.startedAtMs }),
      // Between two lines more may have run, unless every thread that was started was still running at one of them.
      ...(log.active === 0 || log.active < log.started ? {} : { users: log.active }),
      ...(log.version === undefined ? {} : { toolVersion: log.version }),
      partial: log.hasStart && !log.hasEnd,
    };
  },
};

interface SummaryLine {
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

interface SummaryLog {
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
const MOST_NAMES = 1000;

async function readLog(input: ReaderInput): Promise<SummaryLog> {
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
    const start = (/^Starting .{0,40}test @ .{0,60}\((\d{12,14})\)/.exec(text) ?? / Running test \((\d{12,14})\)/.exec(text))?.[1];
    if (start !== undefined) log.startedAtMs ??= Number(start);
    log.version ??= / (?:o\.a\.j\.JMeter|jmeter\.JMeter): Version (\d{1,2}\.\d{1,3}(?:\.\d{1,3}(?!\d))?)/.exec(text)?.[1];
    if (start !== undefined || / Running the test!/.test(text)) log.hasStart = true;
    if (/^\.\.\. end of run|^Tidying up \.\.\.|Notifying test listeners of end of test/.test(text)) log.hasEnd = true;
  });
  return log;
}

function lineOf(text: string, match: RegExpExecArray): SummaryLine {
  const [, , requests = '', length = '', rate = '', avg = '', min = '', max = '', failures = ''] = match;
  return {
    name: text
      .slice(0, match.index)
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

/** The line that counts the whole run. Before the first interval has passed twice there are only its parts. */
function lastOf({ diagnostics, name }: ReaderInput, { totals, parts }: SummaryLog): SummaryLine {
  const lines = [...(totals.size > 0 ? totals : parts).values()].filter(({ requests, failures }) => requests > 0 && failures <= requests);
  const [most] = lines.sort((a, b) => b.requests - a.requests);
  if (most === undefined)
    throw new UserError({
      code: 'no-requests',
      found: 'no request at all',
      expected: 'a summary line with samples',
      place: { file: name },
    });
  if (lines.length > 1)
    diagnostics.add(
      'warning',
      'several-results',
      `${lines.length} summarisers wrote into the file; \`${most.name.slice(0, 60)}\` counts most and was taken`,
      {
        file: name,
      },
    );
  return most;
}

/** From the length as printed, or from the rate, whichever is printed more exactly. */
function lengthOf({ requests, seconds, step, perSecond }: SummaryLine): number | undefined {
  const fromRate = perSecond !== undefined && perSecond > 0 ? requests / perSecond : undefined;
  if (fromRate !== undefined && perSecond !== undefined && 0.1 / perSecond < step / Math.max(seconds, step)) return fromRate;
  return seconds > 0 ? seconds : undefined;
}
