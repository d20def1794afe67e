// The examples of a README: each ```js block with the ```text block after it, which is what it prints.
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @param {string} folder of the package
 * @returns {{ code: string, output: string }[]}
 */
export function readmeExamples(folder) {
  return [...readFileSync(join(folder, 'README.md'), 'utf8').matchAll(/```js\n([\s\S]*?)```\s*```text\n([\s\S]*?)```/g)].map((match) => ({
    code: match[1] ?? '',
    output: match[2] ?? '',
  }));
}

/**
 * Runs an example in its package, where its own name leads to what was built.
 *
 * @param {string} folder of the package
 * @param {string} code
 * @returns {string} what it printed
 */
export function runExample(folder, code) {
  const file = join(folder, `.readme-example-${process.pid}-${Math.abs(hash(code))}.mjs`);
  writeFileSync(file, code);
  try {
    return execFileSync(process.execPath, [file], { encoding: 'utf8', cwd: folder });
  } finally {
    rmSync(file);
  }
}

function hash(text) {
  let value = 0;
  for (let index = 0; index < text.length; index++) value = (Math.imul(value, 31) + text.charCodeAt(index)) | 0;
  return value;
}
