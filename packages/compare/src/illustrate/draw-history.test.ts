import type { Comparison, Run } from '@loadline/schema';
import { createRandom } from '@loadline/stats';
import { describe, expect, it } from 'vitest';
import { decide } from '../decide.js';
import { explainFinding } from '../explain/explain-finding.js';
import { buildBaselineOf } from '../testing/build.js';
import { draw, runsOf } from '../testing/draw.js';
import { drawRuns } from '../testing/draw-runs.js';
import { find, one, options, policyOf } from '../testing/judge.js';
import { illustrate } from './illustrate.js';

describe('history', () => {
  const seriesOf = ({ history }: Comparison, metric: string, name?: string) =>
    history?.series.find((each) => each.metric === metric && (name === undefined || each.endpoint?.name === name));

  it('has the runs, oldest first, with what they measured', () => {
    const before = [90, 100, 110].map((p95, at) =>
      one({ p95, failures: at }, { id: `run ${at}`, startedAt: `2026-01-0${at + 1}T00:00:00Z` }),
    );
    const after = [
      one({ p95: 220 }, { startedAt: '2026-01-12T00:00:00Z' }),
      one({ p95: 210 }, { startedAt: '2026-01-11T00:00:00Z', labels: { commit: 'abc' } }),
    ];
    const { history } = draw(before, after);
    expect(history?.runs.map(({ side, id }) => `${side} ${id ?? ''}`)).toEqual([
      'baseline run 0',
      'baseline run 1',
      'baseline run 2',
      'current after 1',
      'current after 0',
    ]);
    expect(history?.runs[3]).toEqual({ side: 'current', id: 'after 1', commit: 'abc', startedAt: '2026-01-11T00:00:00Z' });
    expect(history?.series.map(({ metric, values }) => [metric, values])).toEqual([
      ['p95_latency_ms', [90, 100, 110, 210, 220]],
      ['error_rate_pct', [0, 0.1, 0.2, 0, 0]],
    ]);
  });

  it('is there from two runs of the baseline on', () => {
    expect(draw(runsOf({ p95: 1 }), runsOf({ p95: 2 }))).not.toHaveProperty('history');
    expect(draw(runsOf({ p95: 1 }, {}), runsOf({ p95: 2 })).history?.series.map(({ metric }) => metric)).toEqual(['error_rate_pct']);
  });

  it('has a null for a run that did not measure it', () => {
    const comparison = draw(runsOf({ p95: 1 }, {}, { p95: 1 }), runsOf({ p95: 2 }, {}));
    expect(seriesOf(comparison, 'p95_latency_ms')?.values).toEqual([1, null, 1, 2, null]);
  });

  it('has the band of the noise that one run was judged by: its interval, turned about', () => {
    const random = createRandom(1);
    const before = drawRuns(random, { runs: 5 });
    const comparison = draw(before, drawRuns(random, { runs: 1, factor: 1.4 }));
    const finding = find(comparison, 'p95_latency_ms', '/0');
    const { band, values } = seriesOf(comparison, 'p95_latency_ms', '/0') ?? { values: [] };
    const middle = Math.exp(values.slice(0, 5).reduce<number>((sum, value) => sum + Math.log(value ?? NaN), 0) / 5);
    const { lowPct, highPct } = finding?.change.interval ?? { lowPct: NaN, highPct: NaN };
    const theta = (values[5] ?? NaN) / middle;
    expect(finding?.evidence.method).toBe('moderated-t');
    expect(band?.level).toBe(0.95);
    expect((band?.high ?? NaN) / middle).toBeCloseTo(theta / (1 + lowPct / 100), 3);
    expect((band?.low ?? NaN) / middle).toBeCloseTo(theta / (1 + highPct / 100), 3);
  });

  it('has the noise of one run that is explained', () => {
    const random = createRandom(2);
    const before = drawRuns(random, { runs: 6 });
    const after = drawRuns(random, { runs: 3, name: 'after' });
    const policy = policyOf({ gates: [{ p95: '+10%' }] });
    const baseline = buildBaselineOf(...before);
    const comparison = illustrate(decide(baseline, after, policy, options), { baseline, runs: after });
    const finding = find(comparison, 'p95_latency_ms', '/3');
    if (finding === undefined) throw new Error('no finding');
    const numbers = explainFinding(baseline, after, policy, finding).steps.flatMap((step) => step.numbers);
    const oneRun = numbers.find(({ name }) => name === 'oneRunNoise')?.value ?? NaN;
    const { band } = seriesOf(comparison, 'p95_latency_ms', '/3') ?? {};
    const half = Math.log((band?.high ?? NaN) / (band?.low ?? NaN)) / 2;
    // Student's t of at least eight degrees of freedom lies between 1.96 and 2.31.
    const standardErrors = half / ((oneRun / 100) * Math.sqrt(1 + 1 / 6));
    expect(standardErrors).toBeGreaterThan(1.95);
    expect(standardErrors).toBeLessThan(2.31);
  });

  it('holds 95 of 100 runs of unchanged code', () => {
    const random = createRandom(3);
    let [inside, all] = [0, 0];
    for (let round = 0; round < 60; round++) {
      const { history } = draw(drawRuns(random, { runs: 5 }), drawRuns(random, { runs: 1 }));
      for (const { band, values } of history?.series ?? []) {
        const value = values.at(-1) ?? null;
        if (band === undefined || value === null) continue;
        all += 1;
        if (value >= band.low && value <= band.high) inside += 1;
      }
    }
    expect(all).toBeGreaterThan(900);
    expect(inside / all).toBeGreaterThan(0.92);
    expect(inside / all).toBeLessThan(0.98);
  });

  it('has a band in points for a rate of errors, which ends at 0', () => {
    const comparison = draw(runsOf({ failures: 10 }, { failures: 8 }, { failures: 12 }), runsOf({ failures: 40 }));
    const { band } = seriesOf(comparison, 'error_rate_pct') ?? {};
    expect(band?.low).toBe(0);
    expect(band?.high).toBeGreaterThan(1);
    expect(band?.high).toBeLessThan(4);
    expect(seriesOf(draw(runsOf({}, {}), runsOf({})), 'error_rate_pct')).not.toHaveProperty('band');
  });

  it('has no band of pairs, whose differences do not tell how far one run moves', () => {
    const pair = (run: Run, at: number): Run => ({ ...run, run: { ...run.run, pairId: String(at) } });
    const random = createRandom(4);
    const comparison = draw(drawRuns(random, { runs: 3 }).map(pair), drawRuns(random, { runs: 3 }).map(pair));
    expect(find(comparison, 'p95_latency_ms')?.evidence.method).toBe('paired-t');
    expect(seriesOf(comparison, 'p95_latency_ms')).not.toHaveProperty('band');
  });

  it('has the runs from which on the level is another, from ten values on', () => {
    const random = createRandom(5);
    const levels = (...values: number[]) => runsOf(...values.map((level) => ({ p95: level * Math.exp(0.02 * random.normal()) })));
    const many = levels(...Array.from({ length: 8 }, () => 100), ...Array.from({ length: 8 }, () => 140));
    expect(seriesOf(draw(many, levels(140)), 'p95_latency_ms')?.changePoints).toEqual([8]);
    expect(seriesOf(draw(many.slice(4, 12), levels(140)), 'p95_latency_ms')).not.toHaveProperty('changePoints');
  });

  it('counts change points over runs that did not measure it', () => {
    const values = [...Array.from({ length: 8 }, () => 100), ...Array.from({ length: 8 }, () => 140)];
    const runs = runsOf({}, ...values.map((p95, at) => ({ p95: p95 + (at % 2) })));
    expect(seriesOf(draw(runs, runsOf({ p95: 140 })), 'p95_latency_ms')?.changePoints).toEqual([9]);
  });

  it('shows the 60 newest runs of a baseline', () => {
    const before = runsOf(...Array.from({ length: 70 }, (_, at) => ({ p95: 100 + at })));
    const { history } = draw(before, runsOf({ p95: 100 }));
    expect(history?.runs).toHaveLength(61);
    expect(history?.runs[0]?.id).toBe('run 10');
    expect(history?.series[0]?.values[0]).toBe(110);
  });

  it('is of services and of the run as a whole, where they are gated', () => {
    const gates = [
      { service: 'all', p95: '+10%' },
      { run: true, errors: '+1pp' },
    ];
    const comparison = draw(runsOf({ p95: 1 }, { p95: 1 }), runsOf({ p95: 2 }), { gates });
    expect(comparison.history?.series.map(({ scope, service, metric }) => [scope, service, metric])).toEqual([
      ['service', 'all', 'p95_latency_ms'],
      ['run', 'all', 'error_rate_pct'],
    ]);
  });
});
