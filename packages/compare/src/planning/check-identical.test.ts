import type { Endpoint, Run } from '@loadline/schema';
import { describe, expect, it } from 'vitest';
import { defaultParameters } from '../procedure/parameters.js';
import { buildRun } from '../testing/build.js';
import { calibrateNoise, type CalibrateOptions } from './calibrate-noise.js';

const createdAt = '2026-11-21T12:00:00.000Z';
const shifts = [-0.02, -0.01, 0, 0.01, 0.02];
const paths = ['/a', '/b', '/c'];

/** Five runs of three endpoints that differ by one or two per cent. */
const alike = (requests = 5000): Run[] =>
  shifts.map((shift, at) => {
    const numbers = { requests, failures: 0, p50: 40 * Math.exp(shift), p95: 100 * Math.exp(shift) };
    return buildRun({ all: Object.fromEntries(paths.map((path) => [path, numbers])) }, { id: `calm-${at + 1}`, durationSeconds: 300 });
  });
const info =
  (more: Partial<Run['run']>) =>
  (run: Run): Run => ({ ...run, run: { ...run.run, ...more } });
const endpoints =
  (change: (endpoint: Endpoint, at: number) => Endpoint[]) =>
  (run: Run): Run => ({ ...run, endpoints: run.endpoints.flatMap(change) });
/** Five runs of which the third is otherwise. */
const third = (change: (run: Run) => Run, runs = alike()) => runs.map((run, at) => (at === 2 ? change(run) : run));
const all = (change: (run: Run) => Run) => alike().map(change);

const refused = (runs: readonly Run[], more: Partial<CalibrateOptions> = {}) => {
  try {
    calibrateNoise(runs, defaultParameters, { createdAt, ...more });
  } catch (error) {
    return (error as Error).message.split('; expected')[0];
  }
  return 'taken';
};
const said = (runs: readonly Run[]) =>
  calibrateNoise(runs, defaultParameters, { createdAt }).diagnostics.flatMap(({ code, severity, message }) =>
    severity === 'info' ? [] : [`${code}: ${message}`],
  );
const failing = (share: number) => (run: Run) => ({
  ...run,
  total: { requests: 15_000, failures: 15_000 * share, metrics: [] },
});
const fewer = (share: number) => (run: Run) => ({ ...run, total: { requests: 15_000 * share, failures: 0, metrics: [] } });
const closed = (users: number) => ({ model: 'closed' as const, users });
const staged = (users: number) => ({ ...closed(10), stages: [{ durationSeconds: 60, users }] });
const open = (ratePerSecond: number) => ({ model: 'open' as const, users: null, stages: [{ durationSeconds: 60, ratePerSecond }] });

describe('runs that are identical', () => {
  it('are taken, whatever they do not state', () => {
    expect(refused(alike())).toBe('taken');
    expect(said(alike())).toEqual([]);
    expect(refused(third(info({ labels: { environment: 'ci' }, toolVersion: '2.1', scenario: 'peak' })))).toBe('taken');
    expect(refused(all(info({ labels: { environment: 'ci' } })), { environment: 'ci' })).toBe('taken');
  });
});

describe('runs that are not comparable', () => {
  it.each([
    ['suites', third(info({ suite: 'b' }), all(info({ suite: 'a' }))), '`b` in run 3 (calm-3), `a` in the others'],
    ['scenarios', third(info({ scenario: 'b' }), all(info({ scenario: 'a' }))), '`b` in run 3 (calm-3), `a` in the others'],
    ['tools', third(info({ tool: 'k6' })), '`k6` in run 3 (calm-3), `locust` in the others'],
    ['numbers of users', third(info({ load: closed(5) })), '`5` in run 3 (calm-3), `10` in the others'],
    ['user stages', third(info({ load: staged(5) }), all(info({ load: staged(10) }))), '`5 in 60 s` in run 3 (calm-3)'],
    ['arrival rates', third(info({ load: open(5) }), all(info({ load: open(50) }))), '`5 /s` in run 3 (calm-3), `50 /s` in the others'],
    ['load models', third(info({ load: { model: 'open', users: 10 } })), '`open` in run 3 (calm-3), `closed` in the others'],
    [
      'environments',
      third(info({ labels: { environment: 'prod' } }), all(info({ environment: { name: 'ci' } }))),
      '`prod` in run 3 (calm-3), `ci` in the others',
    ],
    ['machines', third(info({ environment: { machine: 'm2' } }), all(info({ environment: { machine: 'm1' } }))), '`m2` in run 3 (calm-3)'],
    ['warm-ups that were cut', third(info({ warmupSeconds: 60 })), '`60 s` in run 3 (calm-3), `nothing` in the others'],
  ])('because of different %s are refused, with the name of the run', (what, runs, message) => {
    expect(refused(runs)).toContain(`runs of different ${what}: ${message}`);
  });

  it.each([
    ['much shorter', third(info({ durationSeconds: 30 })), 'run 3 (calm-3) of 30 s, where the others have about 300 s'],
    ['longer by a third', third(info({ durationSeconds: 400 })), 'run 3 (calm-3) of 400 s, where the others have about 300 s'],
    ['of a tenth of the requests', third(fewer(0.1)), 'run 3 (calm-3) of 1500 requests, where the others have about 15000 requests'],
    [
      'of fewer than half of the requests',
      third(fewer(0.45)),
      'run 3 (calm-3) of 6750 requests, where the others have about 15000 requests',
    ],
    ['failing by half', third(failing(0.5)), 'run 3 (calm-3), of which 7500 of 15000 requests failed'],
    ['failing by 6 %', third(failing(0.06)), 'run 3 (calm-3), of which 900 of 15000 requests failed'],
    [
      'of fewer endpoints',
      third(endpoints((endpoint, at) => (at === 0 ? [endpoint] : []))),
      'no endpoint /b in run 3 (calm-3), where the other runs have it',
    ],
    [
      'of which an endpoint was not requested',
      third(endpoints((endpoint, at) => [at === 1 ? { ...endpoint, requests: 0 } : endpoint])),
      'no endpoint /b in run 3 (calm-3), where the other runs have it',
    ],
    [
      'of another endpoint',
      third(endpoints((endpoint, at) => (at === 0 ? [endpoint, { ...endpoint, name: '/new' }] : [endpoint]))),
      'the endpoint /new in run 3 (calm-3) alone',
    ],
  ])('one of them %s: it is refused, with its name', (_what, runs, message) => {
    expect(refused(runs)).toBe(message);
  });

  it.each([
    ['longer by a fifth', third(info({ durationSeconds: 360 }))],
    ['of half of the requests', third(fewer(0.5))],
    ['failing by 5 %', third(failing(0.05))],
    [
      'without an endpoint that is rare',
      third(
        endpoints((endpoint, at) => (at === 0 ? [] : [endpoint])),
        alike(20),
      ),
    ],
  ])('one of them %s is taken', (_what, runs) => {
    expect(refused(runs)).not.toMatch(/^run|^no endpoint \//);
  });

  it('because of several values name some of each', () => {
    const runs = alike().map((run, at) => info({ load: closed(at) })(run));
    expect(refused(runs)).toBe('runs of different numbers of users: `2` in run 3 (calm-3), `3` in run 4 (calm-4), `4` in run 5 (calm-5)');
  });

  it('of another environment than that which is measured are refused', () => {
    expect(refused(all(info({ labels: { environment: 'prod' } })), { environment: 'ci' })).toBe('run 1 (calm-1) of the environment `prod`');
  });

  it('may fail by as much as the configuration says', () => {
    expect(refused(third(failing(0.5)), { maxFailurePct: 60 })).toBe('taken');
    expect(refused(third(failing(0.03)), { maxFailurePct: 2 })).toContain('run 3 (calm-3), of which 450');
  });

  it('are refused when they are few, or one run twice, or measured nothing in common', () => {
    expect(() => calibrateNoise(alike().slice(1), defaultParameters, { createdAt })).toThrow(
      /4 runs; expected 5 and more identical runs\n.*every later verdict would rest on it/s,
    );
    const source = { name: 'a.csv', bytes: 1, sha256: 'a'.repeat(64), format: 'locust-csv' };
    expect(refused(all(info({ id: 'same', sources: [source] })))).toBe('one run given twice');
    expect(refused(alike(10))).toMatch(/^no endpoint of which every run measured/);
  });
});

describe('what counts as noise', () => {
  it.each([
    ['commits-differ', third(info({ labels: { commit: 'b' } }), all(info({ labels: { commit: 'a' } }))), '2 commits (a, b)'],
    [
      'versions-differ',
      third(info({ toolVersion: '2.1' }), all(info({ toolVersion: '2.0' }))),
      '2 versions of the load generator (2.0, 2.1)',
    ],
    ['systems-differ', third(info({ environment: { os: 'b' } }), all(info({ environment: { os: 'a' } }))), '2 operating systems (a, b)'],
    [
      'systems-differ',
      third(info({ environment: { cpuCount: 8 } }), all(info({ environment: { cpuCount: 4 } }))),
      '2 numbers of processors (4, 8)',
    ],
    ['durations-differ', third(info({ durationSeconds: 340 })), 'the runs last 300 s to 340 s'],
    ['run-partial', third(info({ partial: true })), '1 of 5 runs ended early'],
  ])('%s is pointed out', (code, runs, message) => {
    expect(said(runs)).toEqual([expect.stringContaining(`${code}: `)]);
    expect(said(runs)[0]).toContain(message);
  });

  it('a run that is unlike the others is pointed out by its name', () => {
    const doubled = endpoints((endpoint) => [
      { ...endpoint, metrics: endpoint.metrics.map((each) => ({ ...each, value: each.value * 2 })) },
    ]);
    expect(said(third(doubled))).toEqual([
      'odd-run: run 3 (calm-3) is slower than the others by 98 %: that counts as noise of this environment; leave the run out if something happened to it',
    ]);
  });

  it('ranges of versions are not held against each other, and many values are cut', () => {
    expect(said(third(info({ toolVersion: '>=2.1' }), all(info({ toolVersion: '2.0' }))))).toEqual([]);
    const commits = alike().map((run, at) => info({ labels: { commit: `c${at}` } })(run));
    expect(said(commits)).toEqual([expect.stringContaining('5 commits (c0, c1, c2, …)')]);
    expect(calibrateNoise(commits, defaultParameters, { createdAt }).runs[0]).toEqual({ id: 'calm-1', commit: 'c0' });
  });
});
