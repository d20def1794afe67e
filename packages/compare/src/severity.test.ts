import { describe, expect, it } from 'vitest';
import { verdicts } from '@loadline/schema';
import { severity, worstVerdict } from './severity.js';

describe('severity', () => {
  it('is the order that the schema states', () => {
    expect([...verdicts].sort((a, b) => severity(a) - severity(b))).toEqual([...verdicts]);
    expect(new Set(verdicts.map(severity)).size).toBe(verdicts.length);
  });
  it('gives the worst, of none nothing', () => {
    expect(worstVerdict(['pass', 'missing', 'warn'])).toBe('missing');
    expect(worstVerdict([])).toBeUndefined();
  });
});
