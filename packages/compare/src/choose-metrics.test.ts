import { describe, expect, it } from 'vitest';
import { find, judge, one } from './testing/judge.js';
import { buildRun } from './testing/build.js';

const numbers = { p50: 10, p90: 20, p95: 30, p99: 40 };
const judgedFor = (requests: number | null, gates: unknown[], after: Record<string, number> = {}) =>
  judge(one({ ...numbers, requests }), one({ ...numbers, ...after, requests }), { gates });

describe('the percentile that is judged', () => {
  it('is the gated one from ten requests beyond it on', () => {
    expect(find(judgedFor(200, [{ p95: '+25%' }]), 'p95_latency_ms')).not.toHaveProperty('inPlaceOf');
    expect(find(judgedFor(199, [{ p95: '+25%' }]), 'p90_latency_ms')).toMatchObject({
      inPlaceOf: 'p95_latency_ms',
      verdict: 'pass',
      limit: { text: '+25%' },
    });
    expect(find(judgedFor(1000, [{ p99: '+25%' }]), 'p99_latency_ms')).not.toHaveProperty('inPlaceOf');
  });
  it('is the gated one where the requests are not known', () => {
    expect(find(judgedFor(null, [{ p99: '+25%' }]), 'p99_latency_ms')?.verdict).toBe('pass');
  });
  it('goes by the run with the fewest requests, on either side', () => {
    const runs = [1000, 150].map((requests, index) => one({ ...numbers, requests }, { id: `c${index}` }));
    expect(find(judge(one({ ...numbers, requests: 1000 }), runs, { gates: [{ p95: '+25%' }] }), 'p90_latency_ms')?.inPlaceOf).toBe(
      'p95_latency_ms',
    );
    expect(find(judge(runs, one({ ...numbers, requests: 1000 }), { gates: [{ p95: '+25%' }] }), 'p90_latency_ms')?.inPlaceOf).toBe(
      'p95_latency_ms',
    );
  });
  it('is none where no percentile has them; that is told with the limit', () => {
    const comparison = judgedFor(19, [{ p95: '+25%' }]);
    expect(comparison.findings).toEqual([]);
    expect(comparison.coverage.notJudged).toEqual([
      { service: 'all', endpoint: { kind: 'request', name: '/a' }, metric: 'p95_latency_ms', reason: 'too-few-requests', limit: '+25%' },
    ]);
    expect(comparison.verdict).toBe('invalid');
  });
  it('is judged once: for itself first, then for the lowest that it stands in for', () => {
    const both = judgedFor(150, [{ p95: '+25%', p99: '+50%' }]);
    expect(both.findings.map((each) => [each.metric, each.inPlaceOf])).toEqual([['p90_latency_ms', 'p95_latency_ms']]);
    expect(both.coverage.notJudged.map((each) => [each.metric, each.reason])).toEqual([['p99_latency_ms', 'too-few-requests']]);
  });
  it('is never an estimate', () => {
    const run = one({ ...numbers, requests: 500 });
    for (const metric of run.endpoints[0]?.metrics ?? []) if (metric.name === 'p95_latency_ms') metric.provenance = 'estimated';
    expect(judge(run, run, { gates: [{ p99: '+25%' }] }).findings[0]).toMatchObject({
      metric: 'p90_latency_ms',
      inPlaceOf: 'p99_latency_ms',
    });
  });
  it('is muted by the name that is gated', () => {
    const mute = [{ match: '/a', metric: 'p95', until: '2026-12-01', reason: 'known' }];
    const comparison = judge(one({ ...numbers, requests: 150 }), one({ ...numbers, p90: 90, requests: 150 }), {
      gates: [{ p95: '+25%' }],
      mute,
    });
    expect(comparison.findings[0]).toMatchObject({ metric: 'p90_latency_ms', verdict: 'fail', muted: { reason: 'known' } });
  });
  it('is the gated one of what is new: a goal needs no other side', () => {
    const comparison = judge(buildRun({ all: { '/a': {} } }), buildRun({ all: { '/a': {}, '/n': { ...numbers, requests: 30 } } }), {
      gates: [{ p95: { slo: '< 20ms' } }],
    });
    expect(find(comparison, 'p95_latency_ms', '/n')?.verdict).toBe('fail');
  });
});
