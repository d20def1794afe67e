import type { Stats } from 'node:fs';
import { access, appendFile, constants, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { echo, UserError } from '@loadline/schema';
import { putInPlace, type Waiting } from './put-in-place.js';
import { ignoreMissing, makeFolder, realPlace } from './real-place.js';
import { removeQuietly, writeBeside } from './temporary-file.js';
import { writeError } from './write-error.js';
import { descriptorOf, writeStraight } from './write-straight.js';

/** A text and the file that it is for, as the user named it. */
export interface FileText {
  path: string;
  text: string;
}

/**
 * Writes a file whole or not at all: a temporary file beside the target, then a rename. A link is followed and stays;
 * what is no regular file (a device, a pipe, what this process has open) is written straight, and a file that cannot be replaced (mounted by itself) where it
 * is. Missing folders are made.
 *
 * @returns the path as given.
 * @throws UserError when it cannot be written; it says when the target is not as it was.
 */
export async function writeFileWhole(path: string, text: string, cwd: string): Promise<string> {
  const [failed] = (await writeFilesWhole([{ path, text }], cwd)).failed;
  if (failed !== undefined) throw failed;
  return path;
}

/** What came of files that are written together. */
export interface Outcome {
  /** What could not be written, one error a file. */
  failed: UserError[];
  /** Paths that hold the new text: all, unless some failed; then devices that had theirs, and what could not be put back. */
  written: string[];
  /** Paths that are as they were because others failed. */
  left: string[];
}

/**
 * Writes files like {@link writeFileWhole}, all or none: only when each of them stands beside its target are they renamed, and when
 * a rename fails the others are put back. What is no regular file comes before, as it cannot be.
 */
export async function writeFilesWhole(files: readonly FileText[], cwd: string): Promise<Outcome> {
  const failed = new Map<string, UserError>();
  const written: string[] = [];
  const ready: Prepared[] = [];
  const fail = (path: string, error: unknown, hint?: string) => failed.set(path, writeError(path, error, hint));
  for (const file of files) {
    await prepare(file, cwd).then(
      (each) => ready.push(each),
      (error: unknown) => fail(file.path, error, AS_IT_WAS),
    );
  }
  for (const [target, group] of failed.size > 0 ? [] : byDevice(ready)) {
    const paths = group.map(({ path }) => path);
    await writeStraight(
      target,
      group.map(({ text }) => text),
    ).then(
      () => written.push(...paths),
      (error: unknown) => paths.forEach((path) => fail(path, error)),
    );
  }
  if (failed.size === 0) {
    const placed = putInPlace(ready.filter(({ device }) => device === undefined));
    written.push(...placed.written);
    if (placed.failed !== undefined) fail(placed.failed.path, placed.failed.error, placed.failed.isLost ? LOST : AS_IT_WAS);
  }
  for (const { temporary } of ready) if (temporary !== undefined) removeQuietly(temporary);
  const left = files.map(({ path }) => path).filter((path) => !failed.has(path) && !written.includes(path));
  return { failed: [...failed.values()], written, left };
}

/** Adds text to the end of a file that some other program reads (a job summary, step outputs). */
export async function appendToFile(path: string, text: string): Promise<void> {
  const descriptor = await descriptorOf(resolve(path));
  await (descriptor === undefined ? appendFile(path, text) : writeStraight(descriptor, [text])).catch((error: unknown) => {
    throw writeError(path, error);
  });
}

const AS_IT_WAS = 'An existing file there is as it was.';

const LOST = 'What the file held is lost.';

/** A file that has all but taken its place. */
interface Prepared extends Waiting {
  /** Where to write what is no regular file: nothing of it can be replaced or brought back. */
  device: string | number | undefined;
}

function byDevice(files: readonly Prepared[]): Map<string | number, Prepared[]> {
  const groups = new Map<string | number, Prepared[]>();
  for (const file of files) if (file.device !== undefined) groups.set(file.device, [...(groups.get(file.device) ?? []), file]);
  return groups;
}

async function prepare({ path, text }: FileText, cwd: string): Promise<Prepared> {
  const descriptor = await descriptorOf(resolve(cwd, path));
  if (descriptor !== undefined) return { path, text, target: path, exists: true, temporary: undefined, device: descriptor };
  const target = await realPlace(resolve(cwd, path));
  const found = await stat(target).catch(ignoreMissing);
  if (found?.isDirectory() === true)
    throw new UserError({ code: 'output-folder', found: `the folder \`${echo(path)}\``, expected: 'a file to write to' });
  const exists = found !== undefined;
  const device = exists && !found.isFile() ? target : undefined;
  if (!exists) await makeFolder(dirname(resolve(cwd, path)));
  const temporary = device === undefined ? await besideOrNone(target, text, found) : undefined;
  return { path, text, target, exists, device, temporary };
}

/** A file may be open to this user in a folder that is not. */
async function besideOrNone(target: string, text: string, old: Stats | undefined): Promise<string | undefined> {
  try {
    return await writeBeside(target, text, old);
  } catch (error) {
    const isClosed = ['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '');
    if (!isClosed || old === undefined) throw error;
    await access(target, constants.W_OK);
    return undefined;
  }
}
