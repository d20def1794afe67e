// Reads one broken file after another and reports what should not have happened.
import { parentPort, workerData } from 'node:worker_threads';
import { bytesSource, readRun } from '../../packages/parsers/dist/index.js';
import { assertDocument, UserError } from '../../packages/schema/dist/index.js';
import { mutate } from './mutate.js';

const { files, seed, first, step, limit, until, shared } = workerData;
const sources = files.map(({ name, bytes }) => ({ name, bytes: Buffer.from(bytes) }));
const now = new Float64Array(shared);
const counts = { tried: 0, read: 0, refused: 0 };
for (let number = first; number < limit && Date.now() < until; number += step) {
  // What is read at this moment, and since when: the watcher sees a reader that does not come back.
  now[0] = number;
  now[1] = Date.now();
  const input = mutate(sources, seed, number);
  const problem = await tryOne(input);
  counts.tried++;
  if (problem !== undefined) parentPort.postMessage({ problem: { number, file: input.file, steps: input.steps, problem } });
  if (counts.tried % 1000 === 0) parentPort.postMessage({ counts: { ...counts }, heap: process.memoryUsage().heapUsed });
}
now[1] = 0;
parentPort.postMessage({ counts, done: true });

async function tryOne(input) {
  const begin = Date.now();
  try {
    const run = await readRun([bytesSource('input', input.bytes)], { warmupSeconds: input.bytes.length % 7 === 0 ? 1 : 0 });
    counts.read++;
    const wrong = wrongIn(run);
    if (wrong !== undefined) return wrong;
  } catch (error) {
    if (!(error instanceof UserError)) return `threw ${error?.stack ?? error}`;
    counts.refused++;
    if (error.toDiagnostic().place?.file === undefined) return `an error without a place: ${error.message}`;
  }
  const took = Date.now() - begin;
  return took > 2000 ? `took ${took} ms` : undefined;
}

/** NaN and infinities become null in JSON, which the schema refuses; counts must make sense. */
function wrongIn(run) {
  try {
    assertDocument(JSON.parse(JSON.stringify(run)));
  } catch (error) {
    return `an invalid Run: ${error.message}`;
  }
  for (const { name, requests, failures, metrics } of run.endpoints) {
    if (requests !== null && failures !== null && failures > requests && !run.diagnostics.some(({ severity }) => severity !== 'info'))
      return `${name}: ${failures} failures of ${requests} requests, and not a word`;
    const names = metrics.map((metric) => metric.name);
    if (new Set(names).size < names.length) return `${name}: a metric stands there twice`;
  }
  return undefined;
}
