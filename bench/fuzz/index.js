// Feeds the readers broken files for as long as it is told: each must give a Run or a UserError with a place, within two
// seconds, without NaN.
//
//   npm run build && node bench/fuzz [--inputs 100000 | --seconds 60] [--seed 1] [--threads 3] [--only NUMBER] [FOLDER…]
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { mutate } from './mutate.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    inputs: { type: 'string' },
    seconds: { type: 'string' },
    seed: { type: 'string', default: '1' },
    threads: { type: 'string', default: String(Math.max(1, availableParallelism() - 1)) },
    only: { type: 'string' },
    tool: { type: 'string' },
  },
});
const own = fileURLToPath(new URL('../../packages/parsers/testdata', import.meta.url));
const LARGEST = 49_152;
const SOURCE = /\.(?:md|py|mjs|js|ts|java|scala|go|rs|lua|yaml|yml|toml|sh)$|expected\.json$/;

function collect(folder) {
  return (
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !SOURCE.test(entry.name))
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
      .filter((path) => values.tool === undefined || relative(folder, path).startsWith(values.tool))
      .map((path) => ({ name: relative(folder, path), bytes: statSync(path).size === 0 ? Buffer.alloc(0) : readFileSync(path) }))
      // Of a long file its beginning: what breaks a reader is not in its length.
      .map(({ name, bytes }) => ({ name, bytes: bytes.subarray(0, LARGEST) }))
      .filter(({ bytes }) => bytes.length > 0)
  );
}

const files = (positionals.length > 0 ? positionals : [own]).flatMap(collect);
const seed = Number(values.seed);
if (values.only !== undefined) {
  const { file, steps, bytes } = mutate(files, seed, Number(values.only));
  console.error(`${file}: ${steps.join(', ')}`);
  process.stdout.write(bytes);
} else await run();

async function run() {
  const limit = values.inputs === undefined ? (values.seconds === undefined ? 100_000 : Infinity) : Number(values.inputs);
  const until = values.seconds === undefined ? Infinity : Date.now() + Number(values.seconds) * 1000;
  const threads = Number(values.threads);
  const begin = Date.now();
  const totals = { tried: 0, read: 0, refused: 0, hung: 0, heap: 0 };
  const problems = new Map();
  const note = (problem) => {
    const kind = problem.problem.replace(/\d+/g, '#').split('\n').slice(0, 3).join(' ');
    const known = problems.get(kind) ?? [];
    problems.set(kind, [...known, problem]);
    if (known.length === 0) console.log(`input ${problem.number} (${problem.file}: ${problem.steps.join(', ')}): ${problem.problem}`);
  };
  await Promise.all(Array.from({ length: threads }, (_, index) => runThread(index, threads)));
  const seconds = (Date.now() - begin) / 1000;
  console.log(
    `${totals.tried.toLocaleString('en-US')} inputs of ${files.length} files in ${seconds.toFixed(0)} s: ${totals.read.toLocaleString('en-US')} read, ${totals.refused.toLocaleString('en-US')} refused, ` +
      `${[...problems.values()].flat().length} problems of ${problems.size} kinds, ${totals.hung} hung; heap at most ${(totals.heap / 1e6).toFixed(0)} MB a thread`,
  );
  process.exitCode = problems.size > 0 ? 1 : 0;

  async function runThread(first, step) {
    for (let from = first; from !== undefined;) from = await watch(from, step);
  }

  /** Runs a thread until it is done or hangs; gives where to go on. */
  function watch(first, step) {
    return new Promise((resolve, reject) => {
      const shared = new SharedArrayBuffer(16);
      const now = new Float64Array(shared);
      const worker = new Worker(new URL('./worker.js', import.meta.url), {
        workerData: { files, seed, first, step, limit, until, shared },
      });
      let last = { tried: 0, read: 0, refused: 0 };
      const take = (counts) => {
        for (const key of ['tried', 'read', 'refused']) totals[key] += counts[key] - last[key];
        last = counts;
      };
      const timer = setInterval(() => {
        if (now[1] === 0 || Date.now() - now[1] < 10_000) return;
        clearInterval(timer);
        const { file, steps } = mutate(files, seed, now[0]);
        totals.hung++;
        note({ number: now[0], file, steps, problem: 'did not come back within 10 s' });
        void worker.terminate().then(() => resolve(now[0] + step));
      }, 500);
      worker.on('message', ({ problem, counts, heap, done }) => {
        if (problem !== undefined) note(problem);
        if (counts !== undefined) take(counts);
        totals.heap = Math.max(totals.heap, heap ?? 0);
        if (done !== true) return;
        clearInterval(timer);
        resolve(undefined);
      });
      worker.on('error', reject);
    });
  }
}
