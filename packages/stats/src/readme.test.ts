import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as stats from './index.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const pages = ['README.md', 'docs/functions.md'].map((page) => {
  const text = readFileSync(join(root, page), 'utf8');
  const examples = [...text.matchAll(/```js\n([^]*?)```\n\n```text\n([^]*?)```/g)].map((match, index) => ({
    name: `${page.replace(/\W/g, '-')}-${index + 1}`,
    code: match[1] ?? '',
    printed: match[2] ?? '',
  }));
  return { page, text, examples };
});

afterEach(() => {
  vi.restoreAllMocks();
});

describe.each(pages)('$page', ({ text, examples }) => {
  it('shows what every example prints', () => {
    expect(examples.length).toBeGreaterThan(2);
    expect(text.match(/```js\n/g)).toHaveLength(examples.length);
  });
  it.each(examples)('$name prints what it says', async ({ name, code, printed }) => {
    const folder = join(root, 'test-results', 'readme');
    const file = join(folder, `${name}.mjs`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, code.replaceAll("'@loadline/stats'", JSON.stringify(join(root, 'src', 'index.ts'))));
    const lines: string[] = [];
    vi.spyOn(console, 'log').mockImplementation((...parts: unknown[]) => void lines.push(`${format(...parts)}\n`));
    await import(file);
    expect(lines.join('')).toBe(printed);
  });
});

it('every function is in an example', () => {
  const code = pages.flatMap(({ examples }) => examples.map((example) => example.code)).join('\n');
  expect(Object.keys(stats).filter((name) => !new RegExp(`\\b${name}\\b`).test(code))).toEqual([]);
});
