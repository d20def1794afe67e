import { describe, expect, it } from 'vitest';
import { describeMetric, parseLimit, type GateLimits } from '@loadline/schema';
import { excess, judgeLimits } from './judge-limits.js';

function limitsOf(metric: string, written: { warn?: string; fail?: string; slo?: string }): GateLimits {
  const info = describeMetric(metric);
  const limits: GateLimits = { metric };
  for (const level of ['warn', 'fail', 'slo'] as const) {
    const text = written[level];
    const limit = text === undefined ? undefined : parseLimit(text, info, level).limit;
    if (text !== undefined && limit === undefined) throw new Error(text);
    if (limit !== undefined) limits[level] = limit;
  }
  return limits;
}

const judged = (
  written: { warn?: string; fail?: string; slo?: string },
  baseline: number | null,
  current: number,
  metric = 'p95_latency_ms',
) => {
  const { better } = describeMetric(metric);
  return judgeLimits({ limits: limitsOf(metric, written), gate: 0 }, { baseline, current }, better);
};

describe('judgeLimits', () => {
  it.each([
    [{ fail: '+50%' }, 100, 150, 'pass', 'limit-held'],
    [{ fail: '+50%' }, 100, 150.0001, 'fail', 'limit-broken'],
    [{ warn: '+20%' }, 100, 120, 'pass', 'limit-held'],
    [{ warn: '+20%' }, 100, 500, 'warn', 'warn-limit-broken'],
    [{ warn: '+20%', fail: '+50%' }, 100, 79.9, 'improved', 'better-than-noise'],
    [{ warn: '+20%', fail: '+50%' }, 100, 80, 'pass', 'limit-held'],
    [{ fail: '+50%' }, 100, 51, 'pass', 'limit-held'],
    [{ fail: '+50%' }, 100, 49, 'improved', 'better-than-noise'],
    [{ warn: '> 800ms', fail: '+50%' }, 100, 49, 'improved', 'better-than-noise'],
    [{ fail: '+10% and +20ms' }, 100, 115, 'pass', 'limit-held'],
    [{ fail: '+10% and +20ms' }, 100, 121, 'fail', 'limit-broken'],
    [{ fail: '+10% and +20ms' }, 100, 85, 'pass', 'limit-held'],
    [{ fail: '+10% and +20ms' }, 100, 79, 'improved', 'better-than-noise'],
    [{ fail: '+500% or > 200ms' }, 100, 200, 'pass', 'limit-held'],
    [{ fail: '+500% or > 200ms' }, 100, 201, 'fail', 'limit-broken'],
    [{ slo: '< 2s' }, 100, 2000, 'pass', 'slo-held'],
    [{ slo: '< 2s' }, 100, 2001, 'fail', 'slo-broken'],
    [{ slo: '< 2s' }, 100, 1, 'pass', 'slo-held'],
    [{ slo: '< 2s', warn: '+20%' }, 100, 2001, 'fail', 'slo-broken'],
    [{ slo: '< 2s' }, null, 2001, 'fail', 'slo-broken'],
    [{ fail: '> 2s' }, null, 1999, 'pass', 'limit-held'],
    [{ slo: '< 2s', fail: '+50%' }, null, 10, 'pass', 'slo-held'],
  ] as const)('%j, %d → %d: %s', (written, baseline, current, verdict, code) => {
    expect(judged(written, baseline, current)).toMatchObject({ verdict, code });
  });

  it('has nothing to say of a change from nothing', () => {
    expect(judged({ fail: '+50%' }, null, 10)).toBeUndefined();
  });

  it('knows no improvement of a metric without a good side', () => {
    expect(judged({ fail: '+50%' }, 100, 10, 'total_requests')?.verdict).toBe('pass');
  });

  it('turns round for what is better when it is higher', () => {
    expect(judged({ warn: '-20%', fail: '-30%' }, 50, 35, 'rps')?.verdict).toBe('warn');
    expect(judged({ warn: '-20%', fail: '-30%' }, 50, 34.9, 'rps')?.verdict).toBe('fail');
    expect(judged({ warn: '-20%', fail: '-30%' }, 50, 60.1, 'rps')?.verdict).toBe('improved');
  });
});

describe('excess', () => {
  const of = (text: string, baseline: number | null, current: number) => {
    const { fail } = limitsOf('p95_latency_ms', { fail: text });
    return fail === undefined ? NaN : excess(fail, { baseline, current });
  };
  it('is a multiple of the limit', () => {
    expect(of('+50%', 100, 200)).toBeCloseTo(1, 12);
    expect(of('+50%', 100, 150)).toBeCloseTo(0, 12);
    expect(of('+50%', 100, 100)).toBeCloseTo(-1, 12);
    expect(of('> 2s', null, 3000)).toBeCloseTo(0.5, 12);
    expect(of('+100ms', 100, 400)).toBeCloseTo(2, 12);
  });
  it('takes the smallest of terms and the greatest of alternatives', () => {
    expect(of('+50% and +20ms', 100, 200)).toBeCloseTo(1, 12);
    expect(of('+50% or +20ms', 100, 200)).toBeCloseTo(4, 12);
  });
  it('has no measure at 0', () => {
    expect(of('+50%', 0, 1)).toBe(Infinity);
    expect(of('+50%', 0, 0)).toBe(-1);
    expect(of('+0ms', 100, 103)).toBe(3);
    expect(of('+50%', null, 3)).toBe(-Infinity);
  });
});
