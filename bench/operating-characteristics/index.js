// How often the decision cries wolf and how small a slowdown it still sees, over thousands of simulated reports of ten
// endpoints whose truth is known; beside it what others do with the same numbers.
//
//   npm run build && node bench/operating-characteristics [--reports 4000] [--cells 5v1,5v5] [--noise 2,5,10] [--requests 5000]
//     [--seed 1] [--threads 4] [--write]
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { cellsOf, jobsOf } from './cells.mjs';
import { addTally } from './judge-reports.mjs';
import { tablesOf } from './tables.mjs';
import { writeBetweenMarkers } from './write-between-markers.mjs';

const { values } = parseArgs({
  options: {
    reports: { type: 'string', default: '4000' },
    cells: { type: 'string', default: '1v1,2v1,3v1,5v1,2v2,3v3,5v5' },
    noise: { type: 'string', default: '2,5,10' },
    requests: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '1' },
    threads: { type: 'string', default: String(availableParallelism()) },
    write: { type: 'boolean', default: false },
  },
});
const PAGE = fileURLToPath(new URL('../../docs/how-we-decide.md', import.meta.url));
const settings = { reports: Number(values.reports), requests: Number(values.requests), seed: Number(values.seed) };
const cells = cellsOf(values.cells.split(','), values.noise.split(',').map(Number));
const tallies = await judgeAll(cells, jobsOf(cells, settings), Number(values.threads));
const text = tablesOf(cells, tallies, settings);
console.log(text);
if (values.write) writeBetweenMarkers(PAGE, 'operating characteristics', text);

/** Hands the jobs out to threads; of each cell the counts by effect. */
async function judgeAll(all, jobs, threads) {
  const sums = all.map(() => new Map());
  let next = 0;
  const work = async () => {
    const worker = new Worker(new URL('worker.mjs', import.meta.url));
    const broken = new Promise((_, reject) => worker.once('error', reject));
    for (let job = jobs[next++]; job !== undefined; job = jobs[next++]) {
      const { at, effect, tally } = await Promise.race([answerOf(worker, job), broken]);
      sums[at].set(effect, addTally(sums[at].get(effect) ?? {}, tally));
      if (process.stderr.isTTY) process.stderr.write(`\r${Math.round((next / jobs.length) * 100)} %`);
    }
    await worker.terminate();
  };
  await Promise.all(Array.from({ length: threads }, work));
  return sums;
}

function answerOf(worker, job) {
  return new Promise((resolve) => {
    worker.once('message', resolve);
    worker.postMessage(job);
  });
}
