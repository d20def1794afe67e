import { echo, type ErrorCount } from '@loadline/schema';
import { field, fieldsOf, listOf } from '../input/json-text.js';
import { forEachLine } from '../input/read-lines.js';
import type { ReaderInput } from '../reader.js';
import { createWorkerTotals, type WorkerTotals } from './worker-totals.js';

/** What the reports say beside their endpoints. */
export interface Seen {
  /** First and last moment, in seconds since the epoch. */
  start: number;
  end: number;
  /** Users of each worker in its last report, of all together, and the most that these were. */
  users: Map<string, number>;
  allUsers: number;
  mostUsers: number;
  errors: Map<string, ErrorCount>;
  /** There were more kinds than are kept. */
  hasMoreErrors: boolean;
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

/** Reads the reports, and adds up what they say. */
export async function readReports(input: ReaderInput): Promise<{ totals: WorkerTotals; seen: Seen }> {
  const totals = createWorkerTotals(input.limits.endpoints);
  const seen: Seen = {
    start: Infinity,
    end: -Infinity,
    users: new Map(),
    allUsers: 0,
    mostUsers: 0,
    errors: new Map(),
    hasMoreErrors: false,
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
  seen.allUsers += users - (seen.users.get(client) ?? 0);
  seen.users.set(client, users);
  seen.mostUsers = Math.max(seen.mostUsers, seen.allUsers);
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
  else if (seen.errors.size >= MOST_ERRORS) seen.hasMoreErrors = true;
  else
    seen.errors.set(key, {
      message: text,
      count,
      endpoint: { kind: 'request', ...(typeof method === 'string' && method !== '' ? { method } : {}), name },
    });
}

function countOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
