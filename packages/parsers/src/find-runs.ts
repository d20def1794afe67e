import { readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { echo, UserError } from '@loadline/schema';
import { findReader } from './detect-format.js';
import { candidateOf } from './draft.js';
import { expandGlob, isGlob } from './expand-glob.js';
import { fileSource, loadSource, type Source, streamSource } from './source.js';

/** The files of one run. */
export interface RunFiles {
  /** What it was found by, for messages. */
  name: string;
  sources: Source[];
}

/** What was found, with what was passed over. */
export interface FoundRuns {
  runs: RunFiles[];
  /** Files of a folder or glob that are no result files. */
  skipped: string[];
}

/** Where to look. */
export interface FindOptions {
  /** Folder that relative paths are taken from. */
  cwd: string;
  /** What `-` stands for. */
  stdin?: AsyncIterable<Uint8Array | string>;
}

/** The endings that a load generator gives to the files of one run. */
const SIBLINGS = ['_stats.csv', '_stats_history.csv', '_failures.csv', '_exceptions.csv', '_requests.csv', '_distribution.csv', '.json'];

/** How many folders deep results are looked for. */
const MAX_DEPTH = 3;

/**
 * The runs behind what a person typed: a file (with its siblings), a prefix, a folder or a quoted glob whose every file,
 * sibling set or folder of them is a run, `-` for standard input.
 *
 * @throws UserError when something does not exist or holds no result file.
 */
export async function findRuns(inputs: readonly string[], options: FindOptions): Promise<FoundRuns> {
  const runs = new Map<string, RunFiles>();
  const skipped: string[] = [];
  for (const input of inputs) {
    const found = await findOne(input, options);
    skipped.push(...found.skipped);
    // Two siblings that are both named are one run.
    for (const run of found.runs) runs.set(run.sources.map((source) => source.name).sort().join('\n') + run.key, run);
  }
  return { runs: [...runs.values()].map(({ name, sources }) => ({ name, sources })), skipped };
}

interface KeyedRun extends RunFiles {
  /** The same for whatever names the same files. */
  key: string;
}

async function findOne(input: string, options: FindOptions): Promise<{ runs: KeyedRun[]; skipped: string[] }> {
  if (input === '-') {
    if (options.stdin === undefined) throw new UserError({ code: 'input-unreadable', found: '`-` without a standard input', expected: 'a file' });
    return { runs: [{ name: '-', key: '-', sources: [streamSource('standard input', options.stdin)] }], skipped: [] };
  }
  const path = resolve(options.cwd, input);
  const entry = await stat(path).catch(() => undefined);
  if (entry?.isDirectory() === true) return requireSome(input, await groupFiles(await listFolder(path)));
  if (entry !== undefined) return { runs: [await withSiblings(path, input)], skipped: [] };
  const prefixed = await locustOnly(await siblingsOf(path));
  if (prefixed.length > 0) return { runs: [toRun(input, path, prefixed)], skipped: [] };
  if (isGlob(input)) return requireSome(input, await groupFiles(await expandGlob(input, options.cwd)));
  throw new UserError({ code: 'input-unreadable', found: `\`${echo(input)}\`, which does not exist`, expected: 'a result file, a folder, a quoted glob, or the prefix X of X_stats.csv' });
}

function requireSome<Found extends { runs: KeyedRun[]; skipped: string[] }>(input: string, found: Found): Found {
  if (found.runs.length > 0) return found;
  const looked = found.skipped.length === 0 ? 'nothing' : `${found.skipped.length} files (${found.skipped.slice(0, 3).map((file) => echo(basename(file), 60)).join(', ')}${found.skipped.length > 3 ? ', …' : ''})`;
  throw new UserError({ code: 'no-data', found: `${looked} in \`${echo(input)}\`, and no result file among it`, expected: 'at least one result file', hint: 'For results in sub-folders use a quoted glob, such as "results/*/run_stats.csv".' });
}

function toRun(name: string, key: string, files: readonly string[]): KeyedRun {
  return { name, key, sources: files.map((file) => fileSource(file)) };
}

async function listFolder(path: string): Promise<string[]> {
  const names = await readdir(path).catch(() => {
    throw new UserError({ code: 'input-unreadable', found: `the folder \`${echo(basename(path))}\`, which this user may not read`, expected: 'a folder of result files' });
  });
  return names.filter((name) => !name.startsWith('.')).sort().map((name) => join(path, name));
}

/** A path without the ending that marks a sibling; undefined when it has none. */
function prefixOf(path: string): string | undefined {
  const ending = SIBLINGS.find((suffix) => path.endsWith(suffix) && basename(path).length > suffix.length);
  return ending === undefined ? undefined : path.slice(0, -ending.length);
}

async function siblingsOf(prefix: string): Promise<string[]> {
  const files = SIBLINGS.map((ending) => `${prefix}${ending}`);
  const found = await Promise.all(files.map((file) => stat(file).then((entry) => entry.isFile(), () => false)));
  return files.filter((_, index) => found[index] === true);
}

/** A file with those that Locust wrote beside it; alone where there are none. */
async function withSiblings(path: string, name: string): Promise<KeyedRun> {
  const prefix = prefixOf(path);
  const siblings = prefix === undefined ? [] : await siblingsOf(prefix);
  if (prefix === undefined || !siblings.some((file) => file.endsWith('.csv'))) return toRun(name, path, [path]);
  const own = await locustOnly(siblings);
  return own.includes(path) ? toRun(name, prefix, own) : toRun(name, path, [path]);
}

/** Names group, content decides: of what stands beside a file only what is of the same tool belongs to it. */
async function locustOnly(files: readonly string[]): Promise<string[]> {
  const tools = await Promise.all(files.map(toolOf));
  return files.filter((_, index) => tools[index] === 'locust');
}

async function toolOf(file: string): Promise<string | undefined> {
  try {
    return findReader(candidateOf(await loadSource(fileSource(file))))?.tool;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** Files by the run they belong to; what is no result file is passed over. A folder among them is one more run or several. */
async function groupFiles(paths: readonly string[], depth = 0): Promise<{ runs: KeyedRun[]; skipped: string[] }> {
  const groups = new Map<string, string[]>();
  const skipped: string[] = [];
  const inner: KeyedRun[] = [];
  for (const path of paths) {
    const entry = await stat(path).catch(() => undefined);
    if (entry?.isDirectory() === true) {
      // Links may lead in a circle, and results do not lie deeper.
      const files = depth >= MAX_DEPTH ? { runs: [], skipped: [path] } : await groupFiles(await listFolder(path), depth + 1);
      inner.push(...files.runs);
      skipped.push(...files.skipped);
    } else if (entry?.isFile() === true) {
      const key = prefixOf(path) ?? path;
      if ((await toolOf(path)) === undefined) skipped.push(path);
      else groups.set(key, [...(groups.get(key) ?? []), path]);
    }
  }
  const runs = [...groups].map(([key, files]) => toRun(basename(key), key, files));
  return { runs: [...runs, ...inner].sort((a, b) => (a.key < b.key ? -1 : 1)), skipped };
}
