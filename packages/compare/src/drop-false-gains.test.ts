import { describe, expect, it } from 'vitest';
import { compareFlat } from './compare-flat.js';
import { find, judge, one } from './testing/judge.js';

const faster = (failures: number, errors: string | undefined) => {
  const gates = [{ p95: '+10%', ...(errors === undefined ? {} : { errors }) }];
  return find(judge(one({ p95: 100, failures: 0 }), one({ p95: 50, failures }), { gates }), 'p95_latency_ms');
};

describe('what is faster because it fails', () => {
  it('is no improvement where the error rate breaks its own limit', () => {
    expect(faster(11, '+1pp')).toMatchObject({ verdict: 'pass', reason: { code: 'faster-because-failing' } });
  });
  it('is none where its own limit allows the rise, unless that is small', () => {
    expect(faster(10, '+1pp')?.reason.code).toBe('faster-because-failing');
    expect(faster(4, '+1pp')?.verdict).toBe('improved');
  });
  it('is none where a small rise is proven', () => {
    const runs = (p95: number, failures: number) =>
      [1, 2, 3].map((run) => one({ requests: 100_000, failures, p95 }, { id: `${p95}-${run}` }));
    const gates = [{ p95: '+10%', errors: '+1pp' }];
    const verdictOf = (failures: number) => find(judge(runs(100, 0), runs(50, failures), { gates, evidence: 'auto' }), 'p95_latency_ms');
    expect(verdictOf(300)?.reason.code).toBe('faster-because-failing');
    expect(verdictOf(3)?.verdict).toBe('improved');
  });
  it('is none from half a percentage point on, where no limit speaks of errors', () => {
    expect(faster(5, undefined)?.reason.code).toBe('faster-because-failing');
    expect(faster(4, undefined)?.verdict).toBe('improved');
  });
  it('is seen where only the rate is known', () => {
    const [before, after] = [{ api: { p95_latency_ms: 100, error_rate_pct: 0.1 } }, { api: { p95_latency_ms: 50, error_rate_pct: 0.6 } }];
    expect(compareFlat(before, after, { p95: '+10%' }).findings[0]?.reason.code).toBe('faster-because-failing');
  });
});
