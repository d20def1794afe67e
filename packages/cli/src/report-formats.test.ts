import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Comparison } from '@loadline/schema';
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

  it.each([40, 55, 80])('is no wider than a terminal of %i columns', async (columns) => {
    const lines = (await report({ columns })).out.split('\n').filter((line) => !/^ {2}https?:/.test(line));
    const widest = Math.max(...lines.map((line) => line.length));
    expect(widest).toBeLessThanOrEqual(columns);
    expect(widest).toBeGreaterThan(columns - 8);
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

  it('says on standard error that a Markdown report had no room for all of it', async () => {
    await inFolder(async (folder) => {
      const whole = JSON.parse(readFileSync(comparison, 'utf8')) as Comparison;
      const findings = Array.from({ length: 30 }, () => whole.findings).flat();
      const pass = findings.length - whole.findings.length + whole.counts.findings.pass;
      writeFileSync(
        join(folder, 'large.json'),
        JSON.stringify({ ...whole, findings, counts: { ...whole.counts, findings: { ...whole.counts.findings, pass } } }),
      );
      const made = await run(folder, ['report', 'large.json', '--report', 'md=r.md']);
      expect([made.code, made.err]).toEqual([0, 'wrote r.md\n']);
      const again = await run(folder, ['report', 'r.md', '--report', 'csv=r.csv']);
      expect(again.code).toBe(0);
      expect(again.err).toMatch(/^ warning +This copy was reduced to fit into a report: it leaves out \d+ of\s+1440\s+findings\./);
      expect((await run(folder, ['report', 'r.md', '--report', 'csv=r.csv', '--quiet'])).err).toBe('');
      expect((await run(folder, ['report', comparison, '--report', 'csv=r.csv', '--quiet'])).err).toBe('');
    });
  });

  it('reads what a newer minor version wrote, and refuses a name that its own does not have', async () => {
    await inFolder(async (folder) => {
      const whole = JSON.parse(readFileSync(comparison, 'utf8')) as Comparison;
      const odd = {
        ...whole,
        findings: whole.findings.map((each) => ({ ...each, brandNew: 1 })),
        baseline: { ...whole.baseline, other: {} },
      };
      writeFileSync(join(folder, 'newer.json'), JSON.stringify({ ...odd, version: '1.1' }));
      const newer = await run(folder, ['report', 'newer.json', '--all']);
      expect([newer.code, newer.err]).toEqual([0, '']);
      expect(newer.out.replace(/\s+/g, ' ')).toContain(
        'newer.json: it is of version 1.1, and this version of Loadline knows 1.0: left out',
      );
      writeFileSync(join(folder, 'odd.json'), JSON.stringify(odd));
      const { code, err } = await run(folder, ['report', 'odd.json']);
      expect(code).toBe(2);
      expect(err).toMatch(
        /^loadline: odd\.json.*: a comparison with the property `brandNew` at `\/findings\/0`, which version 1\.0 does not have/,
      );
    });
  });
});
