import { lstat, mkdir, readlink, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { BROKEN_LINK } from './write-error.js';

/** More links than this in a row lead in a circle, as Linux has it. */
export const MOST_LINKS = 40;

/** Where a path leads when all links are followed; what does not exist yet stands in it as it was given. */
export async function realPlace(path: string, links = 0): Promise<string> {
  const real = await realpath(path).catch(ignoreMissing);
  if (real !== undefined) return real;
  // What a process has open (`/dev/stdout`) is there, by a link that names no path.
  if ((await stat(path).catch(ignoreMissing)) !== undefined) return path;
  const link = await lstat(path).catch(ignoreMissing);
  if (link?.isSymbolicLink() === true && links < MOST_LINKS) return realPlace(resolve(dirname(path), await readlink(path)), links + 1);
  const parent = dirname(path);
  return parent === path ? path : join(await realPlace(parent, links), basename(path));
}

/**
 * Makes a folder with those that it is in, one by one: where none can be made (below `/proc`), Node’s own way to make them all
 * tries for ever.
 */
export async function makeFolder(path: string): Promise<void> {
  const found = await stat(path).catch(ignoreMissing);
  if (found?.isDirectory() === true) return;
  if (found !== undefined) throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' });
  if ((await lstat(path).catch(ignoreMissing)) !== undefined) throw Object.assign(new Error('a link to nothing'), { code: BROKEN_LINK });
  if (dirname(path) !== path) await makeFolder(dirname(path));
  await mkdir(path).catch(async (error: unknown) => {
    // Another process may have made it in between.
    if ((await stat(path).catch(ignoreMissing))?.isDirectory() !== true) throw error;
  });
}

/** For `catch`: what is not there is undefined. */
export function ignoreMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
  throw error;
}
