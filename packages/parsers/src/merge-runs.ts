import type { Diagnostic, Endpoint, GivenMetric, Run, RunTotal, Slo } from '@loadline/schema';
import { echo, endpointKey, UserError } from '@loadline/schema';
import { combine } from './grouping/combine.js';
import { countedEndpoints } from './grouping/counted-endpoints.js';
import { joinSame } from './grouping/join-endpoints.js';
import { mergeErrors } from './grouping/merge-errors.js';
import { mergeInfo } from './grouping/merge-info.js';
import { mergeTimelines } from './grouping/merge-timelines.js';
import { mergeWindow } from './grouping/merge-window.js';
import { totalOf } from './grouping/total-of.js';

/**
 * Joins runs that are parts of one: load generators on several machines, each with its own result file.
 *
 * Counts are summed and histograms added, to the last sample; the window is the union of the windows, and throughput all
 * requests over it; means are weighted; percentiles come from the histograms, else they are `interpolated`. Failures are
 * summed by message and endpoint, timelines interval by interval. Users are summed. Labels stay where all agree. Endpoints,
 * failures and files come out in an order of their own, so that the order of the parts does not matter, nor whether they
 * are merged at once or one by one. Services are dropped: group afterwards.
 *
 * One run alone comes back in that order, else as it was.
 *
 * @throws UserError when there is no run, when one file is among the parts twice, or when parts are of different load
 *   generators, scenarios or warm-ups, or were given different values of one metric.
 * @example mergeRuns([await readRun(shardA), await readRun(shardB)])
 */
export function mergeRuns(runs: readonly Run[]): Run {
  const [first] = runs;
  if (first === undefined) throw new UserError({ code: 'shards-none', found: 'no run to merge', expected: 'at least one' });
  checkTwice(runs);
  checkAlike(runs);
  const window = mergeWindow(runs);
  const notes: Diagnostic[] = [];
  const joined = joinSame(
    runs.flatMap((run) => run.endpoints),
    notes,
    window.durationSeconds,
  ).sort((a, b) => byText(endpointKey(a), endpointKey(b)));
  const endpoints = runs.length === 1 ? joined : joined.map((endpoint) => overWindow(endpoint, window.durationSeconds));
  const merged: Run = {
    $schema: first.$schema,
    kind: first.kind,
    version: first.version,
    run: mergeInfo(runs, window),
    endpoints,
    errors: mergeErrors(runs.flatMap((run) => run.errors)),
    errorsComplete: runs.every(isComplete),
    ...optional('total', mergeTotals(runs, endpoints, window.durationSeconds)),
    ...optional('timeline', runs.length === 1 ? first.timeline : mergeTimelines(runs)),
    ...optional('slos', mergeSlos(runs)),
    ...optional('given', mergeGiven(runs)),
    diagnostics: [],
  };
  notes.push(...runs.flatMap((run) => run.diagnostics), ...(runs.length < 2 ? [] : differences(runs, merged)));
  return { ...merged, diagnostics: inOrder(notes.filter((note) => note.code !== 'endpoints-joined')) };
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...new Map(diagnostics.map((each) => [JSON.stringify(each), each]))].sort(([a], [b]) => byText(a, b)).map(([, each]) => each);
}

function optional<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  return (value === undefined ? {} : { [key]: value }) as { [K in Key]?: Value };
}

function checkTwice(runs: readonly Run[]): void {
  const seen = new Map<string, string>();
  for (const source of runs.flatMap(({ run }) => run.sources)) {
    const earlier = seen.get(source.sha256);
    if (earlier !== undefined) {
      throw new UserError({
        code: 'shards-twice',
        found: `the same content twice: ${echo(earlier)} and ${echo(source.name)} (SHA-256 ${echo(source.sha256)})`,
        expected: 'each part of the run once',
        hint: 'Its requests would count double.',
      });
    }
    seen.set(source.sha256, source.name);
  }
}

function checkAlike(runs: readonly Run[]): void {
  const checks: readonly (readonly [what: string, of: (run: Run) => string])[] = [
    ['load generators', ({ run }) => run.tool],
    ['scenarios', ({ run }) => run.scenario ?? '(none)'],
    ['warm-ups', ({ run }) => `${run.warmupSeconds ?? 0} s`],
  ];
  for (const [what, of] of checks) {
    const found = [...new Set(runs.map(of))].sort();
    if (found.length > 1)
      throw new UserError({
        code: 'shards-differ',
        found: `parts of different ${what}: ${found
          .slice(0, 5)
          .map((each) => echo(each, 80))
          .join(', ')}`,
        expected: 'parts of one run',
        hint: 'Without --shards each file is a run of its own.',
      });
  }
}

/** An endpoint that only one part saw has its throughput over that part's window; over the union it is lower. */
function overWindow(endpoint: Endpoint, durationSeconds: number | undefined): Endpoint {
  if (endpoint.requests === null || durationSeconds === undefined || durationSeconds <= 0) return endpoint;
  const metrics = endpoint.metrics.filter((metric) => metric.name !== 'rps');
  return { ...endpoint, metrics: [...metrics, { name: 'rps', value: endpoint.requests / durationSeconds, provenance: 'exact' }] };
}

/** A part without failures lacks no message. */
function isComplete(run: Run): boolean {
  return run.errorsComplete === true || (run.endpoints.length > 0 && run.endpoints.every((endpoint) => endpoint.failures === 0));
}

/** From the endpoints where their distributions are known, since totals have none; else from the parts' totals. */
function mergeTotals(runs: readonly Run[], endpoints: Run['endpoints'], durationSeconds: number | undefined): RunTotal | undefined {
  const totals = runs.flatMap((run) => run.total ?? []);
  if (totals.length < runs.length) return undefined;
  const [only] = totals;
  if (totals.length === 1) return only;
  if (countedEndpoints(endpoints).every((endpoint) => endpoint.histogram !== undefined)) return totalOf(endpoints, durationSeconds);
  const { requests, failures, metrics } = combine(totals, durationSeconds);
  return { requests, failures, metrics };
}

/** A threshold of the tool's held when it held in every part. */
function mergeSlos(runs: readonly Run[]): Slo[] | undefined {
  const merged = new Map<string, Slo>();
  for (const slo of runs.flatMap((run) => run.slos ?? [])) {
    const key = JSON.stringify([slo.expression, slo.metric ?? null, slo.endpoint === undefined ? null : endpointKey(slo.endpoint)]);
    merged.set(key, { ...slo, held: slo.held && (merged.get(key)?.held ?? true) });
  }
  if (merged.size === 0) return undefined;
  return [...merged].sort(([a], [b]) => byText(a, b)).map(([, slo]) => slo);
}

function mergeGiven(runs: readonly Run[]): GivenMetric[] | undefined {
  const merged = new Map<string, GivenMetric>();
  for (const given of runs.flatMap((run) => run.given ?? [])) {
    const key = JSON.stringify([given.service, given.metric.name]);
    const known = merged.get(key);
    if (known !== undefined && known.metric.value !== given.metric.value) {
      throw new UserError({
        code: 'shards-given',
        found: `two values of ${echo(given.service)}/${echo(given.metric.name)}: ${known.metric.value} and ${given.metric.value}`,
        expected: 'one for the whole run',
      });
    }
    merged.set(key, given);
  }
  return merged.size === 0 ? undefined : [...merged].sort(([a], [b]) => byText(a, b)).map(([, given]) => given);
}

/** What a reader of the merged run would otherwise not know. */
function differences(runs: readonly Run[], merged: Run): Diagnostic[] {
  const versions = new Set(runs.flatMap(({ run }) => run.toolVersion ?? []));
  const notes: Diagnostic[] = [];
  if (versions.size > 1)
    notes.push({
      code: 'shards-versions',
      severity: 'warning',
      message: `the parts were written by different versions of ${echo(merged.run.tool, 80)}`,
    });
  if (merged.timeline === undefined && runs.some((run) => run.timeline !== undefined))
    notes.push({
      code: 'shards-timeline',
      severity: 'info',
      message: 'the timelines of the parts could not be laid over one another and were left out',
    });
  return notes;
}
