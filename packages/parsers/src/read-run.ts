import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { type Diagnostic, type Run, UserError } from '@loadline/schema';
import { assembleRun, type ReadPart, withDiagnostics } from './assemble-run.js';
import { cleanName } from './clean-name.js';
import { findReader, unknownFormat } from './detect-format.js';
import { createDiagnostics, type Diagnostics } from './input/diagnostics.js';
import { openSource, type SourceFacts } from './input/open-source.js';
import { defaultReadLimits, type ReadLimits } from './input/read-limits.js';
import type { Source } from './input/source.js';
import { readAddress, type RemoteOptions } from './read-address.js';
import type { Claim, ReadSettings } from './reader.js';

/** How a run is read. */
export interface ReadOptions {
  /** What a hostile or broken file may cost; the defaults where not given. */
  limits?: Partial<ReadLimits>;
  /** What finding the files had to say; it stands in the run's diagnostics. */
  diagnostics?: readonly Diagnostic[];
  /** Seconds to cut from the start. Only single requests can be cut; where a file holds none, it is said. */
  warmupSeconds?: number;
  /** Threads for one large file; one fewer than there are processors, at most 8, unless given. */
  threads?: number;
  /** Smallest size in bytes of a file that is read in threads; 32 MiB unless given, as below that starting them takes longer. */
  threadsFromBytes?: number;
  /** Columns of single requests that hold numbers of one's own: each becomes a custom metric, where the format has columns. */
  columns?: readonly string[];
  /** Which rows of a JMeter result count; the samples unless given. */
  jmeterRows?: ReadSettings['jmeterRows'];
  /** What reading from a time-series store takes; without it only files are read. */
  remote?: RemoteOptions;
  /** Is told now and then how far the reading of a file is. */
  onProgress?: (progress: ReadProgress) => void;
}

/** How far the reading of a file is. */
export interface ReadProgress {
  /** Name of the file, for messages. */
  name: string;
  /** Bytes of it that have been read. */
  bytes: number;
}

/** A run with what the tool printed of it itself. */
export interface ReadResult {
  /** The run. */
  run: Run;
  /** Numbers that the tool printed and that differ from those of the run, each with the reason. */
  claims: Claim[];
}

/**
 * Reads the files of one run (one file, or sibling files) into a Run. The format of each is told by its content.
 * What is wrong with parts of a file is in the run's `diagnostics`; a file that ends early gives what it holds, and
 * `run.partial` is true.
 *
 * @param sources the files of one run, from `findRuns` or given by hand.
 * @throws UserError when nothing can be read: what was found, what was expected, where.
 * @example
 * const run = await readRun([fileSource('before_stats.csv'), fileSource('before_failures.csv')]);
 */
export async function readRun(sources: readonly Source[], options: ReadOptions = {}): Promise<Run> {
  return (await readResult(sources, options)).run;
}

/**
 * The same as {@link readRun}, with what the tool itself printed where the Run says something else.
 *
 * @throws UserError when nothing can be read.
 */
export async function readResult(sources: readonly Source[], options: ReadOptions = {}): Promise<ReadResult> {
  if (sources.length === 0) throw new UserError({ code: 'no-files', found: 'no file', expected: 'at least one result file' });
  const reading = { options, limits: { ...defaultReadLimits, ...options.limits }, diagnostics: createDiagnostics() };
  const parts: ReadPart[] = [];
  const failed: UserError[] = [];
  for (const source of sources) {
    try {
      parts.push(await readSource(source, reading));
    } catch (error) {
      // One sibling that cannot be read does not take the run with it, as long as another has its numbers.
      if (!(error instanceof UserError) || sources.length === 1) throw error;
      failed.push(error);
    }
  }
  const isUsable = parts.some(({ part }) => part.state !== undefined || part.run !== undefined);
  if (!isUsable && failed[0] !== undefined) throw failed[0];
  for (const error of failed) sayLeftOut(error, reading.diagnostics);
  if ((options.warmupSeconds ?? 0) > 0 && !parts.some(({ part }) => part.warmupSeconds !== undefined))
    reading.diagnostics.add('warning', 'warmup-not-cut', 'these files hold no single requests, so that no warm-up could be cut');
  const run = withDiagnostics(assembleRun(parts, reading.diagnostics), options.diagnostics ?? []);
  return { run, claims: parts.flatMap(({ part }) => part.claims ?? []) };
}

/** What the files of a run share while they are read. */
interface Reading {
  options: ReadOptions;
  limits: ReadLimits;
  diagnostics: Diagnostics;
}

async function readSource(source: Source, { options, limits, diagnostics }: Reading): Promise<ReadPart> {
  if (source.address !== undefined) return readAddress(source.address, source.name, { remote: options.remote, limits, diagnostics });
  const progress = createProgress(source.name, options.onProgress);
  const opened = await openSource(source, limits, progress.streamed);
  try {
    const reader = findReader(opened.head);
    if (reader === undefined) throw unknownFormat(opened.head);
    const { head, text, bytes, utf8, file } = opened;
    const passOver = async () => {
      progress.toThreads();
      await opened.passOver();
    };
    const part = await reader.read({
      name: source.name,
      head,
      text,
      bytes,
      utf8,
      passOver,
      limits,
      diagnostics,
      settings: settingsOf(options),
      onProgress: progress.scanned,
      ...(file === undefined ? {} : { file }),
    });
    const facts = await opened.finish();
    sayFacts(source, facts, diagnostics);
    const name = cleanName(basename(source.name));
    return {
      reader,
      part: { ...part, partial: part.partial || facts.truncated },
      source: { name, format: reader.format, bytes: facts.bytes, sha256: facts.sha256 },
      name: source.name,
    };
  } finally {
    await opened.close();
  }
}

const MOST_THREADS = 8;

function settingsOf({ warmupSeconds = 0, jmeterRows = 'samples', columns = [], threads, threadsFromBytes }: ReadOptions): ReadSettings {
  // One processor is left to the hash of the file.
  const most = threads ?? Math.max(1, Math.min(availableParallelism() - 1, MOST_THREADS));
  return { warmupSeconds, jmeterRows, columns, threads: most, ...(threadsFromBytes === undefined ? {} : { threadsFromBytes }) };
}

interface Progress {
  streamed(bytes: number): void;
  scanned(bytes: number): void;
  toThreads(): void;
}

/** What is streamed is read as it is hashed; what threads scan is hashed sooner, and then only their word counts. */
function createProgress(name: string, onProgress: ReadOptions['onProgress']): Progress {
  let scanned = 0;
  let isThreaded = false;
  return {
    toThreads: () => (isThreaded = true),
    streamed(bytes) {
      if (!isThreaded) onProgress?.({ name, bytes });
    },
    scanned(bytes) {
      scanned += bytes;
      onProgress?.({ name, bytes: scanned });
    },
  };
}

function sayFacts(source: Source, facts: SourceFacts, diagnostics: Diagnostics): void {
  const place = { file: source.name };
  if (facts.truncated) diagnostics.add('warning', 'gzip-cut', 'the gzip data ends early; what could be decompressed was read', place);
  if (facts.encoding === 'windows-1252')
    diagnostics.add('info', 'encoding-windows-1252', 'the file is not UTF-8; it was read as windows-1252', place);
  if (facts.damaged) diagnostics.add('warning', 'encoding-damaged', 'the file holds bytes that are no UTF-8; they became �', place);
}

function sayLeftOut(error: UserError, diagnostics: Diagnostics): void {
  const { message, place } = error.toDiagnostic();
  diagnostics.add('warning', 'sibling-left-out', `a file of the run was left out: ${message}`, place);
}
