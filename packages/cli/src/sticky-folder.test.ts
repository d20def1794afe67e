import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inFolder, root } from './testing/run.js';

const NOBODY = 65534;

it.skipIf(process.getuid?.() !== 0)('a file of another user in a folder like /tmp is written where it is (as root)', async () => {
  await inFolder(async (folder) => {
    chmodSync(folder, 0o755);
    const shared = join(folder, 'shared');
    mkdirSync(shared);
    chmodSync(shared, 0o1777);
    writeFileSync(join(shared, 'r.md'), 'old');
    chmodSync(join(shared, 'r.md'), 0o666);
    const comparison = join(root, 'packages/reporter/testdata/comparisons/one-regression.json');
    const main = join(root, 'packages/cli/dist/main.js');
    execFileSync(process.execPath, [main, 'report', comparison, '--report', 'md=r.md', '--report', 'csv=r.csv'], {
      cwd: shared,
      uid: NOBODY,
      gid: NOBODY,
      stdio: 'ignore',
    });
    expect(readFileSync(join(shared, 'r.md'), 'utf8')).toContain('## Performance');
    expect(readdirSync(shared).sort()).toEqual(['r.csv', 'r.md']);
  });
});
