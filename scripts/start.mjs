// The main job on real data: five good runs of Locust against one slow one, with the limits of the example.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const words = ['compare', 'examples/ai-suite/results/baseline-*', 'examples/ai-suite/results/slow', '--config', 'examples/ai-suite/loadline.config.yaml', '--metric', 'mcp_server/sandbox_violations=0', '--report', 'json=load-test-results/comparison.json'];
const shown = words.map((word) => (/[*]/.test(word) ? `"${word}"` : word)).join(' ');

process.stdout.write(`$ npx loadline ${shown}\n\n`);
const result = spawnSync(process.execPath, [`${root}/packages/cli/dist/main.js`, ...words], { cwd: root, stdio: 'inherit' });
if (result.status !== 0 && result.status !== 1) process.exit(result.status ?? 2);
process.stdout.write(`\nexit code ${result.status}: ${result.status === 1 ? 'the slow run breaks limits, as it should; in CI this would stop the build' : 'no limit is broken'}\nreports:\n  load-test-results/regression-analysis.md\n  load-test-results/comparison.json\nnext: node packages/cli/dist/main.js issue load-test-results/regression-analysis.md --dry-run\n`);
