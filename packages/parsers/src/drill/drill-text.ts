import type { EndpointId, ErrorCount } from '@loadline/schema';
import { forEachLine } from '../input/read-lines.js';
import type { Reader, ReaderInput, RunPart } from '../reader.js';
import { createRecorder, type Recorder } from '../samples/recorder.js';
import { buildEndpoint } from '../values/build-endpoint.js';
import { addStatistic, type AllStatistics, createStatistics, type Statistics } from './parse-statistics.js';

const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]{0,20}m`, 'g');

/**
 * What drill prints: a line for each request, unless told to be quiet, and with `--stats` the statistics, which are taken
 * where they are there. A request failed when its status was no 2xx, or when no answer came.
 */
export const drillText: Reader = {
  format: 'drill-text',
  tool: 'drill',
  title: 'drill output',
  detect: ({ text }) => {
    const plain = text.slice(0, 4000).replace(COLOURS, '');
    return (
      /^Concurrency \d{1,9}\r?\nIterations \d{1,12}\r?\nRampup \d{1,9}\r?\nBase URL /m.test(plain) ||
      (/^Time taken for tests +[\d.]{1,20} seconds\r?$/m.test(text) && /^99\.5'th percentile +\d/m.test(text))
    );
  },
  async read(input) {
    const statistics = createStatistics();
    const recorder = createRecorder(input, { stepMs: 1 });
    const failures = new Map<string, ErrorCount>();
    let users: number | undefined;
    let unanswered = 0;
    await forEachLine(input, ({ text, number, ended }) => {
      const line = text.replace(COLOURS, '').trimEnd();
      users ??= countAfter('Concurrency', line);
      if (line.startsWith('Error connecting ')) {
        unanswered++;
        countFailure(failures, { message: reasonOf(line) });
      } else if (!addStatistic(statistics, line)) {
        if (!addRow(recorder, failures, line) && !ended && line !== '') recorder.cut({ line: number });
      }
    });
    const load = { load: { model: 'closed' as const }, ...(users === undefined ? {} : { users }) };
    const errors = [...failures.values()];
    if (statistics.names.size === 0) return rowsAlone(input, recorder, { ...load, errors }, unanswered);
    return { ...fromStatistics(input, statistics, unanswered), ...load, errors };
  },
};

function countAfter(word: string, line: string): number | undefined {
  const match = /^(\w{1,20}) (\d{1,9})$/.exec(line);
  return match?.[1] === word ? Number(match[2]) : undefined;
}

/** `NAME  http://host/path 200 OK 12ms`; false when it is no such line. */
function addRow(recorder: Recorder, failures: Map<string, ErrorCount>, line: string): boolean {
  const time = / (\d{1,15})(ms|ns)$/.exec(line.slice(-30));
  const at = time === null ? -1 : line.lastIndexOf(' http');
  if (time === null || at <= 0) return false;
  const [, status] = line.slice(at + 1, line.length - time[0].length).split(' ', 2);
  if (status === undefined || !/^\d{3}$/.test(status)) return false;
  const endpoint: EndpointId = { kind: 'request', name: line.slice(0, at).trimEnd() };
  const failed = !status.startsWith('2');
  recorder.sample(recorder.endpoint(endpoint), NaN, time[2] === 'ns' ? Number(time[1]) / 1e6 : Number(time[1]), failed);
  if (failed) countFailure(failures, { message: `status ${status}`, status, endpoint });
  return true;
}

const MOST_KINDS = 1000;

function countFailure(failures: Map<string, ErrorCount>, kind: Omit<ErrorCount, 'count'>): void {
  const key = JSON.stringify([kind.message, kind.endpoint?.name]);
  const known = failures.get(key);
  if (known !== undefined) known.count++;
  else if (failures.size < MOST_KINDS) failures.set(key, { ...kind, count: 1 });
}

/** What the connection died of, without the addresses. */
function reasonOf(line: string): string {
  const end = line.slice(-400);
  return /message: "([^"]{1,200})"/.exec(end)?.[1] ?? /\((\w{1,60})\)\)? \}?$/.exec(end)?.[1] ?? 'no answer';
}

function rowsAlone({ name, diagnostics }: ReaderInput, recorder: Recorder, more: Partial<RunPart>, unanswered: number): RunPart {
  diagnostics.add(
    'info',
    'no-statistics',
    'there are no statistics: drill ran without --stats, or was ended early; its lines were counted',
    {
      file: name,
    },
  );
  if (unanswered > 0)
    diagnostics.add(
      'warning',
      'unanswered-not-counted',
      `${unanswered} requests got no answer; drill does not print which these were, so that they are not counted`,
      {
        file: name,
      },
    );
  return recorder.part(more);
}

function fromStatistics({ name, diagnostics }: ReaderInput, { names, total, rps }: AllStatistics, unanswered: number): RunPart {
  const durationSeconds = rps !== undefined && rps > 0 && total.requests !== undefined ? total.requests / rps : undefined;
  const endpoints = [...names].map(([each, statistics]) => toEndpoint(each, statistics, durationSeconds));
  const all = toEndpoint('all', total, durationSeconds);
  const sum = endpoints.reduce((requests, endpoint) => requests + (endpoint.requests ?? 0), 0);
  if (total.requests !== undefined && sum !== total.requests)
    diagnostics.add('warning', 'total-differs', `the total counts ${total.requests} requests, its parts ${sum}`, { file: name });
  if (unanswered > 0 && total.failures !== total.requests)
    diagnostics.add('warning', 'zero-times', `${unanswered} requests got no answer; drill takes them into its times as 0 ms`, {
      file: name,
    });
  const isWhole = total.requests !== undefined && total.percentiles.length > 0;
  return {
    state: { endpoints, rank: 1, ...(isWhole ? { total: { requests: all.requests, failures: all.failures, metrics: all.metrics } } : {}) },
    ...(durationSeconds === undefined ? {} : { durationSeconds }),
    partial: !isWhole,
  };
}

function toEndpoint(name: string, { requests, failures, avg, max, percentiles, isFine }: Statistics, durationSeconds: number | undefined) {
  return buildEndpoint(
    { kind: 'request', name },
    {
      requests: requests ?? null,
      failures: failures !== undefined && failures <= (requests ?? Infinity) ? failures : null,
      durationSeconds,
      latency: {
        unit: 'ms',
        provenance: 'histogram',
        resolution: (ms) => Math.max(bucketWidth(ms), isFine ? 0 : 1),
        avg,
        max,
        percentiles,
      },
    },
  );
}

/** drill counts whole microseconds in a histogram of two digits: each power of two is split into 128 buckets. */
function bucketWidth(ms: number): number {
  return ms * 1000 < 256 ? 0.001 : 2 ** (Math.floor(Math.log2(ms * 1000)) - 7) / 1000;
}
