import { describe, expect, it } from 'vitest';
import type { Numbers } from './testing/build.js';
import { judge, one } from './testing/judge.js';

describe('numbers that nothing can have measured', () => {
  const fine: Numbers = { p95: 100, rps: 10, requests: 1000, failures: 5 };
  it.each<[string, Numbers, RegExp]>([
    ['a time below 0', { p95: -3 }, /p95_latency_ms -3 of \/a in the run r0; expected 0 or more/],
    ['NaN', { p95: NaN }, /p95_latency_ms NaN of \/a .*expected a finite number/],
    ['an infinite time', { p95: Infinity }, /expected a finite number/],
    ['an infinite metric of one’s own', { mine: -Infinity }, /mine -Infinity .*expected a finite number/],
    ['fewer than no requests', { requests: -1, failures: null }, /requests -1 .*expected a count, 0 or more/],
    ['an infinite count', { requests: Infinity, failures: 0 }, /requests Infinity/],
    ['more failures than requests', { requests: 10, failures: 11 }, /failures 11 of \/a .*expected at most the 10 requests/],
    ['a throughput below 0', { rps: -1 }, /rps -1/],
  ])('%s is refused on either side', (_what, wrong, message) => {
    const broken = one({ ...fine, ...wrong }, { id: 'r' });
    expect(() => judge(one(fine), broken)).toThrow(message);
    expect(() => judge(broken, one(fine))).toThrow(/of the baseline/);
  });
  it('does not refuse what is unusual', () => {
    expect(judge(one({ ...fine, mine: -5, p50: 0 }), one({ ...fine, requests: 0, failures: 0, mine: 0 })).verdict).toBeDefined();
  });
});
