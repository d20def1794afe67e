import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Comparison } from '@loadline/schema';
import { inFolder, run, statsCsv } from './testing/run.js';

const write = (folder: string, files: Record<string, string>) => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
};
const good = statsCsv([
  { name: '/a', p95: 100 },
  { method: 'POST', name: '/b', p95: 200 },
]);

describe('files', () => {
  const refused = async (folder: string, name: string, what: RegExp) => {
    const { code, err, out } = await run(folder, ['compare', name, 'good.csv']);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(what);
    expect(err.split('\n').length).toBeLessThan(6);
  };
  it('that cannot be read get one clear error', async () => {
    await inFolder(async (folder) => {
      write(folder, { 'good.csv': good, 'empty.csv': '', 'text.txt': 'hello\nworld\n' });
      writeFileSync(join(folder, 'binary.csv'), Buffer.from([0, 1, 2, 3, 0, 255, 254]));
      mkdirSync(join(folder, 'folder'));
      await refused(folder, 'gone.csv', /gone\.csv/);
      await refused(folder, 'empty.csv', /empty/);
      await refused(folder, 'binary.csv', /binary/);
      await refused(folder, 'folder', /folder/);
      await refused(folder, 'text.txt', /text\.txt/);
    });
  });
  it('that end in the middle of a row are read up to there', async () => {
    await inFolder(async (folder) => {
      write(folder, { 'good.csv': good, 'cut.csv': good.slice(0, good.lastIndexOf('POST') + 20) });
      const { code, out } = await run(folder, ['compare', 'good.csv', 'cut.csv', '--json']);
      expect(code).not.toBe(0);
      const comparison = JSON.parse(out) as Comparison;
      expect(comparison.findings.some((each) => each.verdict === 'missing')).toBe(true);
      expect(comparison.diagnostics.map((each) => each.code)).toContain('run-partial');
    });
  });
  it('are written whole, through links, and straight to devices', async () => {
    await inFolder(async (folder) => {
      write(folder, { 'A.csv': good, 'target.json': 'old' });
      symlinkSync(join(folder, 'target.json'), join(folder, 'link.json'));
      expect((await run(folder, ['extract', 'A.csv', '-o', 'link.json'])).code).toBe(0);
      expect(lstatSync(join(folder, 'link.json')).isSymbolicLink()).toBe(true);
      expect(readFileSync(join(folder, 'target.json'), 'utf8')).toContain('loadline/run');
      expect((await run(folder, ['extract', 'A.csv', '-o', '/dev/null'])).code).toBe(0);
      expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    });
  });
  it.skipIf(!existsSync('/dev/full'))('that do not fit say so (needs /dev/full)', async () => {
    await inFolder(async (folder) => {
      write(folder, { 'A.csv': good });
      const { code, err } = await run(folder, ['extract', 'A.csv', '-o', '/dev/full']);
      expect([code, err]).toEqual([2, expect.stringContaining('no space is left')]);
    });
  });
  it.skipIf(process.getuid?.() === 0)('that may not be written are left as they are (not as root)', async () => {
    await inFolder(async (folder) => {
      write(folder, { 'A.csv': good });
      mkdirSync(join(folder, 'locked'));
      chmodSync(join(folder, 'locked'), 0o555);
      const { code, err } = await run(folder, ['extract', 'A.csv', '-o', 'locked/out.json']);
      expect([code, err]).toEqual([2, expect.stringContaining('may not write there')]);
      write(folder, { 'B.csv': good.replace(/1000/, '1001') });
      expect((await run(folder, ['compare', 'A.csv', 'B.csv', '--report', 'md=locked/r.md'])).code).toBe(3);
    });
  });
  it('that are in the way are not overwritten by a failed command', async () => {
    await inFolder(async (folder) => {
      write(folder, { 'bad.csv': 'x', 'load-results.json': 'mine' });
      expect((await run(folder, ['extract', 'bad.csv'])).code).toBe(2);
      expect(readFileSync(join(folder, 'load-results.json'), 'utf8')).toBe('mine');
      mkdirSync(join(folder, 'out.json'));
      write(folder, { 'A.csv': good });
      expect((await run(folder, ['extract', 'A.csv', '-o', 'out.json'])).err).toContain('the folder `out.json`');
    });
  });
});

describe('hostile names', () => {
  const names = [
    'a|b',
    '`tick`',
    '@everyone',
    '<script>alert(1)</script>',
    '-->',
    '__proto__',
    'constructor',
    '\u001b[31mred',
    'two\nlines',
    '::error::x',
    '=1+1',
    '${{ x }}',
  ];
  it('go through every command and come out harmless', async () => {
    await inFolder(async (folder) => {
      write(folder, {
        'A.csv': statsCsv(names.map((name) => ({ name, p95: 100 }))),
        'B.csv': statsCsv(names.map((name) => ({ name, p95: 200 }))),
      });
      const outputs = join(folder, 'outputs.txt');
      const summary = join(folder, 'summary.md');
      const { code, out } = await run(folder, ['compare', 'A.csv', 'B.csv', '--all', '--report', 'md=r.md', '--report', 'json=c.json'], {
        env: { GITHUB_OUTPUT: outputs, GITHUB_STEP_SUMMARY: summary },
      });
      expect(code).toBe(1);
      expect(out).not.toContain('\u001b');
      const comparison = JSON.parse(readFileSync(join(folder, 'c.json'), 'utf8')) as Comparison;
      expect(new Set(comparison.findings.map((each) => each.endpoint?.name))).toEqual(new Set(names));
      for (const file of ['r.md', 'summary.md']) {
        const markdown = readFileSync(join(folder, file), 'utf8');
        expect(markdown).not.toContain('<script>');
        expect(markdown.replaceAll(/&#64;/g, '')).not.toMatch(/(^|[^\w\u200b\u2060])@everyone/);
      }
      expect(readFileSync(outputs, 'utf8')).toMatch(/^verdict=fail\nheadline<<(loadline-[0-9a-f-]{36})\n[^\n]*\n\1\n$/);
      const again = await run(folder, ['report', 'r.md', '--json']);
      expect((JSON.parse(again.out) as Comparison).findings.length).toBe(comparison.findings.length);
      const issue = await run(folder, ['issue', 'r.md', '--dry-run']);
      expect(issue.code).toBe(0);
      expect(issue.out).toContain('Critical Performance Regression Detected');
    });
  });
});
