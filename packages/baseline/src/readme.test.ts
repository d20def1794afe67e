import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('..', import.meta.url));
const examples = [...readFileSync(`${folder}/README.md`, 'utf8').matchAll(/```js\n([\s\S]*?)```\s*```text\n([\s\S]*?)```/g)];

describe('the README', () => {
  it('has examples', () => {
    expect(examples.length).toBeGreaterThan(0);
  });
  it.each(examples.map((example, index) => [index + 1, example[1] ?? '', example[2] ?? ''] as const))('example %i prints what it says', (index, code, output) => {
    const file = `${folder}/.readme-example-${index}.mjs`;
    writeFileSync(file, code);
    try {
      expect(execFileSync(process.execPath, [file], { encoding: 'utf8', cwd: folder })).toBe(output);
    } finally {
      rmSync(file);
    }
  });
});
