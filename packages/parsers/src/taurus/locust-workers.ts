import { echo, type ErrorCount, UserError } from '@loadline/schema';
import { field, fieldsOf, listOf } from '../input/json-text.js';
import { forEachLine } from '../input/read-lines.js';
import type { Reader, ReaderInput, TimelineSlice } from '../reader.js';
import { createWorkerTotals, endpointOfTotal, type WorkerTotals } from './worker-totals.js';

/**
 * `locust-workers.ldjson`, which Taurus writes where Locust runs distributed: a line for each report of a worker to the
 * master, with what came since its last one. They are added up. A request failed when Locust counts it as failed.
 */
export const taurusLocustWorkers: Reader = {
  format: 'taurus-locust-workers',
  tool: 'taurus',
  title: 'Taurus reports of Locust workers',
  isRaw: true,
  detect: ({ text }) =>
    /^\{\s{0,5}"(?:stats|errors)"\s{0,5}:\s{0,5}[[{]/.test(text) &&
    ['"num_requests"', '"num_reqs_per_sec"', '"response_times"'].every((key) => text.includes(key)),
  async read(input) {
    const { totals, seen } = await readReports(input);
    const list = totals.list();
    const onTop = areFailuresOnTop(input, totals, seen);
    const seconds = seen.end > seen.start ? seen.end - seen.start : undefined;
    const endpoints = list.map((total) => endpointOfTotal(total, onTop, seconds)).filter(({ requests }) => requests !== 0);
    if (endpoints.length === 0)
      throw new UserError({
        code: 'no-requests',
        found: 'no request at all',
        expected: 'at least one report with requests',
        place: { file: input.name },
      });
    if (totals.hasFolded())
      input.diagnostics.add(
        'warning',
        'endpoints-folded',
        `the file has more than ${input.limits.endpoints.toLocaleString('en-US')} endpoints; the others were folded into \`(other)\``,
        {
          file: input.name,
        },
      );
    if (seen.isCut)
      input.diagnostics.add('warning', 'file-cut', 'the file ends in the middle of a report, which was left out', { file: input.name });
    return {
      state: { endpoints, rank: 3 },
      errors: [...seen.errors.values()],
      ...(onTop ? {} : { slices: slicesOf(seen) }),
      ...(seen.start < Infinity ? { startedAtMs: seen.start * 1000 } : {}),
      ...(seconds === undefined ? {} : { durationSeconds: seconds }),
      ...(seen.mostUsers === 0 ? {} : { users: seen.mostUsers }),
      partial: seen.isCut,
    };
  },
};

/** What the reports say beside their endpoints. */
interface Seen {
  /** First and last moment, in seconds since the epoch. */
  start: number;
  end: number;
  /** Users of each worker in its last report, and the most of all together. */
  users: Map<string, number>;
  mostUsers: number;
  errors: Map<string, ErrorCount>;
  /** Requests and failures by second. */
  seconds: Map<number, { requests: number; failures: number }>;
  /** Failures are counted by second, too: they are requests. */
  hasFailuresPerSecond: boolean;
  isCut: boolean;
}

const MOST_ERRORS = 1000;
const MOST_WORKERS = 10_000;
const MOST_SECONDS = 1_000_000;
const LATEST_SECONDS = 4_102_444_800;

async function readReports(input: ReaderInput): Promise<{ totals: WorkerTotals; seen: Seen }> {
  const totals = createWorkerTotals(input.limits.endpoints);
  const seen: Seen = {
    start: Infinity,
    end: -Infinity,
    users: new Map(),
    mostUsers: 0,
    errors: new Map(),
    seconds: new Map(),
    hasFailuresPerSecond: false,
    isCut: false,
  };
  const reject = (line: number, message: string) => {
    input.diagnostics.add('warning', 'row-rejected', `a report was not counted: ${message}`, { file: input.name, line });
  };
  await forEachLine(input, ({ text, number, ended }) => {
    if (text.trim() === '') return;
    const report = parse(text);
    if (report === undefined && !ended) seen.isCut = true;
    else if (report === undefined) reject(number, `\`${echo(text, 60)}\` is no JSON`);
    else
      takeReport(totals, seen, report, (message) => {
        reject(number, message);
      });
  });
  return { totals, seen };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function takeReport(totals: WorkerTotals, seen: Seen, report: unknown, reject: (message: string) => void): void {
  for (const entry of listOf(field(report, 'stats'))) {
    const problem = totals.add(entry);
    if (problem === undefined) takeTimes(seen, entry);
    else reject(problem);
  }
  for (const [, error] of fieldsOf(field(report, 'errors'))) takeError(seen, error);
  const client = field(report, 'client_id');
  const users = countOf(field(report, 'user_count'));
  if (typeof client !== 'string' || users === undefined || (seen.users.size >= MOST_WORKERS && !seen.users.has(client))) return;
  seen.users.set(client, users);
  seen.mostUsers = Math.max(
    seen.mostUsers,
    [...seen.users.values()].reduce((sum, each) => sum + each, 0),
  );
}

function takeTimes(seen: Seen, entry: unknown): void {
  const moment = (key: string) => {
    const value = field(entry, key);
    return typeof value === 'number' && value > 0 && value <= LATEST_SECONDS ? value : undefined;
  };
  seen.start = Math.min(seen.start, moment('start_time') ?? Infinity);
  seen.end = Math.max(seen.end, moment('last_request_timestamp') ?? -Infinity);
  const failed = field(entry, 'num_fail_per_sec');
  if (failed !== undefined) seen.hasFailuresPerSecond = true;
  addSeconds(seen, field(entry, 'num_reqs_per_sec'), 'requests');
  addSeconds(seen, failed, 'failures');
}

function addSeconds({ seconds }: Seen, counts: unknown, key: 'requests' | 'failures'): void {
  for (const [text, found] of fieldsOf(counts)) {
    const count = countOf(found);
    const second = Number(text);
    if (count === undefined || !/^\d{1,10}$/.test(text) || (seconds.size >= MOST_SECONDS && !seconds.has(second))) continue;
    const slot = seconds.get(second) ?? { requests: 0, failures: 0 };
    slot[key] += count;
    seconds.set(second, slot);
  }
}

function takeError(seen: Seen, error: unknown): void {
  const [message, name, method, count] = [
    field(error, 'error'),
    field(error, 'name'),
    field(error, 'method'),
    countOf(field(error, 'occurrences')),
  ];
  if (typeof message !== 'string' || typeof name !== 'string' || count === undefined || count === 0) return;
  const text = message.slice(0, 2000);
  const key = JSON.stringify([text, name, method]);
  const known = seen.errors.get(key);
  if (known !== undefined) known.count += count;
  else if (seen.errors.size < MOST_ERRORS)
    seen.errors.set(key, {
      message: text,
      count,
      endpoint: { kind: 'request', ...(typeof method === 'string' && method !== '' ? { method } : {}), name },
    });
}

function countOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

/**
 * Up to some 0.11, Locust did not count failed requests as requests. More failures than requests show it; counts of
 * failures by second show a later one.
 */
function areFailuresOnTop({ diagnostics, name }: ReaderInput, totals: WorkerTotals, seen: Seen): boolean {
  if (seen.hasFailuresPerSecond) return false;
  const list = totals.list();
  if (list.some(({ requests, failures }) => failures > requests)) return true;
  if (list.some(({ failures }) => failures > 0))
    diagnostics.add(
      'warning',
      'failures-ambiguous',
      'Locust up to 0.11 did not count failed requests as requests, and this file does not show which Locust wrote it; they were taken as counted',
      { file: name },
    );
  return false;
}

function slicesOf({ seconds, hasFailuresPerSecond }: Seen): TimelineSlice[] {
  return [...seconds]
    .sort(([a], [b]) => a - b)
    .map(([second, { requests, failures }]) => ({ from: second, to: second + 1, requests, ...(hasFailuresPerSecond ? { failures } : {}) }));
}
