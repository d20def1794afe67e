import type { Diagnostic, Endpoint, ErrorCount, Run } from '@loadline/schema';
import { echo, endpointId, endpointKey, UserError } from '@loadline/schema';
import { combine } from './grouping/combine.js';

/**
 * Joins runs that are parts of one (load generators on several machines): counts are summed, histograms added, the window
 * is the union, errors are summed by message and endpoint. Endpoints come out in the order of their identity, so that the
 * order of the parts does not matter.
 *
 * @throws UserError when there is none, when one file is given twice, or when the parts are of different tools, scenarios or warm-up.
 */
export function mergeRuns(runs: readonly Run[]): Run {
  const [first, ...others] = runs;
  if (first === undefined) throw new UserError({ code: 'shards-none', found: 'no run to merge', expected: 'at least one' });
  if (others.length === 0) return first;
  checkParts(runs);
  const window = unionOf(runs);
  const groups = new Map<string, Endpoint[]>();
  for (const endpoint of runs.flatMap((run) => run.endpoints)) {
    const key = endpointKey(endpointId(endpoint));
    groups.set(key, [...(groups.get(key) ?? []), endpoint]);
  }
  const endpoints = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, parts]) => mergeEndpoint(parts, window.durationSeconds));
  const users = runs.map((run) => run.run.load.users ?? null);
  const merged: Run = {
    ...first,
    run: {
      ...first.run,
      id: runs.map((run) => run.run.id).sort().join('+').slice(0, 200),
      load: { ...first.run.load, users: users.includes(null) ? null : users.reduce<number>((sum, count) => sum + (count ?? 0), 0) },
      partial: runs.some((run) => run.run.partial),
      sources: runs.flatMap((run) => run.run.sources).sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1)),
    },
    endpoints,
    errors: mergeErrors(runs.flatMap((run) => run.errors)),
    errorsComplete: runs.every((run) => run.errorsComplete === true),
    diagnostics: [...runs.flatMap((run) => run.diagnostics).sort(byText), { code: 'shards-merged', severity: 'info', message: `${runs.length} parts were merged into one run`, count: runs.length }],
  };
  delete merged.total;
  delete merged.services;
  delete merged.timeline;
  delete merged.run.startedAt;
  delete merged.run.durationSeconds;
  return { ...merged, run: { ...merged.run, ...window } };
}

function byText(a: Diagnostic, b: Diagnostic): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}

function checkParts(runs: readonly Run[]): void {
  const seen = new Map<string, string>();
  for (const source of runs.flatMap((run) => run.run.sources)) {
    const earlier = seen.get(source.sha256);
    if (earlier !== undefined) throw new UserError({ code: 'shards-twice', found: `the same file twice: ${echo(earlier)} and ${echo(source.name)} (SHA-256 ${source.sha256})`, expected: 'different parts' });
    seen.set(source.sha256, source.name);
  }
  for (const [what, pick] of [['tools', (run: Run) => run.run.tool], ['scenarios', (run: Run) => run.run.scenario ?? ''], ['warm-ups', (run: Run) => String(run.run.warmupSeconds ?? 0)]] as const) {
    const values = [...new Set(runs.map(pick))];
    if (values.length > 1) throw new UserError({ code: 'shards-differ', found: `parts of different ${what}: ${values.map((value) => echo(value)).join(', ')}`, expected: 'parts of one run' });
  }
}

function mergeEndpoint(parts: readonly Endpoint[], durationSeconds: number | undefined): Endpoint {
  const first = parts[0] as Endpoint;
  const whole = combine(parts, durationSeconds);
  return { ...endpointId(first), ...whole };
}

/** From the first start to the last end, as far as both are known of every part. */
function unionOf(runs: readonly Run[]): { startedAt?: string; durationSeconds?: number } {
  const windows = runs.map((run) => ({ start: run.run.startedAt === undefined ? NaN : Date.parse(run.run.startedAt), seconds: run.run.durationSeconds ?? NaN }));
  const starts = windows.map(({ start }) => start);
  if (starts.some(Number.isNaN)) {
    const longest = Math.max(...windows.map(({ seconds }) => seconds));
    return Number.isNaN(longest) ? {} : { durationSeconds: longest };
  }
  const start = Math.min(...starts);
  const end = Math.max(...windows.map((window) => window.start + window.seconds * 1000));
  return { startedAt: new Date(start).toISOString(), ...(Number.isNaN(end) ? {} : { durationSeconds: (end - start) / 1000 }) };
}

function mergeErrors(errors: readonly ErrorCount[]): ErrorCount[] {
  const merged = new Map<string, ErrorCount>();
  for (const error of errors) {
    const key = JSON.stringify([error.message, error.status ?? '', error.endpoint === undefined ? '' : endpointKey(error.endpoint)]);
    const known = merged.get(key);
    merged.set(key, known === undefined ? { ...error } : { ...known, count: known.count + error.count });
  }
  return [...merged].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, error]) => error);
}

/**
 * Two runs of a list whose windows overlap, by position; undefined when none do, as far as windows are known. Runs that
 * overlap are rather parts of one run than repeats of the same.
 */
export function findOverlap(runs: readonly Run[]): readonly [number, number] | undefined {
  const windows = runs.map(({ run }) => ({ start: run.startedAt === undefined ? NaN : Date.parse(run.startedAt), end: run.startedAt === undefined ? NaN : Date.parse(run.startedAt) + (run.durationSeconds ?? 0) * 1000, scenario: run.scenario }));
  for (const [later, b] of windows.entries()) {
    const earlier = windows.slice(0, later).findIndex((a) => a.scenario === b.scenario && a.start < b.end && b.start < a.end);
    if (earlier >= 0) return [earlier, later];
  }
  return undefined;
}
