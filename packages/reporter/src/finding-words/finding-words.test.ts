import { describe, expect, it } from 'vitest';
import { docsAddress, findingGroups, findingWords, wordsOf } from '../index.js';

const all = Object.entries(findingWords);

describe('findingWords', () => {
  it('stands for each kind once, in one group', () => {
    const grouped = findingGroups.flatMap(({ codes }) => codes);
    expect(grouped.length).toBe(new Set(grouped).size);
    expect([...grouped].sort()).toEqual(Object.keys(findingWords).sort());
  });

  it('has a title that is no other’s, and sentences', () => {
    expect(new Set(all.map(([, { title }]) => title)).size).toBe(all.length);
    for (const [code, { title, meaning, whatToDo }] of all) {
      // Titles stand in links of Markdown as they are.
      expect([code, title]).toEqual([code, expect.not.stringMatching(/[[\]()<>`*_|\\&]/)]);
      expect([code, title]).toEqual([code, expect.stringMatching(/^\S.{3,60}[^.\s]$/)]);
      expect([code, meaning]).toEqual([code, expect.stringMatching(/^[A-Za-zé][^]{30,240}\.$/)]);
      expect([code, whatToDo]).toEqual([code, expect.stringMatching(/^[A-Z].{3,160}\.$/)]);
      expect([code, meaning.split(/\. (?=[A-Z])/).length <= 3]).toEqual([code, true]);
    }
  });

  it('has a verdict or a severity wherever there is one', () => {
    const bare = all.filter(([, { severity, verdicts }]) => severity === undefined && verdicts === undefined).map(([code]) => code);
    expect(bare).toEqual(['no-data', 'rare', 'too-few-requests', 'ungated-direction']);
  });

  it('knows no code that is none', () => {
    expect(wordsOf('not-proven')?.title).toBe('Beyond the limit, and not proven');
    for (const code of ['', 'toString', '__proto__', 'of-a-newer-version', '../../x']) expect(wordsOf(code)).toBeUndefined();
  });
});

describe('docsAddress', () => {
  it('leads to the page of a kind', () => {
    expect(docsAddress('not-proven')).toBe('https://github.com/loadline/loadline/blob/main/docs/findings/not-proven.md');
  });

  it('leads nowhere for a code without a page', () => {
    for (const code of ['', 'toString', 'constructor', 'x"><script>', '../secret']) expect(docsAddress(code)).toBeUndefined();
  });
});
