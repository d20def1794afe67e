// Runs the tests of the package in the working directory and leaves the counts where scripts/task.mjs adds them up.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
const config = fileURLToPath(new URL('../vitest.config.ts', import.meta.url));
const reporters = ['--reporter=dot', '--reporter=json', '--outputFile.json=test-results/results.json'];
const result = spawnSync(process.execPath, [vitest, 'run', '--config', config, '--root', '.', ...reporters, ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exit(result.status ?? 1);
