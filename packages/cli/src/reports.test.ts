import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inFolder, root, run, statsCsv } from './testing/run.js';

const comparison = join(root, 'packages/reporter/testdata/comparisons/one-regression.json');
const report = (folder: string, ...targets: string[]) =>
  run(folder, ['report', comparison, ...targets.flatMap((target) => ['--report', target])]);
const failuresCsv = 'Method,Name,Error,Occurrences\nGET,/a,"HTTPError(\'500\')",3\n';
const sides = { 'A.csv': statsCsv([{ name: '/a', p95: 100 }]), 'B.csv': statsCsv([{ name: '/a', p95: 101, requests: 1001 }]) };

function write(folder: string, files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

describe('reports that cannot be written', () => {
  it('are named one by one, and leave every other file as it was', async () => {
    await inFolder(async (folder) => {
      write(folder, { 'one.md': 'mine', wall: '', ...sides });
      mkdirSync(join(folder, 'folder'));
      const targets = ['md=one.md', 'html=wall/x.html', 'csv=folder', 'junit=three.xml'];
      const before = readdirSync(folder);
      for (const ran of [
        await report(folder, ...targets),
        await run(folder, ['compare', 'A.csv', 'B.csv', ...targets.flatMap((target) => ['--report', target])]),
      ]) {
        expect(ran.code).toBe(3);
        expect(ran.err).toContain('`wall/x.html` could not be written: a part of the path is not a folder');
        expect(ran.err).toContain('the folder `folder`; expected a file to write to');
        expect(ran.err).toContain('not written either, as files are written all or none: `one.md`, `three.xml`\n');
        expect(ran.err).not.toContain('wrote ');
        expect(readdirSync(folder)).toEqual(before);
        expect(readFileSync(join(folder, 'one.md'), 'utf8')).toBe('mine');
      }
    });
  });

  it.skipIf(!existsSync('/dev/full'))('to a device are not said to be as they were', async () => {
    await inFolder(async (folder) => {
      const { code, err } = await report(folder, 'md=/dev/full');
      expect([code, err]).toEqual([3, 'loadline: `/dev/full` could not be written: no space is left on the device\n']);
    });
  });

  it.skipIf(!existsSync('/proc/self'))('below a folder that takes none end at once', async () => {
    await inFolder(async (folder) => {
      const { code, err } = await report(folder, 'md=/proc/nope/a/b.md');
      expect([code, err]).toEqual([3, expect.stringContaining('its folder does not exist and cannot be made')]);
    });
  });

  it('through a link to no folder say so', async () => {
    await inFolder(async (folder) => {
      symlinkSync(join(folder, 'gone'), join(folder, 'link'));
      expect((await report(folder, 'md=link/r.md')).err).toContain('a part of the path is a link to a folder that does not exist');
      expect(readdirSync(folder)).toEqual(['link']);
    });
  });

  it('of GitHub are told in words, without a word on what was there', async () => {
    await inFolder(async (folder) => {
      write(folder, sides);
      const env = { GITHUB_STEP_SUMMARY: join(folder, 'gone', 'summary.md') };
      const { code, err } = await run(folder, ['compare', 'A.csv', 'B.csv'], { env });
      expect([code, err]).toEqual([3, expect.stringMatching(/summary\.md` could not be written: its folder does not exist[^\n]*\n$/)]);
    });
  });
});

describe('reports that can', () => {
  it('make their folders, and go where a link leads', async () => {
    await inFolder(async (folder) => {
      symlinkSync(join(folder, 'there.md'), join(folder, 'link.md'));
      const { code, err } = await report(folder, 'html=a/b/r.html', 'md=link.md');
      expect([code, err]).toEqual([0, 'wrote a/b/r.html\nwrote link.md\n']);
      expect(lstatSync(join(folder, 'link.md')).isSymbolicLink()).toBe(true);
      expect(readFileSync(join(folder, 'there.md'), 'utf8')).toContain('## Performance');
      expect(readdirSync(join(folder, 'a/b'))).toEqual(['r.html']);
    });
  });
});

describe('formats', () => {
  it.each([
    ['x.html', 'html=x.html'],
    ['out/report.md', 'md=out/report.md'],
    ['loadline.xml', 'junit=loadline.xml'],
    ['a.b.JSON', 'json=a.b.JSON'],
    ['htm', 'html'],
  ])('that are the name of a file are told with the format: %s', async (given, meant) => {
    await inFolder(async (folder) => {
      const { code, err } = await report(folder, given);
      expect([code, err]).toEqual([2, expect.stringContaining(`Did you mean \`${meant}\`?`)]);
    });
  });

  it('that a terminal cannot show need a file there, and go through pipes', async () => {
    await inFolder(async (folder) => {
      write(folder, sides);
      for (const argv of [
        ['report', comparison],
        ['compare', 'A.csv', 'B.csv'],
      ]) {
        const shown = await run(folder, [...argv, '--report', 'html'], { isTerminal: true });
        expect([shown.code, shown.out]).toEqual([2, '']);
        expect(shown.err).toContain('Give it a file: --report html=report.html');
        expect((await run(folder, [...argv, '--report', 'html'])).out).toMatch(/^<!doctype html>/i);
        expect((await run(folder, [...argv, '--report', 'html=-'], { isTerminal: true })).out).toMatch(/^<!doctype html>/i);
      }
      for (const format of ['terminal', 'md', 'markdown', 'json', 'csv', 'annotations', 'prometheus'])
        expect((await run(folder, ['report', comparison, '--report', format], { isTerminal: true })).code).toBe(0);
    });
  });
});

describe('one file for two things', () => {
  it.each([
    ['the same name', 'same', 'same'],
    ['two ways to it', 'same', './x/../same'],
    ['a link', 'same', 'link'],
    ['a link to a folder', 'same', 'here/same'],
  ])('is refused before anything is written: %s', async (_name, one, other) => {
    await inFolder(async (folder) => {
      write(folder, sides);
      symlinkSync('same', join(folder, 'link'));
      symlinkSync('.', join(folder, 'here'));
      const targets = ['--report', `md=${one}`, '--report', `html=${other}`];
      for (const args of [
        ['report', comparison],
        ['compare', 'A.csv', 'B.csv'],
      ]) {
        const { code, out, err } = await run(folder, [...args, ...targets]);
        expect([code, out, err]).toEqual([2, '', expect.stringContaining(`two reports for the file \`${other}\``)]);
        expect(existsSync(join(folder, 'same'))).toBe(false);
      }
    });
  });

  it('is refused of what is read', async () => {
    await inFolder(async (folder) => {
      write(folder, { ...sides, 'x.json': readFileSync(comparison, 'utf8') });
      symlinkSync('x.json', join(folder, 'link.json'));
      for (const name of ['x.json', 'link.json']) {
        const { code, err } = await run(folder, ['report', 'x.json', '--report', `csv=${name}`]);
        expect([code, err]).toEqual([2, expect.stringContaining(`a report for \`${name}\`, which is read`)]);
      }
      expect((await run(folder, ['compare', 'A.csv', 'B.csv', '--report', 'csv=B.csv'])).code).toBe(2);
      expect((await run(folder, ['check', 'A.csv', '--report', 'csv=A.csv'])).code).toBe(2);
      expect(readFileSync(join(folder, 'A.csv'), 'utf8')).toBe(sides['A.csv']);
    });
  });

  const results = () => ({ 'before_stats.csv': sides['A.csv'], 'before_failures.csv': failuresCsv, 'after_stats.csv': sides['B.csv'] });
  it.each([
    ['a prefix', ['compare', 'before', 'after', '--report', 'md=before_stats.csv'], 'before_stats.csv'],
    ['what stands beside a file', ['compare', 'before_stats.csv', 'after', '--report', 'csv=./before_failures.csv'], 'before_failures.csv'],
    ['a folder', ['compare', 'good', 'after', '--report', 'csv=good/one_stats.csv'], 'good/one_stats.csv'],
    ['a folder, by a link', ['compare', 'good', 'after', '--report', 'csv=here/good/one_stats.csv'], 'good/one_stats.csv'],
    ['a glob', ['compare', 'go*/one*', 'after', '--report', 'junit=good/one_stats.csv'], 'good/one_stats.csv'],
    ['a glob of check', ['check', 'aft*', '--baseline', 'base.json', '--report', 'csv=after_stats.csv'], 'after_stats.csv'],
    ['the reports of a configuration', ['compare', 'before', 'after', '-c', 'over.yaml'], 'before_stats.csv'],
    ['the configuration', ['compare', 'before', 'after', '-c', 'c.yaml', '--report', 'md=c.yaml'], 'c.yaml'],
    ['the one file of extract', ['extract', 'before_stats.csv', '-o', 'before_stats.csv'], 'before_stats.csv'],
    ['a prefix of extract', ['extract', 'before', '--flat', '-o', 'before_failures.csv'], 'before_failures.csv'],
    ['the run of a baseline', ['baseline', 'build', 'before', '-o', 'here/before_stats.csv'], 'before_stats.csv'],
    ['one of the runs of calibrate', ['calibrate', 'good', '-o', 'good/two_stats.csv'], 'good/two_stats.csv'],
  ])('is refused of what is read under another name: %s', async (_name, argv, kept) => {
    await inFolder(async (folder) => {
      mkdirSync(join(folder, 'good'));
      symlinkSync('.', join(folder, 'here'));
      write(folder, {
        ...results(),
        'good/one_stats.csv': sides['A.csv'],
        'good/two_stats.csv': sides['B.csv'],
        'over.yaml': 'reports: [{ format: md, to: before_stats.csv }]\n',
        'c.yaml': 'suite: mine\n',
      });
      expect((await run(folder, ['baseline', 'build', 'before', '-o', 'base.json'])).code).toBe(0);
      const before = readFileSync(join(folder, kept), 'utf8');
      const { code, out, err } = await run(folder, argv);
      expect([code, out, err]).toEqual([2, '', expect.stringMatching(/^loadline: (a report for|the output) `[^`]+`, which is read/)]);
      expect(readFileSync(join(folder, kept), 'utf8')).toBe(before);
    });
  });

  it('is taken where it stands in the same folder and is not read, again and again', async () => {
    await inFolder(async (folder) => {
      write(folder, results());
      for (const _ of [1, 2])
        expect((await run(folder, ['compare', 'before', 'after', '--report', 'html=after.html', '--report', 'json=after.json'])).code).toBe(
          0,
        );
    });
  });

  it.each(['md=./reports/r.md', 'markdown=reports/r.md', 'md=FOLDER/reports/r.md', 'md=here/reports/r.md'])(
    'is one report when flag and configuration say it in two ways: %s',
    async (target) => {
      await inFolder(async (folder) => {
        write(folder, { ...sides, 'loadline.config.yaml': 'reports: [{ format: md, to: reports/r.md }, { format: csv, to: r.csv }]\n' });
        symlinkSync('.', join(folder, 'here'));
        const flag = target.replace('FOLDER', folder);
        const { code, err } = await run(folder, ['compare', 'A.csv', 'B.csv', '--report', flag]);
        expect([code, err]).toEqual([0, `wrote ${flag.slice(flag.indexOf('=') + 1)}\nwrote r.csv\n`]);
      });
    },
  );

  it('is refused when flag and configuration give it two formats', async () => {
    await inFolder(async (folder) => {
      write(folder, { ...sides, 'loadline.config.yaml': 'reports: [{ format: md, to: r.md }]\n' });
      const { code, err } = await run(folder, ['compare', 'A.csv', 'B.csv', '--report', 'html=./r.md']);
      expect([code, err]).toEqual([2, expect.stringContaining('two reports for the file `r.md`')]);
    });
  });

  it('is taken of what is no file, and of what the configuration says too', async () => {
    await inFolder(async (folder) => {
      write(folder, { ...sides, 'loadline.config.yaml': 'reports: [{ format: md, to: r.md }]\n' });
      expect((await report(folder, 'md=/dev/null', 'html=/dev/null')).code).toBe(0);
      const { code, err } = await run(folder, ['compare', 'A.csv', 'B.csv', '--report', 'md=r.md']);
      expect([code, err]).toEqual([0, 'wrote r.md\n']);
    });
  });
});
