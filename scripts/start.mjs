// The main job on real data: five good runs of Locust against one slow one, with the limits of the example.
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const reports = ['load-test-results/regression-analysis.md', 'load-test-results/comparison.json'];
const words = [
  'compare',
  'examples/ai-suite/results/baseline-*',
  'examples/ai-suite/results/slow',
  ...['--config', 'examples/ai-suite/loadline.config.yaml'],
  ...['--metric', 'mcp_server/sandbox_violations=0'],
  ...['--report', `json=${reports[1]}`],
];

for (const report of reports) rmSync(join(root, report), { force: true });
process.stdout.write(`$ npx loadline ${words.map((word) => (word.includes('*') ? `"${word}"` : word)).join(' ')}\n\n`);
const { status } = spawnSync(process.execPath, [join(root, 'packages', 'cli', 'dist', 'main.js'), ...words], {
  cwd: root,
  stdio: 'inherit',
});
// 0 and 1 are both an answer: the slow run is there to be found.
if (status !== 0 && status !== 1) process.exit(status ?? 2);

const meaning = status === 1 ? 'the slow run breaks limits, as it should; in CI this would stop the build' : 'no limit is broken';
const written = reports.filter((report) => existsSync(join(root, report)));
process.stdout.write(`
exit code ${status}: ${meaning}
reports:
${written.map((report) => `  ${report}`).join('\n')}
next: node packages/cli/dist/main.js issue load-test-results/regression-analysis.md --dry-run
`);
