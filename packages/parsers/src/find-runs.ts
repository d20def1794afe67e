import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { echo, UserError } from '@loadline/schema';
import { recognise } from './detect-format.js';
import { expandGlob, isGlob } from './expand-glob.js';
import { fileError, fileSource, type Source, streamSource } from './input/source.js';
import { joinOneRun } from './join-one-run.js';
import { addressSource } from './prometheus/address-source.js';
import { isPrometheusAddress } from './prometheus/parse-address.js';
import { bySiblingOrder, siblingNames, siblingPrefix } from './sibling-names.js';

/** The files of one run. */
export interface RunFiles {
  /** What it was found by, for messages. */
  name: string;
  /** The files, for `readRun`. */
  sources: Source[];
}

/** What was found, with what was passed over. */
export interface FoundRuns {
  /** The runs, in the order of the inputs; those of a folder or glob by name. */
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
  /** All inputs are of one run: what repeats or adds to the file that tells the most is read with it. */
  oneRun?: boolean;
}

/** A file or folder, with the name that it has in messages. */
interface Found {
  path: string;
  name: string;
}

/** A run that is the same for whatever names its files. */
interface KeyedRun extends RunFiles {
  key: string;
}

interface Group {
  runs: KeyedRun[];
  skipped: string[];
}

/** How many folders deep results are looked for: links may lead in a circle. */
const MAX_DEPTH = 3;

/**
 * The runs behind what a person typed: a file (with its siblings), a prefix, a folder or a quoted glob of which every
 * file, sibling set or folder is a run, the address of a time-series store, `-` for standard input. Names group, content
 * decides: of what stands beside a file only what the same load generator wrote belongs to it.
 *
 * @throws UserError when something does not exist or holds no result file.
 * @example
 * const { runs } = await findRuns(['before'], { cwd: process.cwd() });
 * // before_stats.csv, before_failures.csv, before.json … as one run
 */
export async function findRuns(inputs: readonly string[], options: FindOptions): Promise<FoundRuns> {
  const runs = new Map<string, RunFiles>();
  const skipped: string[] = [];
  for (const input of inputs) {
    const found = await findOne(input, options);
    skipped.push(...found.skipped);
    for (const { key, name, sources } of found.runs) {
      if (key === STDIN && runs.has(STDIN))
        throw new UserError({
          code: 'stdin-twice',
          found: '`-` more than once',
          expected: 'standard input once: it can be read only once',
        });
      // Two siblings that are both named are one run.
      if (!runs.has(key)) runs.set(key, { name, sources });
    }
  }
  const all = [...runs.values()];
  const isOne = options.oneRun === true && all.length === inputs.length;
  return { runs: isOne ? await joinOneRun(all) : all, skipped };
}

const STDIN = '-';

async function findOne(input: string, options: FindOptions): Promise<Group> {
  if (input === STDIN) return { runs: [readStdin(options)], skipped: [] };
  if (isPrometheusAddress(input)) return { runs: [readStore(input)], skipped: [] };
  const path = resolve(options.cwd, input);
  const entry = await stat(path).catch((error: unknown) => absentOr(error, input));
  if (entry?.isDirectory() === true) return requireSome(input, await groupFiles(await listFolder({ path, name: input })));
  if (entry !== undefined) return { runs: [await withSiblings({ path, name: input })], skipped: [] };
  const siblings = await ofTool(await existing(siblingNames(path, input)));
  if (siblings[0] !== undefined) return { runs: [toRun(input, path, siblings)], skipped: [] };
  if (isGlob(input)) return requireSome(input, await groupFiles(await expandGlob(input, options.cwd)));
  throw await missing(input, path);
}

/** What is not there, with the prefix that was meant where there are files of it: `before` for `before.csv`. */
async function missing(input: string, path: string): Promise<UserError> {
  const ending = /[^\\/](\.[^.\\/]{1,10})$/.exec(input)?.[1] ?? '';
  const prefix = ending === '' ? '' : input.slice(0, -ending.length);
  const [first] = prefix === '' ? [] : await ofTool(await existing(siblingNames(path.slice(0, -ending.length), prefix)));
  return new UserError({
    code: 'input-unreadable',
    found: `\`${echo(input)}\`, which does not exist`,
    expected: 'a result file, a folder of them, a quoted glob, or the prefix X of X_stats.csv',
    ...(first === undefined ? {} : { hint: `Did you mean \`${echo(prefix)}\`, of which there is ${echo(basename(first.name))}?` }),
  });
}

/** Nothing for what is not there; a folder that may not be entered is an error of its own. */
function absentOr(error: unknown, name: string): undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EACCES' || code === 'EPERM') throw fileError(error, name);
  return undefined;
}

function readStdin(options: FindOptions): KeyedRun {
  if (options.stdin === undefined)
    throw new UserError({ code: 'input-unreadable', found: '`-` without a standard input', expected: 'a file' });
  return { name: STDIN, key: STDIN, sources: [streamSource('standard input', options.stdin)] };
}

/** The same store in another window is another run. */
function readStore(address: string): KeyedRun {
  const source = addressSource(address);
  return { name: source.name, key: address, sources: [source] };
}

function requireSome(input: string, found: Group): Group {
  if (found.runs.length > 0) return found;
  const some = found.skipped.slice(0, 3).map((file) => echo(basename(file), 60));
  const looked =
    some.length === 0
      ? 'nothing'
      : `${found.skipped.length} ${found.skipped.length === 1 ? 'file' : 'files'} (${some.join(', ')}${found.skipped.length > 3 ? ', …' : ''})`;
  throw new UserError({
    code: 'no-results',
    found: `${looked} in \`${echo(input)}\`, and no result file among it`,
    expected: 'at least one result file of a load generator',
  });
}

function toRun(name: string, key: string, files: readonly Found[]): KeyedRun {
  return { name, key, sources: files.map((file) => fileSource(file.path, file.name)) };
}

async function listFolder(folder: Found): Promise<Found[]> {
  try {
    const names = await readdir(folder.path);
    return names
      .filter((name) => !name.startsWith('.'))
      .sort()
      .map((name) => ({ path: join(folder.path, name), name: join(folder.name, name) }));
  } catch (error) {
    throw fileError(error, folder.name);
  }
}

/** Those of some files that are there. */
async function existing(files: readonly Found[]): Promise<Found[]> {
  const there = await Promise.all(
    files.map((file) =>
      stat(file.path).then(
        (entry) => entry.isFile(),
        () => false,
      ),
    ),
  );
  return files.filter((_, index) => there[index] === true);
}

/** Those of some files that one load generator wrote: the wanted one, or the first that writes several files for a run. */
async function ofTool(files: readonly Found[], wanted?: string): Promise<Found[]> {
  const recognised = await Promise.all(files.map((file) => recognise(fileSource(file.path, file.name))));
  const tools = recognised.map((each) => each?.tool).filter((tool) => tool !== undefined);
  const tool = wanted ?? tools.find((each) => SIBLING_TOOLS.has(each)) ?? tools[0];
  const fitting = files.filter((_, index) => tool !== undefined && recognised[index]?.tool === tool);
  // Where one name stands for several files of another tool, there is no telling which one was meant.
  return tool !== undefined && SIBLING_TOOLS.has(tool) ? fitting : fitting.slice(0, 1);
}

/** Tools that write more than one file for a run. */
const SIBLING_TOOLS: ReadonlySet<string> = new Set(['locust']);

/** A file with those that were written beside it; alone where there are none. */
async function withSiblings(file: Found): Promise<KeyedRun> {
  const prefix = siblingPrefix(file);
  const tool = prefix === undefined ? undefined : (await recognise(fileSource(file.path, file.name)))?.tool;
  if (prefix === undefined || tool === undefined || !SIBLING_TOOLS.has(tool)) return toRun(file.name, file.path, [file]);
  return toRun(file.name, prefix.path, await ofTool(await existing(siblingNames(prefix.path, prefix.name)), tool));
}

/** Files that belong to one run. */
interface FileGroup {
  key: string;
  name: string;
  files: Found[];
  /** None of them is a run by itself. */
  addsOnly: boolean;
  /** The load generator that wrote them. */
  tool: string;
  /** How much the most telling of them tells. */
  detail: number;
}

/** Files by the run they belong to; what is no result file is passed over. A folder among them is one more run, or several. */
async function groupFiles(files: readonly Found[]): Promise<Group> {
  const skipped: string[] = [];
  const groups = await collectGroups(files, 0, skipped);
  const taken = takenGroups(groups);
  const added = new Set(taken.flatMap((group) => addedTo(group, taken, groups)));
  for (const file of groups.flatMap((group) => (taken.includes(group) ? [] : group.files))) if (!added.has(file)) skipped.push(file.name);
  const runs = taken.map((group) => toRun(group.name, group.key, [...group.files.sort(bySiblingOrder), ...addedTo(group, taken, groups)]));
  return { runs: runs.sort((a, b) => (a.key < b.key ? -1 : 1)), skipped };
}

async function collectGroups(files: readonly Found[], depth: number, skipped: string[]): Promise<FileGroup[]> {
  const groups = new Map<string, FileGroup>();
  const inner: FileGroup[] = [];
  for (const file of files) {
    const entry = await stat(file.path).catch(() => undefined);
    if (entry?.isDirectory() === true) {
      if (depth >= MAX_DEPTH) skipped.push(file.name);
      else inner.push(...(await collectGroups(await listFolder(file), depth + 1, skipped)));
    } else if (entry?.isFile() !== true || !(await addToGroup(groups, file))) {
      skipped.push(file.name);
    }
  }
  return [...groups.values(), ...inner];
}

/**
 * The groups that are runs. Failures without their statistics are passed over beside real runs; alone they are shown to
 * the reader, who says what is needed. What a tool summed up is passed over where its single requests lie in the same
 * folder or around it, and so is a report beside the results that it was made of: it would be the same run once more.
 */
function takenGroups(groups: readonly FileGroup[]): FileGroup[] {
  const whole = groups.filter((group) => !group.addsOnly);
  if (whole.length === 0) return [...groups];
  return whole.filter(
    (group) => !whole.some((other) => other.tool === group.tool && other.detail > group.detail && liesAround(other, group)),
  );
}

/**
 * Files that only add to a run of sums, where that is the only one in their folder: Locust's are told by their names, and
 * single requests lack nothing.
 */
function addedTo(run: FileGroup, taken: readonly FileGroup[], groups: readonly FileGroup[]): Found[] {
  const folderOf = ({ files }: FileGroup) => dirname(files[0]?.path ?? '');
  const isBeside = (other: FileGroup) => other.tool === run.tool && folderOf(other) === folderOf(run);
  if (SIBLING_TOOLS.has(run.tool) || run.addsOnly || run.detail > 1 || taken.filter(isBeside).length > 1) return [];
  return groups.filter((group) => group.addsOnly && isBeside(group)).flatMap((group) => group.files);
}

/** Whether a file lies in the folder of another, or in one of those around it. */
function liesAround(outer: FileGroup, inner: FileGroup): boolean {
  const [outside = '', inside = ''] = [outer, inner].map(({ files }) => dirname(files[0]?.path ?? ''));
  return inside === outside || inside.startsWith(`${outside}${sep}`);
}

/** Adds a file to the run that it belongs to; false when it is no result file. */
async function addToGroup(groups: Map<string, FileGroup>, file: Found): Promise<boolean> {
  const recognised = await recognise(fileSource(file.path, file.name));
  if (recognised === undefined) return false;
  const prefix = SIBLING_TOOLS.has(recognised.tool) ? siblingPrefix(file) : undefined;
  const key = prefix?.path ?? file.path;
  const group = groups.get(key) ?? { key, name: prefix?.name ?? file.name, files: [], addsOnly: true, tool: recognised.tool, detail: 0 };
  groups.set(key, {
    ...group,
    files: [...group.files, file],
    addsOnly: group.addsOnly && recognised.addsOnly,
    detail: Math.max(group.detail, recognised.detail),
  });
  return true;
}
