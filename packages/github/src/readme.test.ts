import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { afterEach, expect, test, vi } from 'vitest';
import { startLocalGithub } from '../test/local-github.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const examples = [...readme.matchAll(/```js\n([^]*?)```\n\n```text\n([^]*?)```/g)].map((match) => ({
  code: match[1] ?? '',
  printed: match[2] ?? '',
}));
const before = process.cwd();

afterEach(() => {
  process.chdir(before);
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

test('every js block is followed by what it prints', () => {
  expect(examples).toHaveLength(2);
  expect(readme.match(/```js\n/g)).toHaveLength(examples.length);
});

test.each(examples.map(({ code, printed }, index) => [index, code, printed] as const))(
  'example %i prints what it says',
  async (index, code, printed) => {
    const github = await startLocalGithub();
    vi.stubEnv('GITHUB_TOKEN', 'a-token');
    vi.stubEnv('GITHUB_REPOSITORY', 'octo-org/shop');
    vi.stubEnv('GITHUB_API_URL', github.url);
    const lines: string[] = [];
    vi.spyOn(console, 'log').mockImplementation((line: unknown) => void lines.push(`${typeof line === 'string' ? line : inspect(line)}\n`));
    const folder = join(root, 'test-results', 'readme');
    const file = join(folder, `example-${index}.mjs`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, code.replace("'@loadline/github'", JSON.stringify(join(root, 'src', 'index.ts'))));
    process.chdir(join(root, 'testdata'));
    await import(file);
    await github.close();
    expect(lines.join('')).toBe(printed);
    expect(github.violations).toEqual([]);
  },
);
