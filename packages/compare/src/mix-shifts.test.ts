import { describe, expect, it } from 'vitest';
import type { Run } from '@loadline/schema';
import { buildRun, type Numbers } from './testing/build.js';
import { find, judge } from './testing/judge.js';

/** A run of one service whose mean and p95 are those of its endpoints. */
function mixed(endpoints: Record<string, Numbers>, p95: number): Run {
  const run = buildRun({ api: endpoints });
  const all = Object.values(endpoints).map((each) => ({
    requests: each.requests ?? 0,
    avg: typeof each['avg'] === 'number' ? each['avg'] : 0,
  }));
  const requests = all.reduce((sum, each) => sum + each.requests, 0);
  const avg = all.reduce((sum, each) => sum + (each.requests * each.avg) / requests, 0);
  run.services?.[0]?.metrics.push(
    { name: 'avg_latency_ms', value: avg, provenance: 'exact' },
    { name: 'p95_latency_ms', value: p95, provenance: 'exact' },
  );
  return run;
}
const gates = { services: [{ name: 'api', match: '*' }], gates: [{ service: 'api', p95: { warn: '+10%', fail: '+25%' } }] };
const shiftsOf = (before: Run, after: Run) => judge(before, after, gates).diagnostics.filter((each) => each.code === 'mix-shift');

describe('a mix that moved', () => {
  const before = mixed({ '/fast': { requests: 900, avg: 10 }, '/slow': { requests: 100, avg: 100 } }, 100);

  it('is told with its shares when a share moved by more than the policy allows', () => {
    const after = mixed({ '/fast': { requests: 700, avg: 10 }, '/slow': { requests: 300, avg: 100 } }, 100);
    expect(shiftsOf(before, after).map((each) => each.message)).toEqual([
      "the mix of api moved: /fast 90 % → 70 %, /slow 10 % → 30 % of its requests; with the baseline's mix the mean would be 19 ms instead of 37 ms",
    ]);
    expect(find(judge(before, after, gates), 'p95_latency_ms', 'api')?.notes).toEqual(['mix-shift']);
  });
  it('is told when it explains a broken limit, by however little it moved', () => {
    const after = mixed({ '/fast': { requests: 850, avg: 10 }, '/slow': { requests: 150, avg: 100 } }, 130);
    expect(shiftsOf(before, after)).toHaveLength(0);
    const steeper = mixed({ '/fast': { requests: 820, avg: 10 }, '/slow': { requests: 180, avg: 100 } }, 130);
    expect(shiftsOf(before, steeper)).toHaveLength(1);
  });
  it('is no excuse for an endpoint that got slower', () => {
    const after = mixed({ '/fast': { requests: 880, avg: 10 }, '/slow': { requests: 120, avg: 200 } }, 200);
    expect(shiftsOf(before, after)).toEqual([]);
    expect(find(judge(before, after, gates), 'p95_latency_ms', 'api')).not.toHaveProperty('notes');
  });
  it('is the mean of the runs where there are several', () => {
    const runs = [960, 800].map((requests) =>
      mixed({ '/fast': { requests, avg: 10 }, '/slow': { requests: 1000 - requests, avg: 100 } }, 100),
    );
    expect(shiftsOf(before, runs[1] as Run)).toHaveLength(0);
    expect(judge(before, runs, gates).diagnostics.filter((each) => each.code === 'mix-shift')).toEqual([]);
  });
  it('is told without a mean where an endpoint is gone', () => {
    const after = mixed({ '/fast': { requests: 1000, avg: 10 } }, 10);
    expect(shiftsOf(mixed({ '/fast': { requests: 800, avg: 10 }, '/slow': { requests: 200, avg: 100 } }, 100), after)[0]?.message).toBe(
      'the mix of api moved: /fast 80 % → 100 %, /slow 20 % → 0 % of its requests',
    );
  });
});
