import { execFileSync, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { inFolder, root, statsCsv } from './testing/run.js';

const main = join(root, 'packages/cli/dist/main.js');

/** More than a pipe holds. */
const writeSides = (folder: string, factor: number) => {
  const rows = Array.from({ length: 600 }, (_, index) => ({ name: `/an-endpoint-with-a-long-name/${index}`, p95: 100 }));
  writeFileSync(join(folder, 'A.csv'), statsCsv(rows));
  writeFileSync(join(folder, 'B.csv'), statsCsv(rows.map((row) => ({ ...row, p95: row.p95 * factor, requests: 1001 }))));
};

interface Ended {
  code: number | null;
  signal: string | null;
  err: string;
}

/** Runs the command with a reader of standard output that has gone, or with standard output as given. */
function runWith(folder: string, args: readonly string[], out: 'gone' | number): Promise<Ended> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [main, ...args], {
      cwd: folder,
      env: {},
      stdio: ['ignore', out === 'gone' ? 'pipe' : out, 'pipe'],
    });
    if (out === 'gone') child.stdout?.destroy();
    let err = '';
    child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.on('close', (code, signal) => done({ code, signal, err }));
  });
}

describe('loadline, where the reader of standard output goes away', () => {
  it.each([
    ['the page', ['--all'], 2, 1],
    ['a report', ['--report', 'html=-'], 2, 1],
    ['the page', ['--all'], 1, 0],
  ])('ends with its own exit code and all files: %s', async (_name, flags, factor, code) => {
    await inFolder(async (folder) => {
      writeSides(folder, factor);
      const files = ['--report', 'md=r.md', '--report', 'junit=r.xml'];
      const ended = await runWith(folder, ['compare', 'A.csv', 'B.csv', ...flags, ...files], 'gone');
      expect([ended.code, ended.err]).toEqual([code, expect.stringMatching(/^wrote r\.md\nwrote r\.xml\n/)]);
      expect(readFileSync(join(folder, 'r.md'), 'utf8')).toContain('## Performance');
      expect(readFileSync(join(folder, 'r.xml'), 'utf8')).toMatch(/<\/testsuites>\s*$/);
    });
  });
});

describe.skipIf(!existsSync('/dev/full'))('loadline, where standard output is full (needs /dev/full)', () => {
  it.each([
    ['was judged fine', 1, 3],
    ['was judged worse', 2, 1],
  ])('says so once, and that it is not delivered: %s', async (_name, factor, code) => {
    await inFolder(async (folder) => {
      writeSides(folder, factor);
      const full = openSync('/dev/full', 'w');
      const ended = await runWith(folder, ['compare', 'A.csv', 'B.csv', '--report', 'csv=r.csv'], full);
      closeSync(full);
      const said = ended.err.split('\n').filter((line) => line.startsWith('loadline:'));
      expect([ended.code, said]).toEqual([code, ['loadline: `standard output` could not be written: no space is left on the device']]);
      expect(existsSync(join(folder, 'r.csv'))).toBe(true);
    });
  });
});

describe.skipIf(process.platform === 'win32')('loadline, ended by a signal while it writes', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('leaves nothing behind: %s', async (signal) => {
    await inFolder(async (folder) => {
      writeSides(folder, 1);
      // Nobody reads from it, so that the command waits there with a temporary file beside `r.md`.
      execFileSync('mkfifo', [join(folder, 'pipe')]);
      writeFileSync(join(folder, 'r.md'), 'old');
      const before = readdirSync(folder);
      const args = [main, 'compare', 'A.csv', 'B.csv', '--report', 'md=r.md', '--report', 'csv=pipe'];
      const child = spawn(process.execPath, args, { cwd: folder, env: {}, stdio: 'ignore' });
      const ended = new Promise((done) => child.on('close', (_code, by) => done(by)));
      await vi.waitFor(() => expect(readdirSync(folder).some((name) => name.endsWith('.tmp'))).toBe(true), { timeout: 15_000 });
      child.kill(signal);
      expect(await ended).toBe(signal);
      expect(readdirSync(folder)).toEqual(before);
      expect(readFileSync(join(folder, 'r.md'), 'utf8')).toBe('old');
    });
  });
});
