import { describe, expect, it } from 'vitest';
import type { Finding, Run, Verdict } from '@loadline/schema';
import { exitCode } from './exit-code.js';
import { find, judge, one, policyOf } from './testing/judge.js';

const sample = find(judge(one({ p95: 1 }), one({ p95: 1 })), 'p95_latency_ms') as Finding;
type Mark = '' | 'muted' | 'ungated';
const finding = (verdict: Verdict, mark: Mark = ''): Finding => ({
  ...sample,
  verdict,
  gated: mark !== 'ungated',
  ...(mark === 'muted' ? { muted: { reason: 'known', until: '2026-12-01' } } : {}),
});
const sequence = { look: 1, maxLooks: 1 };
const dead = { code: 'gate-matches-nothing', severity: 'error', message: '' } as const;

describe('exitCode', () => {
  it.each([
    ['nothing was judged', [], undefined, 2],
    ['all is well', [finding('pass')], undefined, 0],
    ['better and new', [finding('improved'), finding('new', 'ungated')], undefined, 0],
    ['a failure', [finding('fail'), finding('pass')], undefined, 1],
    ['a warning', [finding('warn')], undefined, 0],
    ['a warning that is to fail', [finding('warn')], ['fail', 'warn'], 1],
    ['a failure in a report that only tells', [finding('fail')], [], 0],
    ['something missing', [finding('missing'), finding('pass')], undefined, 1],
    ['all missing', [finding('missing')], undefined, 1],
    ['all missing, which is not to fail', [finding('missing')], ['fail'], 2],
    ['all not comparable', [finding('invalid')], undefined, 2],
    ['all not comparable, which is to fail', [finding('invalid')], ['invalid'], 2],
    ['some not comparable', [finding('invalid'), finding('pass')], undefined, 0],
    ['some not comparable, which is to fail', [finding('invalid'), finding('pass')], ['invalid'], 1],
    ['a failure among what is not comparable', [finding('fail'), finding('invalid')], undefined, 1],
    ['a muted failure', [finding('fail', 'muted')], undefined, 0],
    ['a muted failure beside a pass', [finding('fail', 'muted'), finding('pass')], undefined, 0],
    ['what is muted and not comparable', [finding('invalid', 'muted')], undefined, 2],
    ['estimates only', [finding('invalid', 'ungated')], undefined, 2],
    ['new only', [finding('new', 'ungated')], undefined, 2],
  ] as const)('%s', (_, findings, failOn, code) => {
    expect(exitCode({ findings: [...findings], diagnostics: [], sequence, policy: policyOf(failOn === undefined ? {} : { failOn }) })).toBe(
      code,
    );
  });

  it('is 2 when a gate matches nothing, whatever was judged', () => {
    expect(exitCode({ findings: [finding('fail')], diagnostics: [dead], sequence, policy: policyOf({}) })).toBe(2);
  });

  it('is 4 when in doubt and a look is left, and never twice for the same runs', () => {
    const before = [0.97, 1, 1.03, 0.99, 1.01].map((factor) => one({ requests: 5000, p50: 70 * factor, p95: 200 * factor }));
    const worse = one({ requests: 5000, p50: 140, p95: 400 }, { id: 'one' });
    const codeOf = (runs: Run[], maxLooks: number) => exitCode(judge(before, runs, { evidence: 'auto' }, { sequence: { maxLooks } }));
    expect(codeOf([worse], 1)).toBe(1);
    expect(codeOf([worse], 3)).toBe(4);
    expect(codeOf([worse, worse], 3)).toBe(4);
    expect(codeOf([worse, { ...worse, run: { ...worse.run, id: 'two' } }], 3)).toBe(1);
    expect(codeOf([before[1] as Run], 3)).toBe(0);
  });
});
