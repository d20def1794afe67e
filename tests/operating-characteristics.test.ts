import { describe, expect, it } from 'vitest';
import { buildBaseline } from '../packages/baseline/src/index.js';
import { decide } from '../packages/compare/src/index.js';
import { groupServices } from '../packages/parsers/src/index.js';
import { type Comparison, formatEndpoint, normalizePolicy, type Run } from '../packages/schema/src/index.js';
import { type ReportOptions, simulateReport } from '../packages/simulate/src/index.js';

// A small edition of bench/operating-characteristics: reports whose truth is known, on the way that the command takes. The
// seeds are fixed; the bands leave room for another seed, and for a change of the model.

const options = { now: '2026-01-12T18:30:00Z', toolVersion: 'test' };
const grouped = (run: Run): Run => groupServices(run, { services: [], metrics: [] });
/** Three percentiles, throughput and errors of each of ten endpoints: 50 tests, and 30 more without drift. */
const wide = { gates: [{ p50: '+5%', p95: '+5%', p99: '+5%', rps: '-5%', errors: '+0.1pp' }], evidence: 'required' };

/** What is said of so many reports, each with a seed of its own. */
function decideOn(written: object, reports: number, simulation: Omit<ReportOptions, 'seed'>, firstSeed = 1): Comparison[] {
  const { policy, problems } = normalizePolicy(written);
  expect(problems).toEqual([]);
  return Array.from({ length: reports }, (_, index) => {
    const { baseline, current } = simulateReport({ percentiles: [50, 90, 95, 98, 99, 99.9], ...simulation, seed: firstSeed + index });
    const before = buildBaseline(baseline.map(grouped), { createdAt: options.now, strategy: 'last', rulesHash: '' });
    return decide(before, current.map(grouped), policy, options);
  });
}

const slower = (latencyFactor: number) => [{ endpoint: 'GET /checkout', latencyFactor }];
/** Share of reports in which a finding that fits is called a regression, whatever the limits say. */
function shareWithRegression(reports: readonly Comparison[], fits: (finding: Comparison['findings'][number]) => boolean): number {
  const found = reports.filter(({ findings }) => findings.some((each) => each.evidence.procedure === 'regression' && fits(each)));
  return found.length / reports.length;
}
/** Whether the report tells that all endpoints moved together. */
const movedTogether = ({ shifts = [] }: Comparison) =>
  shifts.some(({ medianPct, lowPct, highPct }) => Math.abs(medianPct) >= 2 && lowPct * highPct > 0);
const isChanged = ({ endpoint, metric }: Comparison['findings'][number]) => endpoint?.name === '/checkout' && metric === 'p95_latency_ms';
const failing = (reports: readonly Comparison[]) => reports.map(({ verdict }) => verdict === 'fail');

describe('over reports whose truth is known', () => {
  it.each([
    ['one against one', 1, 1, 0.02, 0, 0.2],
    ['five against one', 5, 1, 0.03, 0.28, 0.55],
    ['five against five', 5, 5, 0.03, 0.94, 1],
  ])(
    '%s, 5 % noise: clean reports seldom alarm, and 20 % is found as often as expected',
    (_what, before, after, mostAlarms, least, most) => {
      const runs = { baselineRuns: before, currentRuns: after };
      expect(shareWithRegression(decideOn(wide, 100, runs), () => true)).toBeLessThanOrEqual(mostAlarms);
      const found = shareWithRegression(decideOn(wide, 50, { ...runs, changes: slower(1.2) }, 10_001), isChanged);
      expect(found).toBeGreaterThanOrEqual(least);
      expect(found).toBeLessThanOrEqual(most);
    },
  );

  it.each([
    [1, 1, 0.5],
    [5, 1, 0.5],
    [5, 1, 0.9],
    [5, 5, 0.5],
  ])('all endpoints of clean reports seldom move together: %i against %i, %f of the noise common', (before, after, lambda) => {
    const reports = decideOn(wide, 60, { baselineRuns: before, currentRuns: after, lambda }, 50_001);
    expect(reports.filter(movedTogether).length).toBeLessThanOrEqual(7);
  });

  it.each([
    [5, 1, 1.2],
    [5, 5, 1.1],
  ])('what slows all endpoints is found by their median: %i against %i', (before, after, latencyFactor) => {
    const runs = { baselineRuns: before, currentRuns: after };
    const [clean] = decideOn(wide, 1, runs);
    const names = [...new Set((clean?.findings ?? []).flatMap(({ endpoint }) => (endpoint === undefined ? [] : formatEndpoint(endpoint))))];
    expect(names).toHaveLength(10);
    const slow = names.map((endpoint) => ({ endpoint, latencyFactor }));
    expect(decideOn(wide, 25, { ...runs, changes: slow }, 60_001).filter(movedTogether).length).toBeGreaterThanOrEqual(20);
  });

  it('clean reports at 10 % noise seldom alarm where three runs show it', () => {
    const reports = decideOn(wide, 100, { baselineRuns: 3, currentRuns: 1, sigma: 0.1 }, 20_001);
    expect(shareWithRegression(reports, () => true)).toBeLessThanOrEqual(0.05);
  });

  it.each([
    [1, 1, 0.85],
    [5, 1, 0.93],
    [5, 5, 0.99],
  ])('with the default gates, of clean findings of %i against %i most pass, and next to no report fails', (before, after, least) => {
    const reports = decideOn({}, 40, { baselineRuns: before, currentRuns: after }, 30_001);
    const gated = reports.flatMap(({ findings }) => findings.filter((each) => each.gated));
    expect(gated.filter(({ verdict }) => verdict === 'pass').length / gated.length).toBeGreaterThanOrEqual(least);
    expect(failing(reports).filter(Boolean).length).toBeLessThanOrEqual(1);
  });

  it.each([
    [1, 2000],
    [5, 1000],
  ])('a limit that somebody typed decides as it would alone: %i against one, %i requests', (baselineRuns, requests) => {
    const gates = [{ p95: '+50%' }];
    const simulation = { baselineRuns, currentRuns: 1, requests, changes: slower(1.6) };
    const [auto, alone] = ['auto', 'advisory'].map((evidence) => failing(decideOn({ gates, evidence }, 50, simulation, 40_001)));
    expect(auto?.filter((fails, index) => fails !== alone?.[index]).length).toBeLessThanOrEqual(1);
    expect(auto?.filter(Boolean).length).toBeGreaterThan(30);
  });
});
