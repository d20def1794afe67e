import type { Run } from '@loadline/schema';
import { createRandom } from '@loadline/stats';
import { describe, expect, it } from 'vitest';
import { exitCode } from '../exit-code.js';
import { buildBaselineOf } from '../testing/build.js';
import { drawRuns } from '../testing/draw-runs.js';
import { find, judge, one } from '../testing/judge.js';
import { pairRuns } from './pair-runs.js';

const paired = (id: string, pairId?: string): Run => one({ p95: 1 }, { id, ...(pairId === undefined ? {} : { pairId }) });
const pairsOf = (before: Run[], after: Run[]) => pairRuns(buildBaselineOf(...before), after);

describe('pairRuns', () => {
  it('finds the partner of each run', () => {
    expect(pairsOf([paired('a', 'x'), paired('b', 'y')], [paired('c', 'y'), paired('d', 'x')])).toEqual([1, 0]);
  });

  it('finds none where a run has no partner, or more than one', () => {
    expect(pairsOf([paired('a', 'x'), paired('b')], [paired('c', 'x'), paired('d')])).toBeUndefined();
    expect(pairsOf([paired('a', 'x'), paired('b', 'y')], [paired('c', 'x')])).toBeUndefined();
    expect(pairsOf([paired('a', 'x'), paired('b', 'y')], [paired('c', 'x'), paired('d', 'z')])).toBeUndefined();
    expect(pairsOf([paired('a', 'x'), paired('b', 'x')], [paired('c', 'x'), paired('d', 'x')])).toBeUndefined();
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

  it('are judged as runs of two sides where one has no partner, or there are two pairs only', () => {
    const methods = (left: Run[], right: Run[]) => new Set(judge(left, right, gates).findings.map(({ evidence }) => evidence.method));
    expect(methods(before, after)).toEqual(new Set(['paired-t']));
    expect(methods(before, alone(after))).toEqual(new Set(['moderated-t']));
    expect(methods(before, after.slice(1))).toEqual(new Set(['moderated-t']));
    expect(methods(before.slice(2), after.slice(2))).toEqual(new Set(['moderated-t']));
  });

  it('of which one lacks an endpoint are judged without it there', () => {
    const [first, ...rest] = after as [Run, ...Run[]];
    const lacking = { ...first, endpoints: first.endpoints.filter(({ name }) => name !== '/3') };
    const comparison = judge(before, [lacking, ...rest], gates);
    expect(find(comparison, 'p95_latency_ms', '/3')?.evidence.method).toBe('paired-t');
    expect(find(comparison, 'p95_latency_ms', '/0')?.verdict).toBe('fail');
  });

  it('find more than the same runs unpaired, and alarm as seldom, over 150 seeded reports each', () => {
    const share = (factor: number, change: (runs: Run[]) => Run[]) => {
      const seeds = Array.from({ length: 150 }, (_, seed) => drawPairs(100 + seed, 3, factor));
      return seeds.filter((each) => exitCode(judge(change(each.before), change(each.after), gates)) === 1).length / seeds.length;
    };
    const same = (runs: Run[]) => runs;
    expect(share(1, same)).toBeLessThanOrEqual(0.02);
    expect(share(1.15, same)).toBeGreaterThan(0.85);
    expect(share(1.15, same)).toBeGreaterThan(share(1.15, alone) + 0.2);
  }, 60_000);
});
