import type { Comparison, Run } from '@loadline/schema';
import { createRandom } from '@loadline/stats';
import { describe, expect, it } from 'vitest';
import { exitCode } from '../exit-code.js';
import { buildBaselineOf } from '../testing/build.js';
import { drawRuns } from '../testing/draw-runs.js';
import { find, judge, one } from '../testing/judge.js';
import { pairRuns } from './pair-runs.js';

const paired = (id: string, pairId?: string): Run => one({ p95: 1 }, { id, ...(pairId === undefined ? {} : { pairId }) });
const pairing = (before: Run[], after: Run[]) => pairRuns(buildBaselineOf(...before), after);
const said = (before: Run[], after: Run[]) =>
  pairing(before, after).diagnostics.map((each) => `${each.code} ${each.severity}: ${each.message}`);
/** Runs whose pairs are these letters; a dot has none. */
const runsOf = (side: string, pairs: string) => [...pairs].map((id, at) => paired(`${side}${at + 1}`, id === '.' ? undefined : id));
const both = (before: string, after: string): [Run[], Run[]] => [runsOf('b', before), runsOf('n', after)];

describe('pairRuns', () => {
  it('finds the partner of each run, and has nothing to say where each has one', () => {
    expect(pairing(...both('xyz', 'zxy'))).toEqual({ partners: [1, 2, 0], diagnostics: [] });
  });

  it('has nothing to say of runs that state no pairs', () => {
    expect(pairing(...both('...', '..'))).toEqual({ diagnostics: [] });
  });

  it.each([
    ['of which one has no partner', 'xyz.', 'xyz', [0, 1, 2, undefined], 'run 4 (b4) of the baseline'],
    ['of which one belongs to another pair', 'xyz', 'xwyz', [0, 2, 3], 'run 2 (n2) of those judged'],
    [
      'of which one is there twice',
      'xyzww',
      'xyzw',
      [0, 1, 2, undefined, undefined],
      'run 4 (b4) of the baseline, run 5 (b5) of the baseline, run 4 (n4) of those judged',
    ],
    [
      'that are half of the runs of a side',
      'xyz...',
      'xyz',
      [0, 1, 2, undefined, undefined, undefined],
      'run 4 (b4) of the baseline, run 5 (b5) of the baseline, run 6 (b6) of the baseline',
    ],
  ])('leaves out what has no partner, of pairs %s, and names it', (_what, before, after, partners, names) => {
    expect(pairing(...both(before, after)).partners).toEqual(partners);
    expect(said(...both(before, after))).toEqual([
      `pairs-incomplete warning: 3 pairs are judged without the other runs; no partner: ${names}`,
    ]);
  });

  it('names no more than five runs of a side', () => {
    const [message = ''] = said(...both('uvwxyzabcdef', 'uvwxyz'));
    expect(message.match(/run \d+/g)).toHaveLength(5);
    expect(message).toMatch(/…$/);
  });

  it.each([
    ['two pairs', 'xy', 'xy', 'warning: pairs are not judged: 2, where it takes 3 and half of each side'],
    ['one pair', 'x', 'x', 'warning: pairs are not judged: 1, where it takes 3 and half of each side'],
    [
      'three that are fewer than half of the runs of a side',
      'xyz....',
      'xyz',
      'warning: pairs are not judged: 3, where it takes 3 and half of each side; no partner: run 4 (b4) of the baseline, run 5 (b5) of the baseline, run 6 (b6) of the baseline, run 7 (b7) of the baseline',
    ],
    [
      'a side without any',
      'xy',
      '..',
      'info: pairs are not judged: 0, where it takes 3 and half of each side; no partner: run 1 (b1) of the baseline',
    ],
    [
      'another pair each',
      'x',
      'y',
      'warning: pairs are not judged: 0, where it takes 3 and half of each side; no partner: run 1 (b1) of the baseline',
    ],
  ])('judges two sides where there is %s, and says why', (_what, before, after, message) => {
    expect(pairing(...both(before, after)).partners).toBeUndefined();
    expect(said(...both(before, after))).toEqual([expect.stringContaining(`pairs-not-used ${message}`)]);
  });
});

const gates = { evidence: 'required', gates: [{ p50: { fail: '+5%' }, p95: { fail: '+5%' } }] };

/** Pairs that share what the machine does at that hour, eight tenths of the variance from run to run. */
function drawPairs(seed: number, pairs: number, factor: number): { before: Run[]; after: Run[] } {
  const random = createRandom(seed);
  const sigma = 0.05 * Math.sqrt(0.2);
  const [before, after] = [drawRuns(random, { runs: pairs, sigma }), drawRuns(random, { runs: pairs, sigma, factor, name: 'now' })];
  const hours = before.map(() => before[0]?.endpoints.map(() => Math.exp(0.05 * Math.sqrt(0.8) * random.normal())) ?? []);
  const onMachine = (run: Run, at: number): Run => ({
    ...run,
    run: { ...run.run, pairId: `pair ${at}` },
    endpoints: run.endpoints.map((endpoint, index) => ({
      ...endpoint,
      metrics: endpoint.metrics.map((each) =>
        each.name.endsWith('_ms') ? { ...each, value: each.value * (hours[at]?.[index] ?? 1) } : each,
      ),
    })),
  });
  return { before: before.map(onMachine), after: after.map(onMachine) };
}

const alone = (runs: Run[]): Run[] => runs.map((run) => ({ ...run, run: { ...run.run, pairId: run.run.id } }));

describe('runs in pairs', () => {
  const { before, after } = drawPairs(1, 4, 1.2);
  const told = (left: Run[], right: Run[]) =>
    judge(left, right, gates).findings.map(({ endpoint, metric, verdict, evidence }) => [
      endpoint?.name,
      metric,
      verdict,
      evidence.method,
      evidence.q?.toFixed(9),
    ]);

  it('are judged by their differences, and the report says so', () => {
    const comparison = judge(before, after, gates);
    expect(find(comparison, 'p95_latency_ms', '/0')).toMatchObject({
      verdict: 'fail',
      evidence: { method: 'paired-t', procedure: 'regression' },
    });
    expect(comparison.sensitivity?.assumption).toContain('over 4 pairs of runs');
    expect(comparison.sensitivity?.detectablePct).toBeLessThan(judge(alone(before), alone(after), gates).sensitivity?.detectablePct ?? 0);
  });

  it('may come in any order', () => {
    expect(told(before.toReversed(), after)).toEqual(told(before, after));
    expect(told(before, [...after.slice(2), ...after.slice(0, 2)])).toEqual(told(before, after));
  });

  const methods = (left: Run[], right: Run[]) => new Set(judge(left, right, gates).findings.map(({ evidence }) => evidence.method));
  const codes = (left: Run[], right: Run[]) => judge(left, right, gates).diagnostics.map(({ code }) => code);

  it('are judged as runs of two sides where too few have a partner, and the report says so', () => {
    expect(methods(before, after)).toEqual(new Set(['paired-t']));
    for (const [left, right] of [
      [before, alone(after)],
      [before.slice(2), after.slice(2)],
    ] as const) {
      expect(methods([...left], [...right])).toEqual(new Set(['moderated-t']));
      expect(codes([...left], [...right])).toEqual(['pairs-not-used']);
    }
  });

  it('are judged without those that have no partner, which count for the values', () => {
    const comparison = judge(before, after.slice(1), gates);
    const whole = judge(before.slice(1), after.slice(1), gates);
    const pick = (each: Comparison) => find(each, 'p95_latency_ms', '/0')?.evidence;
    expect(pick(comparison)).toMatchObject({ method: 'paired-t' });
    expect(find(comparison, 'p95_latency_ms', '/0')?.baseline.runs).toBe(4);
    expect(pick(comparison)?.p).toBeCloseTo(pick(whole)?.p ?? NaN, 6);
    expect([codes(before, after.slice(1)), codes(before, after)]).toEqual([['pairs-incomplete'], []]);
    expect(comparison.sensitivity?.assumption).toContain('over 3 pairs of runs');
  });

  it('of which none measured an endpoint on both sides are judged as two sides there, and nowhere else', () => {
    const without = (runs: Run[], from: number, to: number) =>
      runs.map((run, at) => (at >= from && at < to ? { ...run, endpoints: run.endpoints.filter(({ name }) => name !== '/3') } : run));
    const comparison = judge(without(before, 0, 2), without(after, 2, 4), gates);
    const methodOf = (name: string) => find(comparison, 'p95_latency_ms', name)?.evidence.method;
    expect([methodOf('/3'), methodOf('/0'), methodOf('/4')]).toEqual(['moderated-t', 'paired-t', 'paired-t']);
  });

  it('of which one lacks an endpoint are judged without it there', () => {
    const [first, ...rest] = after as [Run, ...Run[]];
    const lacking = { ...first, endpoints: first.endpoints.filter(({ name }) => name !== '/3') };
    const comparison = judge(before, [lacking, ...rest], gates);
    expect(find(comparison, 'p95_latency_ms', '/3')?.evidence.method).toBe('paired-t');
    expect(find(comparison, 'p95_latency_ms', '/0')?.verdict).toBe('fail');
  });

  it('find more than the same runs unpaired, and alarm as seldom, over 150 seeded reports each', () => {
    const share = (factor: number, change: (runs: Run[], isBefore?: boolean) => Run[], pairs = 3) => {
      const seeds = Array.from({ length: 150 }, (_, seed) => drawPairs(100 + seed, pairs, factor));
      return seeds.filter((each) => exitCode(judge(change(each.before, true), change(each.after), gates)) === 1).length / seeds.length;
    };
    const same = (runs: Run[]) => runs;
    // Four runs against three, of which the first before has lost its partner.
    const lost = (runs: Run[], isBefore = false) => (isBefore ? runs : runs.slice(1));
    const unpaired = (runs: Run[], isBefore = false) => alone(lost(runs, isBefore));
    expect(share(1, lost, 4)).toBeLessThanOrEqual(0.02);
    expect(share(1.15, lost, 4)).toBeGreaterThan(share(1.15, unpaired, 4) + 0.15);
    expect(share(1, same)).toBeLessThanOrEqual(0.02);
    expect(share(1.15, same)).toBeGreaterThan(0.85);
    expect(share(1.15, same)).toBeGreaterThan(share(1.15, alone) + 0.2);
  }, 60_000);
});
