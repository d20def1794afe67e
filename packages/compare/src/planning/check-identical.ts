import { echo, endpointKey, formatEndpoint, type Run, UserError } from '@loadline/schema';
import { median } from '@loadline/stats';
import { ratesOf, rounded, stagesOf, warmupOf } from '../describe-load.js';
import { nameRun } from '../run-name.js';
import { sumKnown } from '../subjects.js';

/** Fewer runs tell too little: four give a standard deviation that may be out by a factor of four. */
export const LEAST_RUNS = 5;

/** A run that is longer or shorter than the median by more than this factor is another test. */
const MOST_LENGTH = 1.25;
/** Requests may be fewer where the answers are slower: only beyond this factor it is another test. */
const MOST_REQUESTS = 2;
/** An endpoint of fewer requests a run may be missing by chance. */
const LEAST_REQUESTS = 20;
/** Runs and values that a message names. */
const MOST_NAMED = 3;

/** What has to be the same in every run, and how it is called. */
const SAME: readonly (readonly [what: string, of: (run: Run) => string | undefined])[] = [
  ['suites', ({ run }) => run.suite],
  ['scenarios', ({ run }) => run.scenario],
  ['tools', ({ run }) => run.tool],
  ['numbers of users', ({ run }) => (run.load.users === undefined || run.load.users === null ? undefined : String(run.load.users))],
  ['user stages', ({ run }) => stagesOf(run.load)],
  ['arrival rates', ({ run }) => ratesOf(run.load)],
  ['load models', ({ run }) => (run.load.model === 'unknown' ? undefined : run.load.model)],
  ['environments', environmentOf],
  ['machines', ({ run }) => run.environment?.machine],
  ['warm-ups that were cut', ({ run }) => warmupOf(run)],
];

/** The environment that a run states. */
export function environmentOf({ run }: Run): string | undefined {
  return run.labels?.environment ?? run.environment?.name;
}

/** What is asked of the runs besides being alike. */
export interface IdenticalOptions {
  /** Environment that they are to be of. */
  environment?: string;
  /** A run of which more than this failed says nothing of normal noise, in % of its requests. Default 5. */
  maxFailurePct?: number;
}

/**
 * Refuses runs that tell nothing of noise: too few, one of them twice, not of the same test, or one that failed. What a run
 * does not state does not differ.
 *
 * @throws UserError that names the run and what is different about it.
 */
export function checkIdentical(runs: readonly Run[], { environment, maxFailurePct = 5 }: IdenticalOptions = {}): void {
  if (runs.length < LEAST_RUNS)
    throw new UserError({
      code: 'too-few-runs',
      found: `${runs.length} ${runs.length === 1 ? 'run' : 'runs'}`,
      expected: `${LEAST_RUNS} and more identical runs`,
      hint: 'Noise measured over fewer may be out by a factor of three and more, and every later verdict would rest on it.',
    });
  if (new Set(runs.map(({ run }) => run.id)).size < runs.length && runs.some(({ run }) => run.sources.length > 0))
    throw new UserError({ code: 'run-twice', found: 'one run given twice', expected: 'different runs of the same test' });
  for (const [what, of] of SAME) checkSame(runs, what, of);
  checkEnvironment(runs, environment);
  checkFailures(runs, maxFailurePct);
  checkAmount(
    runs,
    ({ run }) => run.durationSeconds,
    MOST_LENGTH,
    (seconds) => `${rounded(seconds)} s`,
  );
  checkAmount(runs, requestsOf, MOST_REQUESTS, (count) => `${Math.round(count)} requests`);
  checkEndpoints(runs);
}

function refuse(found: string, hint = 'What differs on purpose is no noise.'): UserError {
  return new UserError({ code: 'runs-differ', found, expected: 'runs of the same test', hint });
}

/** The runs of a list, by number and file. */
function nameRuns(runs: readonly Run[], at: readonly number[]): string {
  const names = at.slice(0, MOST_NAMED).flatMap((index) => (runs[index] === undefined ? [] : [nameRun(runs[index].run, index)]));
  return `${names.join(', ')}${at.length > MOST_NAMED ? ` and ${at.length - MOST_NAMED} more` : ''}`;
}

function checkSame(runs: readonly Run[], what: string, of: (run: Run) => string | undefined): void {
  const byValue = new Map<string, number[]>();
  runs.forEach((run, at) => {
    const value = of(run);
    if (value !== undefined) byValue.set(value, [...(byValue.get(value) ?? []), at]);
  });
  if (byValue.size < 2) return;
  // What most runs are is said last: the others are to be looked for.
  const groups = [...byValue].sort(([, a], [, b]) => a.length - b.length).slice(-MOST_NAMED);
  const told = groups.map(
    ([value, at], index) => `\`${echo(value)}\` in ${index === groups.length - 1 && at.length > 1 ? 'the others' : nameRuns(runs, at)}`,
  );
  throw refuse(`runs of different ${what}: ${told.join(', ')}`);
}

function checkEnvironment(runs: readonly Run[], expected: string | undefined): void {
  const at = runs.findIndex((run) => expected !== undefined && (environmentOf(run) ?? expected) !== expected);
  const run = runs[at];
  if (run === undefined) return;
  throw new UserError({
    code: 'environment-differs',
    found: `${nameRun(run.run, at)} of the environment \`${echo(environmentOf(run) ?? '')}\``,
    expected: `runs of \`${echo(expected ?? '')}\``,
  });
}

function checkFailures(runs: readonly Run[], maxFailurePct: number): void {
  runs.forEach((run, at) => {
    const [requests, failures] = [requestsOf(run), countOf(run, 'failures')];
    if (!requests || failures === undefined || (failures / requests) * 100 <= maxFailurePct) return;
    throw new UserError({
      code: 'run-failed',
      found: `${nameRun(run.run, at)}, of which ${failures} of ${requests} requests failed`,
      expected: `at most ${maxFailurePct} % in each`,
      hint: 'Failing requests are faster or slower for reasons of their own; that is no noise.',
    });
  });
}

function checkAmount(runs: readonly Run[], of: (run: Run) => number | undefined, most: number, toText: (value: number) => string): void {
  const amounts = runs.map(of);
  const known = amounts.filter((amount) => amount !== undefined);
  const middle = known.length === 0 ? 0 : median(known);
  if (!(middle > 0)) return;
  const odd = amounts.flatMap((amount, at) => (amount !== undefined && (amount > middle * most || amount < middle / most) ? [at] : []));
  if (odd.length === 0) return;
  const first = amounts[odd[0] ?? 0] ?? 0;
  throw refuse(`${nameRuns(runs, odd)} of ${toText(first)}, where the others have about ${toText(middle)}`);
}

/** Requests of a whole run; undefined where it does not say. */
function requestsOf(run: Run): number | undefined {
  return countOf(run, 'requests');
}

function countOf({ total, services, endpoints }: Run, what: 'requests' | 'failures'): number | undefined {
  const parts = services ?? endpoints;
  return total?.[what] ?? sumKnown(parts.map((part) => part[what])) ?? undefined;
}

function checkEndpoints(runs: readonly Run[]): void {
  const found = new Map<string, { name: string; requests: number; at: number[] }>();
  runs.forEach((run, at) => {
    for (const endpoint of run.endpoints) {
      if (endpoint.requests === 0) continue;
      const key = endpointKey(endpoint);
      const known = found.get(key) ?? { name: formatEndpoint(endpoint), requests: 0, at: [] };
      found.set(key, { ...known, requests: known.requests + (endpoint.requests ?? LEAST_REQUESTS), at: [...known.at, at] });
    }
  });
  const all = runs.map((_, at) => at);
  for (const { name, requests, at } of found.values()) {
    if (at.length === runs.length || requests / runs.length < LEAST_REQUESTS) continue;
    const isRare = at.length * 2 < runs.length;
    const who = nameRuns(runs, isRare ? at : all.filter((each) => !at.includes(each)));
    throw refuse(
      isRare ? `the endpoint ${echo(name)} in ${who} alone` : `no endpoint ${echo(name)} in ${who}, where the other runs have it`,
      'Leave out the run, or the endpoint: endpoints: { ignore: […] } in the configuration.',
    );
  }
}
