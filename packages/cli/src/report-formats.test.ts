import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reportFormats } from '@loadline/reporter';
import { inFolder, root, run, statsCsv } from './testing/run.js';

const before = statsCsv([{ method: 'POST', name: '/checkout', p95: 200 }]);
const after = statsCsv([{ method: 'POST', name: '/checkout', p95: 300 }]);

/** How each format begins. */
const BEGINNINGS: ReadonlyMap<string, string> = new Map([
  ['terminal', ' FAIL '],
  ['md', '## '],
  ['json', '{\n  "$schema"'],
  ['junit', '<?xml version="1.0"'],
  ['prometheus', '# HELP loadline_verdict '],
  ['csv', 'verdict,service,'],
  ['annotations', '::notice title=Loadline FAIL::1 of 1 endpoint '],
  ['badge', '{\n  "schemaVersion": 1'],
  ['slack', '{\n  "text": "❌ FAIL 1 of 1 endpoint '],
]);

describe('every format', () => {
  it.each(reportFormats.map(({ name, extension }) => [name, extension]))(
    '%s is written by compare, report and reports:',
    async (name, extension) => {
      await inFolder(async (folder) => {
        for (const [file, text] of [
          ['A.csv', before],
          ['B.csv', after],
          ['c.json', JSON.stringify({ rules: 1, reports: [{ format: name, to: `configured.${extension}` }] })],
        ] as const)
          writeFileSync(join(folder, file), text);
        await run(folder, [
          'compare',
          'A.csv',
          'B.csv',
          '--config',
          'c.json',
          '--report',
          `${name}=asked.${extension}`,
          '--report',
          'json=kept.json',
        ]);
        const { out, code } = await run(folder, ['report', 'kept.json', '--report', name, '--all']);
        expect([code, out === '']).toEqual([0, false]);
        expect(out.startsWith(BEGINNINGS.get(name) ?? '')).toBe(true);
        for (const file of [`asked.${extension}`, `configured.${extension}`]) expect(readFileSync(join(folder, file), 'utf8')).toBe(out);
      });
    },
  );

  it('is named by the help and by `formats`', async () => {
    for (const args of [['compare', '--help'], ['report', '--help'], ['formats']]) {
      const { out } = await run(root, args);
      for (const { name } of reportFormats) expect(out).toMatch(new RegExp(`\\b${name}\\b`));
    }
  });
});

describe('loadline report', () => {
  const comparison = join(root, 'packages/reporter/testdata/comparisons/one-regression.json');
  const report = (more: Parameters<typeof run>[2], ...args: string[]) => run(root, ['report', comparison, ...args], more);

  it.each([
    ['a terminal', { isTerminal: true }, true],
    ['a terminal that wants none', { isTerminal: true, env: { NO_COLOR: '1' } }, false],
    ['a terminal that can none', { isTerminal: true, env: { TERM: 'dumb' } }, false],
    ['a file where they are forced', { env: { FORCE_COLOR: '1' } }, true],
  ])('colours for %s', async (_name, more, colored) => {
    expect((await report(more)).out.includes('\u001B[')).toBe(colored);
  });

  it('keeps to the characters of the locale', async () => {
    expect((await report({ env: { LC_ALL: 'C' } })).out).not.toMatch(/[^\n -~]/);
    expect((await report({ env: { LC_ALL: 'C.UTF-8' } })).out).toContain('█');
  });

  it.each([{}, { FORCE_COLOR: '1' }])('writes no colours into a file (%j), and prints no page beside it', async (env) => {
    await inFolder(async (folder) => {
      const { out } = await report({ env, isTerminal: true }, '--report', `terminal=${folder}/page.txt`);
      expect([out, readFileSync(join(folder, 'page.txt'), 'utf8').includes('\u001B')]).toEqual(['', false]);
    });
  });

  it('leaves summary and outputs of the step to the command that judged', async () => {
    await inFolder(async (folder) => {
      const env = { GITHUB_STEP_SUMMARY: join(folder, 'summary'), GITHUB_OUTPUT: join(folder, 'outputs') };
      await report({ env });
      expect(readdirSync(folder)).toEqual([]);
    });
  });
});
