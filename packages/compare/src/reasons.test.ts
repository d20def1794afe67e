import { describe, expect, it } from 'vitest';
import { reason, type ReasonCode, reasonWords } from './reasons.js';

const facts = {
  metric: 'p95',
  limit: { level: 'fail', text: '+50%' } as const,
  failedPct: 7.5,
  maxFailurePct: 5,
  what: 'GET /a',
  requests: 200,
  failures: 15,
  baseline: 'open',
  current: 'closed',
  word: 'guessed',
};

describe('reasons', () => {
  it.each(Object.keys(reasonWords) as ReasonCode[])('%s is said in one plain sentence, with or without its facts', (code) => {
    for (const each of [facts, { metric: 'p95' }]) {
      const { message } = reason(code, each);
      expect(message.length).toBeGreaterThan(10);
      expect(message).not.toMatch(/undefined|null|NaN|\n| $/);
    }
  });
  it('names what they are about', () => {
    expect(reason('limit-broken', facts).message).toBe('beyond the limit +50%');
    expect(reason('too-many-failures-baseline', facts).message).toBe(
      'not comparable: in the baseline 15 of 200 requests of GET /a failed (7.5 %, more than 5 %)',
    );
    expect(reason('load-model-differs', facts).message).toBe('the load model differs: open before, closed now');
    expect(reason('unknown-word', facts).message).toContain('guessed');
    expect(reason('better-than-noise', facts).message).toBe('better by more than its limit allows it to be worse (+50%)');
    expect(reason('better-than-noise', { metric: 'p95' }).message).toBe('better by more than noise');
  });
});
