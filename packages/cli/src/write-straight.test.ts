import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { inFolder, root, statsCsv } from './testing/run.js';

const comparison = join(root, 'packages/reporter/testdata/comparisons/one-regression.json');
const environment = { ...process.env, NODE: process.execPath, MAIN: join(root, 'packages/cli/dist/main.js'), COMPARISON: comparison };
const shell = (folder: string, script: string) =>
  promisify(execFile)('bash', ['-c', script], { cwd: folder, env: environment, timeout: 20_000 });

describe.skipIf(!existsSync('/proc/self/fd'))('what the process has open (needs /proc)', () => {
  it.each([
    ['/dev/stdout', '> out.txt'],
    ['/dev/fd/1', '> out.txt'],
    ['/proc/self/fd/1', '> out.txt'],
    ['link', '> out.txt'],
    ['/dev/fd/7', '7> out.txt >&7'],
    ['/dev/stdout', '| cat > out.txt'],
  ])('is added to where it stands: %s %s', async (target, to) => {
    await inFolder(async (folder) => {
      symlinkSync('/dev/stdout', join(folder, 'link'));
      await shell(folder, `{ echo A; "$NODE" "$MAIN" report "$COMPARISON" --report badge=${target} --report csv=r.csv; echo B; } ${to}`);
      expect(readFileSync(join(folder, 'out.txt'), 'utf8')).toMatch(/^A\n\{[^]*"schemaVersion"[^]*\}\s*B\n$/);
      expect(readdirSync(folder).sort()).toEqual(['link', 'out.txt', 'r.csv']);
    });
  });

  it('takes the job summary, too', async () => {
    await inFolder(async (folder) => {
      writeFileSync(join(folder, 'A.csv'), statsCsv([{ name: '/a', p95: 100 }]));
      writeFileSync(join(folder, 'B.csv'), statsCsv([{ name: '/a', p95: 101, requests: 1001 }]));
      await shell(folder, '{ echo A; GITHUB_STEP_SUMMARY=/dev/stdout "$NODE" "$MAIN" compare A.csv B.csv -q; echo B; } > out.txt');
      expect(readFileSync(join(folder, 'out.txt'), 'utf8')).toMatch(/^A\n## Performance[^]*\npass: [^\n]*\nB\n$/);
    });
  });
});

describe.skipIf(process.platform === 'win32')('two reports to one named pipe', () => {
  it('are read one after the other', async () => {
    await inFolder(async (folder) => {
      const { stdout } = await shell(
        folder,
        'mkfifo pipe; cat pipe & "$NODE" "$MAIN" report "$COMPARISON" --report badge=pipe --report slack=pipe; wait',
      );
      expect(stdout).toContain('"schemaVersion"');
      expect(stdout).toContain('"blocks"');
    });
  });
});
