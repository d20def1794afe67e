import type { Baseline, Comparison, ErrorCount, Run } from '@loadline/schema';
import { endpointKey } from '@loadline/schema';
import { meanOf } from './side-diagnostics.js';
import { sumKnown } from './subjects.js';

const MS_PER_DAY = 86_400_000;
const MS_PER_SECOND = 1000;
/** Beyond it a Date is none. */
const LATEST_MS = 8.64e15;

/** The baseline as a report tells of it; its age is that of its newest run. */
export function describeBaseline(baseline: Baseline, now: string): Comparison['baseline'] {
  const newest = baseline.runs
    .map((run) => run.startedAt)
    .filter((time) => time !== undefined)
    .sort()
    .at(-1);
  const age = newest === undefined ? NaN : (Date.parse(now) - Date.parse(newest)) / MS_PER_DAY;
  const commit = baseline.runs.map((run) => run.commit).findLast((hash) => hash !== undefined);
  const duration = meanOf(baseline.runs.map((run) => run.durationSeconds));
  const tool = baseline.runs.at(-1)?.tool;
  const environment = baseline.runs.at(-1)?.environment;
  return {
    strategy: baseline.baseline.strategy,
    runs: baseline.runs.length,
    ...(commit === undefined ? {} : { commit }),
    createdAt: baseline.baseline.createdAt,
    ageDays: Number.isNaN(age) ? null : Math.max(0, age),
    users: baseline.baseline.users ?? null,
    durationSeconds: duration ?? null,
    ...(tool === undefined ? {} : { tool }),
    requests: sumKnown(baseline.runs.map((run) => run.requests ?? null)),
    failures: sumKnown(baseline.runs.map((run) => run.failures ?? null)),
    ...(baseline.baseline.rationale === undefined ? {} : { rationale: baseline.baseline.rationale }),
    ...(environment === undefined ? {} : { environment }),
  };
}

/** The runs that are judged, as a report tells of them. */
export function describeCurrent(runs: readonly Run[]): Comparison['current'] {
  const first = runs[0]?.run;
  const users = [...new Set(runs.map((run) => run.run.load.users ?? null))];
  const total = (pick: (run: Run) => number | null) => sumKnown(runs.map(pick));
  const { startedAt = first?.startedAt, endedAt } = windowOf(runs);
  return {
    runs: runs.length,
    ids: runs.map((run) => run.run.id),
    ...(first?.labels?.commit === undefined ? {} : { commit: first.labels.commit }),
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(first === undefined ? {} : { tool: first.tool }),
    users: users.length === 1 ? (users[0] ?? null) : null,
    durationSeconds: meanOf(runs.map((run) => run.run.durationSeconds)) ?? null,
    requests: total((run) => run.total?.requests ?? sumKnown((run.services ?? []).map((service) => service.requests))),
    failures: total((run) => run.total?.failures ?? sumKnown((run.services ?? []).map((service) => service.failures))),
    ...(endedAt === undefined ? {} : { endedAt }),
    ...(first?.environment === undefined ? {} : { environment: first.environment }),
  };
}

/** From the start of the first run to the end of the last, in whatever order they were given; as far as all tell. */
function windowOf(runs: readonly Run[]): { startedAt?: string; endedAt?: string } {
  const starts = runs.map(({ run }) => Date.parse(run.startedAt ?? ''));
  const ends = runs.map(({ run }, at) => (starts[at] ?? NaN) + (run.durationSeconds ?? NaN) * MS_PER_SECOND);
  // Of several numbers one of which is not known the least and the largest are not known.
  const [start, end] = [Math.min(...starts), Math.max(...ends)];
  const first = runs[starts.indexOf(start)]?.run.startedAt;
  return {
    ...(first === undefined ? {} : { startedAt: first }),
    ...(Math.abs(end) <= LATEST_MS ? { endedAt: new Date(end).toISOString() } : {}),
  };
}

const SHOWN_ERRORS = 20;

/** The most frequent failures of the runs together, at most 20; the same one of several runs is counted once. */
export function topErrors(runs: readonly Run[]): Pick<Comparison, 'errors'> {
  const found = new Map<string, ErrorCount>();
  for (const error of runs.flatMap((run) => run.errors)) {
    if (error.count <= 0) continue;
    const key = JSON.stringify([error.message, error.status ?? '', error.endpoint === undefined ? '' : endpointKey(error.endpoint)]);
    const known = found.get(key);
    found.set(key, known === undefined ? error : joined(known, error));
  }
  const sorted = [...found].sort(([keyA, a], [keyB, b]) => b.count - a.count || (keyA < keyB ? -1 : 1));
  return sorted.length === 0 ? {} : { errors: sorted.slice(0, SHOWN_ERRORS).map(([, error]) => error) };
}

function joined(a: ErrorCount, b: ErrorCount): ErrorCount {
  const first = [a.firstSeen, b.firstSeen].filter((time) => time !== undefined).sort()[0];
  const last = [a.lastSeen, b.lastSeen]
    .filter((time) => time !== undefined)
    .sort()
    .at(-1);
  return {
    ...a,
    count: a.count + b.count,
    ...(first === undefined ? {} : { firstSeen: first }),
    ...(last === undefined ? {} : { lastSeen: last }),
  };
}
