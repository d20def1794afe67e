import { expect, test } from 'vitest';
import { type PlanLike, renderPlan } from './render-plan.js';

const plan: PlanLike = {
  noisePct: 5,
  expectedNoisePct: 5,
  driftShare: 0.5,
  effectPct: 20,
  powerPct: 80,
  endpoints: 10,
  requests: 5000,
  percentile: 95,
  needed: { baselineRuns: 5, currentRuns: 2, requests: 4700, detectablePct: 20 },
  currentRuns: [1, 2, 3],
  rows: [
    { baselineRuns: 1, detectablePct: [40.9, 34.6, 31.1] },
    { baselineRuns: 5, detectablePct: [27.1, 19.8, 9.94] },
  ],
};

test('a plan for a terminal', () => {
  expect(renderPlan(plan)).toBe(` needed       5 runs before and 2 after, of 4,700 requests an endpoint
 to find      a p95 that is 20 % slower, in 80 of 100 cases
 noise        5 % from run to run, assumed; 50 % of that variance is common to
              all endpoints
 gates        p50, p95, errors and throughput of 10 endpoints, a change to be
              proven

 smallest slowdown found   5,000 requests of an endpoint in each run
   runs before   1 after        2         3
             1    +41 %    +35 %     +31 %
             5    +27 %    +20 %*   +9.9 %*

 * finds 20 %. Below four runs in all noise is expected, not measured.
`);
});

test('where nothing helps, where more is needed, and where comparisons expect another noise', () => {
  expect(renderPlan({ ...plan, needed: null, effectPct: 2 })).toContain('more than this table holds: no 2 % can be told');
  expect(renderPlan({ ...plan, needed: { baselineRuns: 1, currentRuns: 1, requests: 9000, detectablePct: 20 } })).toContain(
    '1 run before and 1 after, of 9,000 requests an endpoint (more than\n',
  );
  expect(renderPlan({ ...plan, noisePct: 2 })).toContain('comparisons expect 5 % until loadline calibrate has measured it');
  expect(renderPlan(plan, { measured: { from: 'n\u001B[1m.json', runs: 7 } })).toMatch(/measured over 7 runs \(n[^\u001B]*\.json\)/);
});

test('says why one run more may find less', () => {
  const words = (rows: PlanLike['rows']) => renderPlan({ ...plan, rows }).replace(/\s+/g, ' ');
  const why = 'From four on it is measured, no longer assumed: with few endpoints and runs that costs power';
  const across = [{ baselineRuns: 1, detectablePct: [37, 32, 43] }];
  const down = [37, 32, 43].map((pct, at) => ({ baselineRuns: at + 1, detectablePct: [pct] }));
  expect(words(across)).toContain(why);
  expect(words(down)).toContain(why);
  expect(words([...plan.rows])).not.toContain('From four on');
});

test('fits narrow pages, and takes colour', () => {
  for (const width of [60, 80])
    for (const line of renderPlan(plan, { width }).split('\n')) expect([...line].length).toBeLessThanOrEqual(width);
  expect(renderPlan(plan, { color: true })).toContain('\u001B[32m+20 %*');
});
