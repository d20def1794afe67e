import type { Noise, Run } from '@loadline/schema';
import { describe, expect, it } from 'vitest';
import { defaultParameters } from '../procedure/parameters.js';
import { buildBaselineOf, buildRun } from '../testing/build.js';
import { policyOf } from '../testing/judge.js';
import { calibrateNoise } from './calibrate-noise.js';
import { fitNoise } from './fit-noise.js';

const made = (info: Partial<Run['run']> = {}, paths = ['/a', '/b']): Run =>
  buildRun({ all: Object.fromEntries(paths.map((path) => [path, { requests: 5000, p50: 40, p95: 100 }])) }, { id: 'made', ...info });
const closed = (users: number) => ({ model: 'closed' as const, users });
const staged = (users: number) => ({ ...closed(10), stages: [{ durationSeconds: 60, users }] });
const open = (ratePerSecond: number) => ({ model: 'open' as const, users: null, stages: [{ durationSeconds: 60, ratePerSecond }] });

/** Noise of five runs of this kind, of a suite and environment. */
const measured = (info: Partial<Run['run']> = {}, where: { suite?: string; environment?: string } = {}): Noise =>
  calibrateNoise(
    [1, 2, 3, 4, 5].map((at) => made({ ...info, id: `run ${at}` })),
    defaultParameters,
    { createdAt: '2026-11-21T12:00:00.000Z', ...where },
  );
const fit = (noise: Noise, before: Run, after: Run, policy: object = {}) =>
  fitNoise(noise, 'n.json', policyOf(policy), { baseline: buildBaselineOf(before), runs: [after] });
const said = (...all: Parameters<typeof fit>) => fit(...all).diagnostics.map(({ code, message }) => `${code}: ${message}`);
const differs = (what: string) => [`noise-differs: n.json was measured on something else, which may move by more or less: ${what}`];

describe('what noise was measured on', () => {
  it('stands in its document', () => {
    const { noise, measured: endpoints } = measured({ scenario: 'peak', load: staged(5) }, { suite: 'nightly', environment: 'ci' });
    expect(noise).toMatchObject({ suite: 'nightly', environment: 'ci', scenario: 'peak', tool: 'locust', users: 10, load: staged(5) });
    expect(endpoints).toEqual([
      { kind: 'request', name: '/a' },
      { kind: 'request', name: '/b' },
    ]);
    expect(measured({ suite: 'own', labels: { environment: 'prod' } }, { suite: 'nightly' }).noise).toMatchObject({
      suite: 'own',
      environment: 'prod',
    });
  });
});

describe('noise of another environment or suite', () => {
  const noise = measured({}, { suite: 'default', environment: 'ci' });
  const label = (environment: string) => ({ labels: { environment } });

  it.each([
    ['of the runs that are judged', made(), made(label('prod')), {}, 'environment `ci`, not in `prod`'],
    ['of the baseline', made(label('prod')), made(), {}, 'environment `ci`, not in `prod`'],
    ['of the configuration', made(), made(), { environment: 'prod' }, 'environment `ci`, not in `prod`'],
    ['by its suite', made(), made({ suite: 'smoke' }), {}, 'suite `default`, not in `smoke`'],
    ['by the suite of the configuration', made(), made(), { suite: 'smoke' }, 'suite `default`, not in `smoke`'],
  ])('%s is not used', (_what, before, after, policy, message) => {
    expect(fit(noise, before, after, policy).against).toBeDefined();
    expect(said(noise, before, after, policy)).toEqual([`noise-not-used: n.json was measured in the ${message}, and is not used`]);
  });

  it('is told by what a baseline states as a whole', () => {
    const built = (more: { environment?: string; suite?: string }) => {
      const baseline = buildBaselineOf(made());
      Object.assign(baseline.baseline, more);
      return fitNoise(noise, 'n.json', policyOf({}), { baseline, runs: [made()] }).against?.here;
    };
    expect([built({ environment: 'prod' }), built({ suite: 'smoke' }), built({ environment: 'ci', suite: 'default' })]).toEqual([
      'prod',
      'smoke',
      undefined,
    ]);
  });

  it('is told before there are runs', () => {
    expect(fitNoise(noise, 'n.json', policyOf({ environment: 'prod' })).against).toEqual({
      what: 'environment',
      measured: 'ci',
      here: 'prod',
    });
    expect(fitNoise(noise, 'n.json', policyOf({ suite: 'smoke' })).against?.what).toBe('suite');
    expect(fitNoise(noise, 'n.json', policyOf({ environment: 'ci' }))).toEqual({ diagnostics: [] });
  });

  it('is none where the same is stated, or nothing; what a run states wins', () => {
    expect(fit(noise, made(label('ci')), made(), { environment: 'ci' })).toEqual({ diagnostics: [] });
    expect(fit(noise, made(), made())).toEqual({ diagnostics: [] });
    expect(fit(noise, made(), made({ ...label('ci'), suite: 'default' }), { environment: 'prod', suite: 'x' })).toEqual({
      diagnostics: [],
    });
    expect(fit(measured(), made(label('a')), made(label('a')), { suite: 'x', environment: 'a' })).toEqual({ diagnostics: [] });
  });
});

describe('noise of something else', () => {
  it.each([
    ['tool', measured(), made({ tool: 'k6' }), 'load generator locust, here k6'],
    ['scenario', measured({ scenario: 'peak' }), made({ scenario: 'calm' }), 'scenario peak, here calm'],
    ['load model', measured(), made({ load: { model: 'open', users: 10 } }), 'load model closed, here open'],
    ['users', measured(), made({ load: closed(80) }), 'users 10, here 80'],
    ['stages', measured({ load: staged(5) }), made({ load: staged(50) }), 'stages of users 5 in 60 s, here 50 in 60 s'],
    ['rate', measured({ load: open(5) }), made({ load: open(50) }), 'arrival rate 5 /s, here 50 /s'],
    ['endpoints', measured(), made({}, ['/x', '/y', '/z', '/a']), '1 of the 4 endpoints here were measured'],
  ])('by its %s is used, and pointed out', (_what, noise, run, message) => {
    for (const [before, after] of [
      [run, run],
      [run, { ...run, run: { ...run.run, id: 'other' } }],
    ] as const) {
      expect(fit(noise, before, after).against).toBeUndefined();
      expect(said(noise, before, after)).toEqual(differs(message));
    }
  });

  it('is looked for on both sides', () => {
    expect(said(measured(), made(), made({ tool: 'k6' }))).toEqual(differs('load generator locust, here k6'));
    expect(said(measured(), made({ tool: 'k6' }), made())).toEqual(differs('load generator locust, here k6'));
  });

  it('is not told of what is not stated, or of documents that do not hold it', () => {
    const { measured: _measured, ...rest } = measured();
    const { load: _load, ...noise } = rest.noise;
    expect(fit({ ...rest, noise: { ...noise, users: null } }, made({ load: closed(80) }), made({}, ['/x']))).toEqual({ diagnostics: [] });
    expect(fit(measured(), made({ load: { model: 'unknown' } }), made({}, ['/a', '/x', '/b', '/c']))).toEqual({ diagnostics: [] });
  });
});
