import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const examples = [...readme.matchAll(/```js\n([^]*?)```\n\n```text\n([^]*?)```/g)].map((match, index) => ({
  number: index + 1,
  code: match[1] ?? '',
  printed: match[2] ?? '',
}));

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the README', () => {
  it('shows what every example prints', () => {
    expect(examples.length).toBeGreaterThan(2);
    expect(readme.match(/```js\n/g)).toHaveLength(examples.length);
  });
  it.each(examples)('example $number prints what it says', async ({ number, code, printed }) => {
    const folder = join(root, 'test-results', 'readme');
    const file = join(folder, `example-${number}.mjs`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, code.replace("'@loadline/parsers'", JSON.stringify(join(root, 'src', 'index.ts'))));
    const lines: string[] = [];
    vi.spyOn(console, 'log').mockImplementation((...parts: unknown[]) => void lines.push(`${format(...parts)}\n`));
    await import(file);
    expect(lines.join('')).toBe(printed);
  });
});
