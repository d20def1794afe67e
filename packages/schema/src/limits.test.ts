import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { isBroken, isHeld, parseLimit } from './limits.js';
import { describeMetric } from './metrics.js';

const p95 = describeMetric('p95');
const errors = describeMetric('errors');
const rps = describeMetric('rps');
const violations = describeMetric('sandbox_violations', { unit: 'count', better: 'lower' });

function limit(text: string, metric = p95, level: 'warn' | 'fail' | 'slo' = 'fail') {
  const result = parseLimit(text, metric, level);
  if (result.limit === undefined) throw new Error(`${result.problem.found}; expected ${result.problem.expected}`);
  return result.limit;
}
const problem = (text: string, metric = p95, level: 'warn' | 'fail' | 'slo' = 'fail') => parseLimit(text, metric, level).problem;

describe('parseLimit', () => {
  it.each([
    ['+50%', p95, { kind: 'relative', op: '>', bound: 50 }],
    ['-30%', rps, { kind: 'relative', op: '<', bound: -30 }],
    ['−30%', rps, { kind: 'relative', op: '<', bound: -30 }],
    ['+0.5pp', errors, { kind: 'absolute', op: '>', bound: 0.5 }],
    ['+200ms', p95, { kind: 'absolute', op: '>', bound: 200 }],
    ['+0.2s', p95, { kind: 'absolute', op: '>', bound: 200 }],
    ['+3', violations, { kind: 'absolute', op: '>', bound: 3 }],
    ['> 2000ms', p95, { kind: 'value', op: '>', bound: 2000 }],
    ['>2s', p95, { kind: 'value', op: '>', bound: 2000 }],
    ['> 1%', errors, { kind: 'value', op: '>', bound: 1 }],
    ['< 100/s', rps, { kind: 'value', op: '<', bound: 100 }],
    ['+0%', p95, { kind: 'relative', op: '>', bound: 0 }],
  ])('%s', (text, metric, term) => {
    expect(limit(text, metric).any).toEqual([{ all: [term] }]);
  });

  it('reads and, or', () => {
    expect(limit('+10% and +5ms or > 1s').any).toEqual([
      {
        all: [
          { kind: 'relative', op: '>', bound: 10 },
          { kind: 'absolute', op: '>', bound: 5 },
        ],
      },
      { all: [{ kind: 'value', op: '>', bound: 1000 }] },
    ]);
  });

  it('refuses a text that points the good way, with the correction', () => {
    expect(problem('< 800ms')?.expected).toBe('`> 800ms`');
    expect(problem('< 800ms')?.hint).toContain('slo: "< 800ms"');
    expect(problem('-30%')?.expected).toBe('`+30%`');
    expect(problem('+30%', rps)?.expected).toBe('`-30%`');
    expect(problem('> 2s', p95, 'slo')?.expected).toBe('`< 2s`');
    expect(problem('+10%', p95, 'slo')?.found).toContain('as an SLO');
  });

  it('says what it found and where', () => {
    expect(problem('+10% and fast')).toMatchObject({ found: 'the limit `fast`', offset: 9 });
    expect(problem('+1% or +2% or quick')?.offset).toBe(14);
    expect(problem('+5 parsecs')?.found).toContain('`parsecs`');
    expect(problem('+5sm')?.hint).toBe('Did you mean `ms`?');
    expect(problem('+0.5pp')?.found).toContain('percentage points for p95');
    expect(problem('+0.5', errors)?.expected).toBe('`+0.5pp` or `+0.5%`');
    expect(problem('50%')?.expected).toContain('a sign');
    expect(problem('')?.found).toBe('the limit ``');
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        parseLimit(text, p95, 'fail');
      }),
    );
  });
});

describe('isBroken', () => {
  it('is not broken by a limit exactly reached', () => {
    expect(isBroken(limit('-30%', rps), { baseline: 50, current: 35 })).toBe(false);
    expect(isBroken(limit('-30%', rps), { baseline: 50, current: 34.99 })).toBe(true);
    expect(isBroken(limit('+0.5pp', errors), { baseline: 0.1, current: 0.6 })).toBe(false);
    expect(isBroken(limit('+10%'), { baseline: 0.3, current: 0.33 })).toBe(false);
    expect(isBroken(limit('> 2s'), { baseline: null, current: 2000 })).toBe(false);
    expect(isHeld(limit('< 2s', p95, 'slo'), { baseline: null, current: 2000 })).toBe(true);
    expect(isHeld(limit('< 2s', p95, 'slo'), { baseline: null, current: 2000.1 })).toBe(false);
  });

  it('compares a baseline of 0 absolutely', () => {
    expect(isBroken(limit('+50%'), { baseline: 0, current: 0 })).toBe(false);
    expect(isBroken(limit('+50%'), { baseline: 0, current: 1 })).toBe(true);
    expect(isBroken(limit('+0.25pp', errors), { baseline: 0, current: 1 / 3 })).toBe(true);
  });

  it('needs both sides of and, one of or', () => {
    const both = limit('+10% and +5ms');
    expect(isBroken(both, { baseline: 10, current: 14 })).toBe(false);
    expect(isBroken(both, { baseline: 10, current: 16 })).toBe(true);
    expect(isBroken(limit('+15% or > 800ms'), { baseline: 790, current: 801 })).toBe(true);
  });

  it('holds == 0 only at 0', () => {
    expect(isHeld(limit('== 0', violations, 'slo'), { baseline: null, current: 0 })).toBe(true);
    expect(isHeld(limit('== 0', violations, 'slo'), { baseline: null, current: 1 })).toBe(false);
  });

  it('has no opinion on a change without a baseline', () => {
    expect(isBroken(limit('+50%'), { baseline: null, current: 1e9 })).toBe(false);
  });
});
