import { describe, expect, it } from 'vitest';
import type { Finding, Run } from '@loadline/schema';
import { decide } from './decide.js';
import { procedureParameters } from './evidence/procedure-parameters.js';
import { buildBaselineOf, buildRun, type Numbers } from './testing/build.js';
import { find, options, policyOf } from './testing/judge.js';

// The examples of docs/how-we-decide.md, section 3: what the page says by hand, the tool must say.

/** A usual shape of response times, over their p95. */
const SHAPE = { p50: 1 / 3, p66: 0.4, p90: 0.75, p95: 1, p98: 1.39, p99: 1.94 };
const endpoint = (p95: number, requests: number, rps = 17): Numbers => ({
  requests,
  rps,
  ...Object.fromEntries(Object.entries(SHAPE).map(([name, share]) => [name, share * p95])),
});

/** A run of so many endpoints, `/a` and on. */
function runOf(count: number, numbersOf: (index: number) => Numbers): Run {
  return buildRun({
    all: Object.fromEntries(Array.from({ length: count }, (_, index) => [`/${'abcdefghijkl'[index]}`, numbersOf(index)])),
  });
}

/** The logarithm of a noise or change that is printed in per cent. */
const logOf = (pct: number | null | undefined): number => Math.log(1 + (pct ?? NaN) / 100);

describe('one run against one: p95 412 → 660 ms of one endpoint of six, limit +30 % typed', () => {
  /** The five others move by a few per cent, as unchanged ones do. */
  const p95Of = (index: number, later: boolean) => (index === 0 ? (later ? 660 : 412) : 300 * (later ? 1 + 0.02 * ((index % 5) - 2) : 1));
  const decideWith = (requests: number) =>
    decide(
      buildBaselineOf(runOf(6, (index) => endpoint(p95Of(index, false), requests))),
      [runOf(6, (index) => endpoint(p95Of(index, true), requests))],
      policyOf({ gates: [{ p95: '+30%' }] }),
      options,
    );

  it('fails by the limit alone with 5,000 requests each', () => {
    const { evidence, verdict } = find(decideWith(5000), 'p95_latency_ms', '/a') as Finding;
    expect([verdict, evidence.decidedBy]).toEqual(['fail', 'limit']);
    expect(logOf(evidence.noisePct)).toBeCloseTo(0.085, 3);
    expect(Math.log(1.3) / logOf(evidence.noisePct)).toBeCloseTo(3.1, 1);
  });

  it('is not proven with 200', () => {
    const { evidence, verdict } = find(decideWith(200), 'p95_latency_ms', '/a') as Finding;
    expect(verdict).toBe('inconclusive');
    expect(logOf(evidence.noisePct)).toBeCloseTo(0.25, 2);
    expect(Math.log(660 / 412) / logOf(evidence.noisePct)).toBeCloseTo(1.9, 1);
    expect(evidence.p).toBeCloseTo(0.03, 2);
    expect(evidence.q).toBeCloseTo(0.18, 2);
  });
});

describe('five runs against one: p95 200 → 230 ms of one endpoint of twelve, 5,000 requests, default limits', () => {
  /** Five runs with a standard deviation of 3.5 %, in another order for each endpoint; throughput of 1 %. */
  const steps = [-2, -1, 0, 1, 2].map((step) => step / Math.sqrt(2.5));
  const stepOf = (index: number, run: number) => steps[(run * (1 + (index % 4)) + index) % 5] ?? 0;
  const before = [0, 1, 2, 3, 4].map((run) =>
    runOf(12, (index) => endpoint(200 * Math.exp(0.035 * stepOf(index, run)), 5000, 17 * Math.exp(0.01 * stepOf(index + 1, run)))),
  );
  const after = runOf(12, (index) => endpoint(index === 0 ? 230 : 200 * Math.exp(0.02 * stepOf(index, index)), 5000));

  it('warns: beyond the warning limit, with the weaker evidence', () => {
    const policy = policyOf({});
    const comparison = decide(buildBaselineOf(...before), [after], policy, options);
    const { evidence, verdict, limit } = find(comparison, 'p95_latency_ms', '/a') as Finding;
    expect([verdict, limit?.text, evidence.decidedBy]).toEqual(['warn', '+10%', 'evidence']);
    expect(logOf(evidence.noisePct)).toBeCloseTo(0.042, 3);
    expect(Math.log(230 / 200) / logOf(evidence.noisePct)).toBeCloseTo(3.3, 1);
    expect(evidence.p).toBeCloseTo(0.001, 3);
    expect(evidence.q).toBeCloseTo(0.02, 2);
    expect(evidence.q).toBeGreaterThan(procedureParameters(policy).q);
    expect(comparison.findings).toHaveLength(48);
  });
});
