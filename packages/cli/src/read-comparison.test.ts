import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inFolder, root, run } from './testing/run.js';

const file = join(root, 'packages/reporter/testdata/comparisons/one-regression.json');
const whole = readFileSync(file, 'utf8');

/** What `report` says of a file with such a text. */
async function refusal(name: string, text: string): Promise<string> {
  let said = '';
  await inFolder(async (folder) => {
    writeFileSync(join(folder, name), text);
    const { code, out, err } = await run(folder, ['report', name]);
    expect([code, out]).toEqual([2, '']);
    said = err;
  });
  return said;
}

describe('a file that is no comparison', () => {
  it('is cut: where it ends', async () => {
    const said = await refusal('cut.json', whole.slice(0, 1000));
    const line = whole.slice(0, 1000).split('\n').length;
    expect(said).toMatch(new RegExp(`^loadline: cut\\.json:${line}:\\d+: JSON that ends before it is whole; expected a whole comparison`));
    expect(await refusal('begun.json', '{')).toContain('JSON that ends before it is whole');
  });

  it('is damaged: where', async () => {
    expect(await refusal('bad.json', '{\n  "kind": "loadline/comparison" 1\n}\n')).toMatch(
      /^loadline: bad\.json:2:33: JSON that is damaged here/,
    );
  });

  it('is a report whose comparison is cut', async () => {
    await inFolder(async (folder) => {
      await run(folder, ['report', file, '--report', 'md=r.md']);
      const said = await refusal('r.md', readFileSync(join(folder, 'r.md'), 'utf8').slice(0, -100));
      expect(said).toContain('a Markdown report whose hidden comparison is cut or damaged');
    });
  });

  it('is something else, or nothing', async () => {
    expect(await refusal('x.md', '# Hello\n')).toContain('a text without a comparison in it');
    expect(await refusal('x.md', ' \n')).toContain('an empty file');
  });

  it('is larger than what can be held', async () => {
    await inFolder(async (folder) => {
      writeFileSync(join(folder, 'large.json'), '{');
      truncateSync(join(folder, 'large.json'), 600_000_000);
      const { code, err } = await run(folder, ['report', 'large.json']);
      expect([code, err]).toEqual([2, expect.stringContaining('`large.json`, which is too large to be read: more than 500 MB')]);
    });
  });
});
