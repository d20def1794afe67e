import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import * as reporter from './index.js';

const folder = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(join(folder, 'README.md'), 'utf8');
const examples = [...readme.matchAll(/```js\n([\s\S]*?)```\s*```text\n([\s\S]*?)```/g)];

describe('the README', () => {
  test('has examples', () => {
    expect(examples.length).toBe(3);
  });

  test('names in its table what is exported, all of it and nothing else', () => {
    const [, table = ''] = readme.split('\n## API\n');
    const cells = table.split('\n## ')[0]?.match(/^\| `.*?(?=\| (?!'))/gm) ?? [];
    const named = cells.flatMap((cell) => [...cell.matchAll(/`(\w+)/g)].map(([, name = '']) => name));
    expect(named.filter((name) => !/^(?:fail|warn)$/.test(name)).sort()).toEqual(Object.keys(reporter).sort());
  });

  test.each(examples.map((example, index) => [index + 1, example[1] ?? '', example[2] ?? ''] as const))(
    'example %i prints what it says',
    (index, code, output) => {
      // The example finds the package by its name from inside its folder, and its comparison where the README says it is.
      const file = join(folder, `.readme-example-${index}.mjs`);
      const working = mkdtempSync(join(tmpdir(), 'reporter-readme-'));
      copyFileSync(join(folder, 'testdata/comparisons/one-regression.json'), join(working, 'comparison.json'));
      writeFileSync(file, code);
      try {
        expect(execFileSync(process.execPath, [file], { encoding: 'utf8', cwd: working })).toBe(output);
      } finally {
        rmSync(file);
        rmSync(working, { recursive: true });
      }
    },
  );
});
