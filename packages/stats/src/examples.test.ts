import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import * as stats from './index.js';

const root = dirname(fileURLToPath(import.meta.url));
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
);
const number = /-?\d+(?:\.\d+)?(?:e-?\d+)?…?/g;

/** Examples of comments whose values are numbers: `name(1, 2) // 0.6875`, cut off digits shown as `…`, words after a comma. */
const examples = sources.flatMap((file) =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/@example (.+?) \/\/ ([-\d.e…]+|\[[^\]]*\]|\{[^}]*\})(?=,|$)/gm)].map((match) => ({
    code: match[1] ?? '',
    printed: match[2]?.match(number) ?? [],
  })),
);

it('are found', () => {
  expect(examples.length).toBeGreaterThan(40);
});

it.each(examples)('$code is what its comment says', ({ code, printed }) => {
  const value: unknown = new Function(...Object.keys(stats), `return ${code}`)(...Object.values(stats));
  const found = JSON.stringify(value).match(number) ?? [];
  expect(found).toHaveLength(printed.length);
  printed.forEach((text, at) => {
    const [shown, actual] = [Number(text.replace('…', '')), Number(found[at])];
    const step = text.endsWith('…') ? 10 ** -(text.split('.')[1]?.length ?? 1) * 10 : 1e-12 * Math.abs(shown);
    expect(Math.abs(actual - shown)).toBeLessThanOrEqual(step);
  });
});
