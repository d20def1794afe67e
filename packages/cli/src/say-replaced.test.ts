import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inFolder, root, run, statsCsv } from './testing/run.js';

const five = join(root, 'examples/ai-suite/results/baseline-*');
const accepted = ['--accepted-by', 'ada', '--rationale', 'first quiet week'];
const few = 'one run is few: it does not show how far results move by themselves here; 5 are usual\n';

describe('baseline build', () => {
  it('says what it replaces, and that one run is few', async () => {
    await inFolder(async (folder) => {
      writeFileSync(join(folder, 'run_stats.csv'), statsCsv([{ name: '/a', p95: 100 }]));
      const build = async (...more: string[]) => (await run(folder, ['baseline', 'build', ...more, '-o', 'base.json'])).err;
      expect(await build(five, ...accepted)).toBe('wrote base.json\n');
      expect(await build('run')).toBe(
        `wrote base.json\nreplaces a baseline of 5 runs (accepted by ada: first quiet week) by one of 1 run\n${few}`,
      );
      expect(await build('run', '--quiet')).toBe('');
      expect(await build(five, ...accepted)).toBe(
        'wrote base.json\nreplaces a baseline of 1 run by one of 5 runs (accepted by ada: first quiet week)\n',
      );
    });
  });

  it('replaces what is damaged or something else without a word', async () => {
    await inFolder(async (folder) => {
      for (const text of ['{"schema": "loadline/baseline', '{"schema":"loadline/baseline/v1"}', 'mine']) {
        writeFileSync(join(folder, 'base.json'), text);
        const { code, err } = await run(folder, ['baseline', 'build', five, '-o', 'base.json']);
        expect([code, err]).toEqual([0, 'wrote base.json\n']);
        expect(readFileSync(join(folder, 'base.json'), 'utf8')).toContain('"runs"');
      }
    });
  });
});
