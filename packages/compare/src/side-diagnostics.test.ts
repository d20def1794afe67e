import { describe, expect, it } from 'vitest';
import type { BaselineRun, Run } from '@loadline/schema';
import { decide } from './index.js';
import { buildBaselineOf } from './testing/build.js';
import { one, options, policyOf } from './testing/judge.js';

/** The guards that speak of two runs that differ in this alone. */
function told(before: Partial<BaselineRun>, now: Partial<Run['run']>): { said: string[]; verdict: string } {
  const baseline = buildBaselineOf(one({ p95: 10 }));
  for (const run of baseline.runs) Object.assign(run, before);
  const { diagnostics, verdict } = decide(baseline, [one({ p95: 10 }, { id: 'now', ...now })], policyOf({}), options);
  return { said: diagnostics.map(({ code, message }) => `${code}: ${message}`), verdict };
}

const staged = (users: number) => ({
  model: 'closed' as const,
  users: 10,
  stages: [
    { durationSeconds: 60, users },
    { durationSeconds: 300, users: 10 },
  ],
});
const open = (ratePerSecond: number) => ({ model: 'open' as const, users: null, stages: [{ durationSeconds: 60, ratePerSecond }] });

describe('what differs between the sides', () => {
  it.each([
    ['suite', { suite: 'a' }, { suite: 'b' }, 'suite-differs: suites differ: a before, b now'],
    ['scenario', { scenario: 'peak' }, { scenario: 'calm' }, 'scenario-differs: scenarios differ: peak before, calm now'],
    [
      'stages of users',
      { load: staged(10) },
      { load: staged(5) },
      'stages-differ: stages of users differ: 10 in 60 s then 10 in 300 s before, 5 in 60 s then 10 in 300 s now',
    ],
    ['users', { load: { model: 'closed', users: 5 } }, {}, 'users-differ: users differ: 5 before, 10 now'],
    ['arrival rate', { load: open(50) }, { load: open(80) }, 'rate-differs: arrival rates differ: 50 /s before, 80 /s now'],
    ['length', { durationSeconds: 60 }, { durationSeconds: 90 }, 'duration-differs: the runs last 60 s before, 90 s now'],
    ['tool', { tool: 'k6' }, {}, 'tool-differs: load generators differ: k6 before, locust now'],
    [
      'version',
      { toolVersion: '2.1' },
      { toolVersion: '2.2' },
      'tool-version-differs: versions of the load generator differ: 2.1 before, 2.2 now',
    ],
    ['warm-up', { warmupSeconds: 30 }, {}, 'warmup-differs: warm-up is cut off differently: 30 s before, nothing now'],
    [
      'warm-up of another length',
      { warmupSeconds: 30 },
      { warmupSeconds: 60 },
      'warmup-differs: warm-up is cut off differently: 30 s before, 60 s now',
    ],
    [
      'operating system',
      { environment: { os: 'linux' } },
      { environment: { os: 'darwin' } },
      'system-differs: the systems differ: linux before, darwin now',
    ],
    [
      'processors',
      { environment: { cpuCount: 4 } },
      { environment: { cpuCount: 8 } },
      'system-differs: the systems differ: 4 processors before, 8 processors now',
    ],
    ['end', {}, { partial: true }, 'run-partial: a run was interrupted: its results are of a part of it'],
  ] as [string, Partial<BaselineRun>, Partial<Run['run']>, string][])(
    '%s is pointed out and decides nothing',
    (_, before, now, message) => {
      expect(told(before, now)).toEqual({ said: [message], verdict: 'pass' });
    },
  );

  it.each([
    ['suite', {}, { suite: 'b' }],
    ['scenario', { scenario: 'peak' }, {}],
    ['same scenario', { scenario: 'peak' }, { scenario: 'peak' }],
    ['stages', { load: staged(5) }, {}],
    ['same stages', { load: staged(5) }, { load: staged(5) }],
    ['users', { load: { model: 'closed', users: null } }, {}],
    ['version', { toolVersion: '2.1' }, {}],
    ['range of versions', { toolVersion: '>=2.1' }, { toolVersion: '2.2' }],
    ['length within a tenth', { durationSeconds: 100 }, { durationSeconds: 110 }],
    ['arrival rate', { load: { model: 'unknown', users: 10 } }, { load: { ...open(80), users: 10 } }],
    ['system', { environment: { os: 'linux' } }, { environment: { cpuCount: 8 } }],
    ['same warm-up', { warmupSeconds: 30 }, { warmupSeconds: 30 }],
  ] as [string, Partial<BaselineRun>, Partial<Run['run']>][])(
    '%s: what is not stated, or is the same, is not pointed out',
    (_, before, now) => {
      expect(told(before, now).said).toEqual([]);
    },
  );

  it('suites are told apart by the baseline and the configuration, where the runs state none', () => {
    const said = (built: string | undefined, configured: string, now: Partial<Run['run']> = {}) => {
      const baseline = buildBaselineOf(one({ p95: 10 }));
      if (built !== undefined) baseline.baseline.suite = built;
      const { diagnostics } = decide(baseline, [one({ p95: 10 }, { id: 'now', ...now })], policyOf({ suite: configured }), options);
      return diagnostics.map(({ message }) => message);
    };
    expect(said('nightly', 'smoke')).toEqual(['suites differ: nightly before, smoke now']);
    expect(said('nightly', 'smoke', { suite: 'nightly' })).toEqual([]);
    expect([said('nightly', 'nightly'), said(undefined, 'smoke')]).toEqual([[], []]);
  });

  it('are foreign names, cleaned and cut', () => {
    const [said] = told({ tool: `\u001b[31m${'x'.repeat(500)}` }, {}).said;
    expect(said).not.toContain('\u001b');
    expect(said?.length).toBeLessThan(400);
  });
});
