import { randomBytes } from 'node:crypto';
import { appendFile, mkdir, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { echo, UserError } from '@loadline/schema';

/**
 * Writes a file whole or not at all: a temporary file beside the target, then a rename. A link is followed and stays;
 * what is no regular file (a device, a pipe) is written straight. Missing folders are made.
 *
 * @returns the path as given.
 * @throws UserError when it cannot be written; the target is then as it was.
 */
export async function writeFileWhole(path: string, text: string, cwd: string): Promise<string> {
  const given = resolve(cwd, path);
  try {
    const target = await followLinks(given);
    const found = await stat(target).catch(ignoreMissing);
    if (found?.isDirectory() === true)
      throw new UserError({ code: 'output-folder', found: `the folder \`${echo(path)}\``, expected: 'a file to write to' });
    if (found !== undefined && !found.isFile()) await writeStraight(target, text);
    else await writeBeside(target, text, found?.mode);
    return path;
  } catch (error) {
    throw error instanceof UserError ? error : writeError(path, error);
  }
}

/** Adds text to the end of a file that some other program reads (a job summary, step outputs). */
export async function appendToFile(path: string, text: string): Promise<void> {
  await appendFile(path, text).catch((error: unknown) => {
    throw writeError(path, error);
  });
}

async function followLinks(path: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  return (await realpath(path).catch(ignoreMissing)) ?? path;
}

function ignoreMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
  throw error;
}

async function writeStraight(target: string, text: string): Promise<void> {
  const file = await open(target, 'w');
  try {
    await file.writeFile(text);
  } finally {
    await file.close();
  }
}

async function writeBeside(target: string, text: string, mode: number | undefined): Promise<void> {
  const temporary = join(dirname(target), `.${basename(target).slice(0, 100)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const file = await open(temporary, 'wx', mode === undefined ? 0o666 : mode & 0o777);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left on the device',
  EDQUOT: 'the disk quota is used up',
  ENOTDIR: 'a part of the path is not a folder',
  EEXIST: 'a part of the path is not a folder',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'the links lead in a circle',
};

function writeError(path: string, error: unknown): UserError {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
  return new UserError({
    code: 'output-not-written',
    found: `\`${echo(path)}\` could not be written: ${REASONS[code] ?? `the system said ${code}`}`,
    hint: 'An existing file there is as it was.',
  });
}
