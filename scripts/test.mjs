// Runs the tests of the package in the working directory and leaves the counts where scripts/task.mjs adds them up.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join, dirname } from 'node:path';

const require = createRequire(import.meta.url);
const vitest = join(dirname(require.resolve('vitest/package.json')), 'vitest.mjs');
const result = spawnSync(
  process.execPath,
  [vitest, 'run', '--config', new URL('../vitest.config.ts', import.meta.url).pathname, '--root', '.', '--reporter=dot', '--reporter=json', '--outputFile.json=test-results/results.json', ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
process.exit(result.status ?? 1);
