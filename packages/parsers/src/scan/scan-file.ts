import { createReadStream, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { ReaderInput } from '../reader.js';
import { createRecorder, type Recorder } from '../samples/recorder.js';
import { type PartResult, type PartTask, scanPart } from './scan-part.js';
import { scanStream } from './scan-stream.js';
import type { ScanFormat, ScannedState } from './scanner.js';

/** Files below this size are read where the caller runs: starting threads would take longer. */
const SMALLEST_FOR_THREADS = 32 * 1024 * 1024;

const BLOCK_BYTES = 1 << 20;

/** What is left to do before a file can be scanned. */
export interface ScanPlan<Setup> {
  format: ScanFormat<Setup>;
  setup: Setup;
  /** Bytes at the start that belong to no row: a header. Counted without byte order mark. */
  skip: number;
  /** Lines in them. */
  skipLines: number;
}

/** A file that was scanned. */
export interface ScannedFile {
  recorder: Recorder;
  /** What each part left behind, in the order of the file. */
  states: ScannedState[];
}

/**
 * Scans a file: a large regular one over several threads, each with a part that begins and ends at a row; else as it
 * streams in. The result is the same.
 */
export async function scanFile<Setup>(input: ReaderInput, plan: ScanPlan<Setup>): Promise<ScannedFile> {
  const { file, settings } = input;
  if (file === undefined || settings.threads < 2 || file.size < (settings.threadsFromBytes ?? SMALLEST_FOR_THREADS))
    return scanInOne(input, plan);
  const threaded = await scanInThreads(input, file, plan);
  if (threaded !== undefined) return threaded;
  // The parts do not join. The stream has been read for its hash by now: the file is opened once more.
  return scanInOne({ ...input, utf8: () => createReadStream(file.path, { start: file.offset, highWaterMark: BLOCK_BYTES }) }, plan);
}

async function scanInOne<Setup>(input: ReaderInput, { format, setup, skip, skipLines }: ScanPlan<Setup>): Promise<ScannedFile> {
  const recorder = createRecorder(input, format.stepMs === undefined ? {} : { stepMs: format.stepMs });
  const inner = createRecorder(input);
  const scanner = format.create(setup, inner, input.name);
  await scanStream(input, scanner, skip);
  const slots = recorder.add(inner.record(), skipLines);
  return { recorder, states: [{ state: scanner.state?.(), slots }] };
}

/** Undefined where threads cannot give what one would: the file is read again, in one. */
async function scanInThreads<Setup>(
  input: ReaderInput,
  file: NonNullable<ReaderInput['file']>,
  plan: ScanPlan<Setup>,
): Promise<ScannedFile | undefined> {
  const { settings, limits, name } = input;
  const { format, setup } = plan;
  const start = file.offset + plan.skip;
  const share = Math.ceil((file.size - start) / settings.threads);
  const tasks = Array.from({ length: settings.threads }, (_, index): PartTask => ({
    path: file.path,
    name,
    size: file.size,
    format: format.name,
    setup,
    limits,
    settings,
    range: { from: start + index * share, to: Math.min(start + (index + 1) * share, file.size) },
    isStart: index === 0,
  }));
  const [results] = await Promise.all([
    runAll(
      tasks.filter(({ range }) => range.from < range.to),
      input.onProgress,
    ),
    input.passOver(),
  ]);
  if (results === undefined || results.some((result) => result.isUnsplittable)) return undefined;
  const recorder = createRecorder(input, format.stepMs === undefined ? {} : { stepMs: format.stepMs });
  const states: ScannedState[] = [];
  let lines = plan.skipLines;
  let next = start;
  for (const result of results) {
    // A line break within quotes was taken for the end of a row: the parts do not join.
    if (result.first !== next) return undefined;
    states.push({ state: result.state, slots: recorder.add(result.record, lines) });
    lines += result.lines;
    next = result.next;
  }
  return recorder.hasFolded() ? undefined : { recorder, states };
}

async function runAll(tasks: readonly PartTask[], onProgress?: (bytes: number) => void): Promise<PartResult[] | undefined> {
  const script = new URL('./scan-worker.js', import.meta.url);
  // Run from its sources there is no script for a thread: the parts are scanned one after the other.
  if (!existsSync(fileURLToPath(script))) return tasks.map((task) => scanPart(task, onProgress));
  const workers: Worker[] = [];
  try {
    const results = await Promise.all(
      tasks.map((task) => {
        const worker = new Worker(script, {
          workerData: task,
          resourceLimits: { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 2 },
        });
        workers.push(worker);
        return resultOf(worker, onProgress);
      }),
    );
    return results.some((result) => result === undefined) ? undefined : results.filter((result) => result !== undefined);
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

async function resultOf(worker: Worker, onProgress?: (bytes: number) => void): Promise<PartResult | undefined> {
  return new Promise((resolve, reject) => {
    worker.on('message', (message: { progress?: number; result?: PartResult; failed?: boolean }) => {
      if (message.progress !== undefined) onProgress?.(message.progress);
      else resolve(message.result);
    });
    worker.on('error', reject);
    worker.on('exit', () => {
      resolve(undefined);
    });
  });
}
