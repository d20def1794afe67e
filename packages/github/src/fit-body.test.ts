import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BODY_LIMIT, fitBody, fitTitle, TITLE_LIMIT } from './fit-body.js';

describe('body', () => {
  test('what fits stays as it is', () => {
    const body = 'x'.repeat(BODY_LIMIT);
    expect(fitBody(body)).toBe(body);
  });

  test('never longer than the limit, never inside a comment, a or fence', () => {
    const lines = fc.constantFrom('<!-- a', 'b -->', '```', '<details>', '</details>', 'text', '| a | b |', '');
    fc.assert(
      fc.property(fc.array(lines, { minLength: 80, maxLength: 200 }), (parts) => {
        const body = `<!-- marker -->\n${parts.join('\n')}`;
        const fitted = fitBody(body, 300);
        if (body.length <= 300) return expect(fitted).toBe(body);
        expect(fitted.length).toBeLessThanOrEqual(300);
        expect(fitted.startsWith('<!-- marker -->')).toBe(true);
        expect(fitted).toContain('_Cut here: GitHub takes at most 300 characters.');
        const shown = fitted.replace(/<!--[^]*?-->/g, '');
        expect(shown).not.toContain('<!--');
        expect((shown.match(/^```/gm) ?? []).length % 2).toBe(0);
      }),
    );
  });

  test('one line without an end is cut too', () => {
    expect(fitBody('y'.repeat(70_000)).length).toBeLessThanOrEqual(BODY_LIMIT);
  });

  test('an open <details> is closed', () => {
    expect(fitBody(`<details>\n${'line\n'.repeat(20_000)}</details>`)).toContain('line\n</details>\n\n_Cut here');
  });
});

describe('title', () => {
  test('one line, at most 256 characters, no half character', () => {
    expect(fitTitle('a\nb\t c ')).toBe('a b c');
    const cut = fitTitle(`${'x'.repeat(TITLE_LIMIT - 2)}🚨🚨`);
    expect(cut).toBe(`${'x'.repeat(TITLE_LIMIT - 2)}…`);
  });
});
