import { expect, it } from 'vitest';
import { decide } from '../decide.js';
import { buildBaselineOf } from '../testing/build.js';
import { one, options, policyOf } from '../testing/judge.js';

it('one run on each side rests on noise that was measured, and says so', () => {
  const run = (p95: number) => one({ requests: 5000, p50: p95 / 3, p90: 0.75 * p95, p95, p99: 2 * p95 });
  const written = { evidence: 'required', gates: [{ p95: '+10%' }] };
  const verdictWith = (latencyNoisePct: number) => {
    const policy = { ...policyOf({ ...written, parameters: { latencyNoisePct } }), noise: { from: 'loadline.noise.json', runs: 7 } };
    return decide(buildBaselineOf(run(200)), [run(250)], policy, options);
  };
  expect(verdictWith(1.5).sensitivity?.assumption).toBe(
    'one run each: rests on the noise of 1.5 % from run to run that was measured over 7 runs (loadline.noise.json)',
  );
  expect([verdictWith(1.5).verdict, verdictWith(12).verdict]).toEqual(['fail', 'inconclusive']);
});
