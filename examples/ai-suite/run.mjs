/**
 * One load test of the example: starts server.mjs, runs Locust against it, keeps the result files.
 *
 *   node run.mjs NAME [--profile good|slow] [--seed 1] [--users 40] [--seconds 30]
 *   node run.mjs --all          makes every run of the results folder again
 *
 * The results are results/NAME/run_*.csv and results/NAME/run.json. Locust (2.37 or later) is taken
 * from the PATH, or from the environment variable LOCUST. All traffic stays on 127.0.0.1.
 */
import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const LOCUST = process.env.LOCUST ?? 'locust';

/** The runs that are kept in the repository. */
const KEPT_RUNS = [
  ...[1, 2, 3, 4, 5].map((seed) => ({ name: `baseline-${seed}`, profile: 'good', seed })),
  { name: 'slow', profile: 'slow', seed: 6 },
  { name: 'same', profile: 'good', seed: 7 },
];

/** Starts the server on a free port; `stop` ends it and waits until it has. */
async function startServer({ profile, seed, seconds }) {
  const args = ['server.mjs', '--profile', profile, '--seed', String(seed), '--port', '0'];
  args.push('--max-seconds', String(seconds + 60));
  const server = spawn(process.execPath, args, { cwd: HERE, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => server.once('close', resolve));
  const stop = () => {
    server.kill('SIGTERM');
    return ended;
  };
  const address = await new Promise((resolve, reject) => {
    createInterface({ input: server.stdout }).on('line', (line) => {
      console.log(`server: ${line}`);
      const found = /^listening on (\S+)/.exec(line);
      if (found) resolve(found[1]);
    });
    ended.then(() => reject(new Error('the server did not start')));
  });
  return { address, stop };
}

/** Runs Locust to its end and returns its exit code; failed requests do not count as an error. */
function runLocust({ name, users, seconds, address }) {
  const args = ['-f', 'locustfile.py', '--headless', '--host', address];
  args.push('--users', String(users), '--spawn-rate', String(users));
  args.push('--run-time', `${seconds}s`, '--stop-timeout', '5', '--exit-code-on-error', '0');
  args.push('--csv', `results/${name}/run`, '--json-file', `results/${name}/run`, '--only-summary');
  console.log(`locust ${args.join(' ')}`);
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' };
  const locust = spawn(LOCUST, args, { cwd: HERE, env, stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    locust.once('error', (error) => {
      const hint = error.code === 'ENOENT' ? ' (install it, or set LOCUST to its path)' : '';
      reject(new Error(`cannot start Locust: ${error.message}${hint}`));
    });
    locust.once('close', (code) => resolve(code ?? 1));
  });
}

async function loadTest(run) {
  console.log(`\n== ${run.name}: profile ${run.profile}, seed ${run.seed}`);
  await mkdir(`${HERE}/results/${run.name}`, { recursive: true });
  const server = await startServer(run);
  try {
    const exitCode = await runLocust({ ...run, address: server.address });
    if (exitCode !== 0) throw new Error(`Locust ended with exit code ${exitCode}`);
  } finally {
    await server.stop();
  }
}

function runsFrom(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      all: { type: 'boolean', default: false },
      profile: { type: 'string', default: 'good' },
      seed: { type: 'string', default: '1' },
      users: { type: 'string', default: '40' },
      seconds: { type: 'string', default: '30' },
    },
  });
  const [users, seconds] = [Number(values.users), Number(values.seconds)];
  if (!Number.isInteger(users) || users < 1 || users > 200) {
    throw new Error('--users is a whole number from 1 to 200');
  }
  if (!Number.isInteger(seconds) || seconds < 5 || seconds > 600) {
    throw new Error('--seconds is a whole number from 5 to 600');
  }
  if (values.all) return KEPT_RUNS.map((run) => ({ ...run, users, seconds }));
  const [name] = positionals;
  if (positionals.length !== 1 || !/^[a-z0-9][a-z0-9._-]*$/i.test(name)) {
    throw new Error('give one name for the run (letters, digits, ".", "_", "-"), or --all');
  }
  return [{ name, profile: values.profile, seed: values.seed, users, seconds }];
}

try {
  for (const run of runsFrom(process.argv.slice(2))) await loadTest(run);
} catch (error) {
  console.error(`run.mjs: ${error.message}`);
  process.exitCode = 1;
}
