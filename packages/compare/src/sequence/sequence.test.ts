import type { Comparison, Run } from '@loadline/schema';
import { createRandom } from '@loadline/stats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exitCode } from '../exit-code.js';
import { drawRuns } from '../testing/draw-runs.js';
import { find, judge, one } from '../testing/judge.js';
import { nextStep } from './next-step.js';

const gates = { evidence: 'required', gates: [{ p50: { fail: '+10%' }, p95: { fail: '+10%' } }] };
const look = (before: Run[], runs: Run[], maxLooks = 3, written: object = gates) =>
  judge(before, runs, written, { sequence: { maxLooks } });

const seeded = (seed: number, factor: number, runs = 3) => {
  const random = createRandom(seed);
  return { before: drawRuns(random, { runs: 5 }), after: drawRuns(random, { runs, factor, name: 'now' }) };
};

describe('a look', () => {
  const { before, after } = seeded(1, 1);

  it('is one of one unless more may follow, with all of the error rate', () => {
    expect(judge(before, after, gates).sequence).toEqual({ look: 1, maxLooks: 1, alphaSpent: 1 });
  });

  it('is counted by the runs, and judged by its share', () => {
    const spent = [1, 2, 3].map((runs) => look(before, after.slice(0, runs)).sequence);
    expect(spent.map((each) => each.look)).toEqual([1, 2, 3]);
    expect(spent.map((each) => each.alphaSpent)).toEqual([expect.closeTo(0.00081, 5), expect.closeTo(0.1606, 4), 1]);
    expect(look(before, after).policy.parameters.q).toBe(0.01);
  });

  it('is no other with the same runs, whatever was said', () => {
    const [first] = after as [Run];
    const again = judge(before, [first, first], gates, { sequence: { look: 2, maxLooks: 3 } });
    expect(again.sequence.look).toBe(1);
    expect(again.diagnostics.map(({ code }) => code)).toContain('run-twice');
    expect(again.findings).toEqual(look(before, [first]).findings);
  });
});

describe('nextStep', () => {
  const flat = (factor: number, id = 'r') => one({ requests: 5000, p50: 70 * factor, p90: 150 * factor, p95: 200 * factor }, { id });
  const five = [0.98, 1.01, 1, 1.02, 0.99].map((factor) => flat(factor));

  it('is done where nothing is in doubt, and after the last look', () => {
    expect(nextStep(look(five, [flat(1)]))).toEqual({ step: 'done' });
    expect(nextStep(look(five, [flat(3)], 1))).toEqual({ step: 'done' });
  });

  it('has what fails by one run alone confirmed', () => {
    expect(nextStep(look(five, [flat(3)]))).toEqual({
      step: 'run again',
      runs: 1,
      why: expect.stringContaining('by one run alone') as string,
    });
    expect(nextStep(look(five, [flat(3, 'a'), flat(3, 'b')]))).toEqual({ step: 'done' });
  });

  it('says where pairs are to be run again, and not one run', () => {
    const inPairs = (runs: Run[]) => runs.map((run, at) => ({ ...run, run: { ...run.run, id: `${run.run.id}${at}`, pairId: `${at}` } }));
    const three = [0.98, 1.01, 1].map((factor) => flat(factor, 'b'));
    const slower = [1.1, 1.22, 1.13].map((factor) => flat(factor, 'c'));
    expect(nextStep(look(inPairs(three), inPairs(slower), 5))).toMatchObject({ step: 'run again', inPairs: true });
    expect(nextStep(look(three, inPairs(slower), 5))).not.toHaveProperty('inPairs');
  });

  it('asks for all runs that are still needed at the last look but one', () => {
    expect(nextStep(look(five, [flat(3)], 2))).toMatchObject({ step: 'run again', runs: 2 });
  });

  it('runs again for what may be proven, not for what hardly will be', () => {
    const noisy = [0.9, 1.08, 1, 1.1, 0.93].map((factor) => flat(factor));
    expect(nextStep(look(noisy, [flat(1.12)]))).toEqual({ step: 'done' });
    expect(nextStep(look(noisy, [flat(1.25)]))).toMatchObject({
      step: 'run again',
      why: expect.stringContaining('not proven yet') as string,
    });
  });

  it('needs no more runs for a goal that is not met, nor when that fails the report anyway', () => {
    for (const p95 of [{ slo: '< 250ms' }, { fail: '> 250ms' }])
      expect(nextStep(look(five, [flat(3)], 3, { evidence: 'auto', gates: [{ p95 }] }))).toEqual({ step: 'done' });
    expect(nextStep(look(five, [flat(3)], 3, { evidence: 'auto', gates: [{ p50: '+10%', p95: { slo: '< 250ms' } }] }))).toEqual({
      step: 'done',
    });
  });
});

/** What a comparison says, without the last digits. */
const told = ({ findings }: Comparison) =>
  findings.map(({ endpoint, metric, verdict, evidence }) => [endpoint?.name, metric, verdict, evidence.q?.toFixed(9)]);

describe('a run that is made again', () => {
  it('never replaces the first, and counts once: the verdict is that of all runs together, in any order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.double({ min: 1, max: 1.6, noNaN: true }), (seed, factor) => {
        const { before, after } = seeded(seed, factor);
        const together = look(before, after);
        expect(find(together, 'p95_latency_ms', '/0')?.current.runs).toBe(3);
        expect(told(look(before, after.toReversed()))).toEqual(told(together));
        expect(look(before, [...after, ...after]).findings).toEqual(together.findings);
      }),
      { numRuns: 30 },
    );
  });

  it('does not get rid of a failure: of 200 that two runs have proven, 98 % and more stand with a third', () => {
    const proven = Array.from({ length: 400 }, (_, seed) => seeded(seed, 1.3))
      .filter(({ before, after }) => exitCode(look(before, after.slice(0, 2))) === 1)
      .slice(0, 200);
    expect(proven).toHaveLength(200);
    const standing = proven.filter(({ before, after }) => exitCode(look(before, after)) === 1);
    expect(standing.length).toBeGreaterThanOrEqual(196);
    // One of these third runs by itself would have passed now and then.
    expect(proven.filter(({ before, after }) => exitCode(judge(before, after.slice(2), gates)) === 1).length).toBeLessThan(200);
  });
});

/** Runs again as long as it is told to. */
function follow(before: Run[], after: Run[]): { comparison: Comparison; runs: number } {
  for (let runs = 1; ;) {
    const comparison = look(before, after.slice(0, runs));
    const next = nextStep(comparison);
    if (next.step === 'done') return { comparison, runs };
    runs += next.runs;
  }
}

it('over the whole sequence of 300 seeded reports each, alarms as seldom as one look and finds more', () => {
  const count = (factor: number) => {
    const reports = Array.from({ length: 300 }, (_, index) => {
      const { before, after } = seeded(1000 + index, factor);
      const { comparison, runs } = follow(before, after);
      return { once: exitCode(judge(before, after.slice(0, 1), gates)), last: exitCode(comparison), runs };
    });
    const share = (is: (report: (typeof reports)[number]) => boolean) => reports.filter(is).length / reports.length;
    return {
      once: share(({ once }) => once === 1),
      last: share(({ last }) => last === 1),
      open: share(({ last }) => last === 4),
      runs: reports.reduce((sum, { runs }) => sum + runs, 0) / reports.length,
    };
  };
  const [clean, worse] = [count(1), count(1.15)];
  expect([clean.open, worse.open]).toEqual([0, 0]);
  expect(clean.last).toBeLessThanOrEqual(0.01);
  expect(clean.runs).toBeLessThan(1.5);
  expect(worse.last).toBeGreaterThan(worse.once + 0.2);
  expect(worse.last).toBeGreaterThan(0.7);
  expect(worse.runs).toBeLessThan(2.4);
}, 60_000);
