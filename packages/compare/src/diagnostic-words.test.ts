import { describe, expect, it } from 'vitest';
import { type GuardCode, guardWords } from './diagnostic-words.js';

describe('guards', () => {
  it.each(Object.keys(guardWords) as GuardCode[])('%s is said in one plain sentence, with what is stated of either side', (code) => {
    const message = guardWords[code]({ before: '10', now: '20' });
    expect(message.length).toBeGreaterThan(15);
    expect(message).not.toMatch(/undefined|null|NaN|\n| $/);
    if (code !== 'run-partial') expect(message).toMatch(/10 before, 20 now/);
  });
});
