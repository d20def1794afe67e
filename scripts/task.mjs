// What `npm start`, `npm test` and `npm run …` do on a machine with only Node and npm: install with the pinned pnpm when
// something changed, then let turbo do what is not done yet.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { countResults, formatCounts } from './counts.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const modules = join(root, 'node_modules');
const packageFolders = readdirSync(join(root, 'packages'))
  .map((name) => join(root, 'packages', name))
  .filter((folder) => existsSync(join(folder, 'package.json')));

function fail(message, code = 1) {
  process.stderr.write(`${message}\n`);
  process.exit(code);
}

/** Runs a program in the root and returns its exit code; with `quiet` its output is shown only when it fails. */
function run(command, args, { quiet = false, env = {}, shell = false } = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    // turbo looks for pnpm on the PATH, and takes absolute entries only.
    env: {
      ...process.env,
      PATH: `${join(modules, '.bin')}${delimiter}${process.env.PATH ?? ''}`,
      TURBO_TELEMETRY_DISABLED: '1',
      DO_NOT_TRACK: '1',
      ...(process.stdout.isTTY || process.env.FORCE_COLOR ? {} : { NO_COLOR: '1' }),
      ...env,
    },
    shell,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (result.error) fail(`${command} could not be started: ${result.error.message}`);
  if (quiet && result.status !== 0) process.stderr.write(`${result.stdout}${result.stderr}`);
  return result.status ?? 1;
}

/** Runs the JavaScript behind a command of an installed package: no shell and no `.cmd` file in between. */
const runTool = (script, args, options) => run(process.execPath, [join(modules, ...script.split('/')), ...args], options);

/** Hash of everything that decides what is installed. */
function installHash() {
  const hash = createHash('sha256').update(process.version);
  const files = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml'].map((name) => join(root, name));
  for (const file of [...files, ...packageFolders.map((folder) => join(folder, 'package.json'))]) {
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function install() {
  const state = join(modules, '.loadline-install');
  const wanted = installHash();
  if (existsSync(state) && readFileSync(state, 'utf8') === wanted) return;
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  process.stderr.write(`Installing with ${packageManager} …\n`);
  const onWindows = process.platform === 'win32';
  const status = run('npx', ['--yes', packageManager, 'install', '--frozen-lockfile'], {
    quiet: true,
    env: { CI: 'true' },
    shell: onWindows,
  });
  if (status !== 0) fail('The packages could not be installed: see above. Without a lock file that fits: npx pnpm install', status);
  mkdirSync(modules, { recursive: true });
  writeFileSync(state, wanted);
}

const turbo = (tasks, options) =>
  runTool('turbo/bin/turbo', ['run', ...tasks, '--output-logs=errors-only', '--log-order=grouped', '--no-update-notifier'], options);

function build() {
  process.stderr.write('Building …\n');
  return turbo(['build'], { quiet: true });
}

function test() {
  const resultFolders = [...packageFolders, join(root, 'tests'), join(root, 'tests', 'packed')].map((folder) =>
    join(folder, 'test-results'),
  );
  // What an earlier run left must not be counted; turbo restores the results of what it does not run again.
  for (const folder of resultFolders) rmSync(folder, { recursive: true, force: true });
  const status = turbo(['build', 'typecheck', 'test', '//#typecheck:house', '//#test:house', '//#test:packed', '--continue']);
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const folder of resultFolders) {
    const counts = countResults(join(folder, 'results.json'));
    if (counts.problem) process.stderr.write(`${counts.problem}\n`);
    for (const key of Object.keys(total)) total[key] += counts[key];
  }
  if (status !== 0 && total.failed === 0) {
    process.stderr.write('A build or a type check failed: see above.\n');
    total.failed = 1;
  }
  process.stdout.write(`${formatCounts(total)}\n`);
  return total.failed > 0 ? 1 : 0;
}

function lint() {
  const eslint = runTool('eslint/bin/eslint.js', ['.', '--max-warnings=0']);
  const prettier = runTool('prettier/bin/prettier.cjs', ['--check', '--log-level=warn', '.']);
  return eslint || prettier;
}

function start() {
  return build() || run(process.execPath, [join(root, 'scripts', 'start.mjs')]);
}

function release() {
  return build() || runTool('@changesets/cli/bin.js', ['publish']);
}

const tasks = {
  start,
  test,
  build,
  lint,
  generate: () => run(process.execPath, [join(root, 'packages', 'schema', 'scripts', 'generate.mjs')]),
  'check-packages': () => turbo(['//#test:packed']),
  release,
};

const task = process.argv[2] ?? '';
if (!Object.hasOwn(tasks, task)) fail(`Unknown task "${task}"; there are: ${Object.keys(tasks).join(', ')}.`, 2);
install();
process.exitCode = tasks[task]();
