import { describe, expect, it } from 'vitest';
import { assertDocument, UserError } from '@loadline/schema';
import { compareFlat, exitCode } from './index.js';

const before = { _note: { rps: 1 }, api: { p95_latency_ms: 400, error_rate_pct: 0.1, rps: 50, total_requests: 5000, total_failures: 5 } };

describe('compareFlat', () => {
  it('compares two plain objects by the default limits', () => {
    const comparison = compareFlat(before, { api: { ...before.api, p95_latency_ms: 660 } });
    assertDocument(comparison);
    expect(comparison.headline).toBe('1 of 1 service worse: api p95 400 → 660 ms (+65 %, limit +25%)');
    expect(exitCode(comparison)).toBe(1);
  });
  it('takes limits for every service, or a list of gates', () => {
    const after = { api: { ...before.api, p95_latency_ms: 600 } };
    expect(compareFlat(before, after, { p95: '+50%' }).verdict).toBe('pass');
    expect(compareFlat(before, after, [{ p95: '+40%' }, { service: 'api', p95: { warn: '+30%' } }]).verdict).toBe('warn');
  });
  it('judges custom metrics that are declared', () => {
    const metrics = [{ name: 'sandbox_violations', unit: 'count', better: 'lower' as const }];
    expect(
      compareFlat(
        { mcp: { sandbox_violations: 0, rps: 1 } },
        { mcp: { sandbox_violations: 1, rps: 1 } },
        { sandbox_violations: { slo: '== 0' } },
        { metrics },
      ).verdict,
    ).toBe('fail');
  });
  it('says what is missing, and never passes for nothing', () => {
    expect(compareFlat(before, { other: { rps: 3 } }).findings[0]).toMatchObject({ verdict: 'missing', service: 'api' });
    expect(compareFlat({ api: { rps: 3 } }, { api: { rps: 3 } }, { p95: '+10%' }).verdict).toBe('invalid');
  });
  it('reads per cent as per cent', () => {
    expect(compareFlat({ api: { error_rate_pct: 0.5 } }, { api: { error_rate_pct: 0.8 } }, { errors: '+0.5pp' }).verdict).toBe('pass');
    expect(compareFlat({ api: { error_rate_pct: 0 } }, { api: { error_rate_pct: 0.8 } }, { errors: '+0.5pp' }).verdict).toBe('fail');
  });
  it('refuses limits that do not read, and what is not flat', () => {
    expect(() => compareFlat(before, before, { p95: '< 3s' })).toThrow(UserError);
    expect(() => compareFlat(before, { api: 3 } as never)).toThrow(/flat form/);
    expect(() => compareFlat(null as never, before)).toThrow(UserError);
    expect(() => compareFlat(before, before, { p95: '-50%' })).toThrow(/`\+50%`/);
    expect(() => compareFlat(before, before, { service: 'apy', p95: '+50%' })).toThrow(/apy/);
  });
  it('takes names as they are; those that begin with _ are comments', () => {
    const hostile = (p95: number) =>
      JSON.parse(
        `{"__proto__": {"p95_latency_ms": ${p95}}, "constructor": {"p95_latency_ms": ${p95}}, "*": {"p95_latency_ms": ${p95}}}`,
      ) as typeof before;
    const comparison = compareFlat(hostile(100), hostile(200), { p95: '+50%' });
    assertDocument(comparison);
    expect(comparison.findings.map((each) => [each.service, each.verdict])).toEqual([
      ['*', 'fail'],
      ['constructor', 'fail'],
    ]);
  });
  it('knows a custom metric by what is declared of it: better, not only other', () => {
    const metrics = [{ name: 'query_cost', unit: 'tokens', better: 'lower' as const }];
    const [found] = compareFlat(
      { rag: { query_cost: 100, rps: 1 } },
      { rag: { query_cost: 50, rps: 1 } },
      { query_cost: '+10%' },
      { metrics },
    ).findings;
    expect(found).toMatchObject({ metric: 'query_cost', unit: 'tokens', better: 'lower', verdict: 'improved' });
  });
  it('does not compare sides that failed as a whole', () => {
    const side = (failures: number) => ({
      api: { p95_latency_ms: 10, total_requests: 9000, total_failures: 0 },
      mcp: { p95_latency_ms: 10, total_requests: 1000, total_failures: failures },
    });
    const comparison = compareFlat(side(900), side(0), { p95: '+10%' });
    expect(comparison.findings.map((each) => each.reason.code)).toEqual(['too-many-failures-baseline', 'too-many-failures-baseline']);
    expect(comparison.headline).toBe('in the baseline 900 of 1,000 requests of mcp failed (90 %, more than 5 %)');
    expect(exitCode(comparison)).toBe(2);
  });
  it('never gates an estimate', () => {
    const comparison = compareFlat(
      { api: { avg_latency_ms: 150, p95_latency_ms: 210 } },
      { api: { avg_latency_ms: 150, p95_latency_ms: 900 } },
      { p95: '+10%' },
    );
    expect(comparison.findings).toMatchObject([{ verdict: 'invalid', gated: false, reason: { code: 'estimated-value' } }]);
  });
});
