import { randomBytes } from 'node:crypto';
import { appendFile, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { echo, UserError } from '@loadline/schema';
import { ignoreMissing, makeFolder, realPlace } from './real-place.js';
import { writeError } from './write-error.js';

/** A text and the file that it is for, as the user named it. */
export interface FileText {
  path: string;
  text: string;
}

/**
 * Writes a file whole or not at all: a temporary file beside the target, then a rename. A link is followed and stays;
 * what is no regular file (a device, a pipe) is written straight. Missing folders are made.
 *
 * @returns the path as given.
 * @throws UserError when it cannot be written; the target is then as it was.
 */
export async function writeFileWhole(path: string, text: string, cwd: string): Promise<string> {
  const [failed] = await writeFilesWhole([{ path, text }], cwd);
  if (failed !== undefined) throw failed;
  return path;
}

/**
 * Writes files like {@link writeFileWhole}, all or none: only when each of them stands beside its target are they renamed.
 *
 * @returns what could not be written, one error a file. Unless it is empty, every regular file is as it was.
 */
export async function writeFilesWhole(files: readonly FileText[], cwd: string): Promise<UserError[]> {
  const failed: UserError[] = [];
  const ready: Prepared[] = [];
  for (const file of files) {
    try {
      ready.push(await prepare(file, cwd));
    } catch (error) {
      failed.push(writeError(file.path, error, AS_IT_WAS));
    }
  }
  if (failed.length === 0) await finishAll(ready.filter(isStraight), failed);
  if (failed.length === 0)
    await finishAll(
      ready.filter((each) => !isStraight(each)),
      failed,
    );
  for (const { temporary } of ready) if (temporary !== undefined) await rm(temporary, { force: true });
  return failed;
}

/** Adds text to the end of a file that some other program reads (a job summary, step outputs). */
export async function appendToFile(path: string, text: string): Promise<void> {
  await appendFile(path, text).catch((error: unknown) => {
    throw writeError(path, error);
  });
}

const AS_IT_WAS = 'An existing file there is as it was.';

/** A file that has all but taken its place. */
interface Prepared extends FileText {
  target: string;
  /** Beside the target; undefined of what is no regular file. */
  temporary?: string;
}

const isStraight = ({ temporary }: Prepared): boolean => temporary === undefined;

async function prepare({ path, text }: FileText, cwd: string): Promise<Prepared> {
  const target = await realPlace(resolve(cwd, path));
  const found = await stat(target).catch(ignoreMissing);
  if (found?.isDirectory() === true)
    throw new UserError({ code: 'output-folder', found: `the folder \`${echo(path)}\``, expected: 'a file to write to' });
  if (found !== undefined && !found.isFile()) return { path, text, target };
  if (found === undefined) await makeFolder(dirname(resolve(cwd, path)));
  return { path, text, target, temporary: await writeBeside(target, text, found?.mode) };
}

async function finishAll(files: readonly Prepared[], failed: UserError[]): Promise<void> {
  for (const { path, text, target, temporary } of files) {
    try {
      await (temporary === undefined ? writeStraight(target, text) : rename(temporary, target));
    } catch (error) {
      failed.push(writeError(path, error, temporary === undefined ? undefined : AS_IT_WAS));
    }
  }
}

async function writeStraight(target: string, text: string): Promise<void> {
  const file = await open(target, 'w');
  try {
    await file.writeFile(text);
  } finally {
    await file.close();
  }
}

/** @returns the temporary file. */
async function writeBeside(target: string, text: string, mode: number | undefined): Promise<string> {
  const temporary = join(dirname(target), `.${basename(target).slice(0, 100)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const file = await open(temporary, 'wx', mode === undefined ? 0o666 : mode & 0o777);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    return temporary;
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
