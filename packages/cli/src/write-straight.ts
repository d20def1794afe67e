import { write } from 'node:fs';
import { lstat, open, readlink, realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { MOST_LINKS } from './real-place.js';

const STANDARD: ReadonlyMap<string, number> = new Map([
  ['/dev/stdin', 0],
  ['/dev/stdout', 1],
  ['/dev/stderr', 2],
]);

/**
 * The open file of this process that a path stands for (`/dev/stdout`, `/dev/fd/3`, a link to one), by its number. It may well lead to a
 * regular file, which others write to as well: only what is added through the number itself stands where they expect it.
 */
export async function descriptorOf(path: string, links = 0): Promise<number | undefined> {
  const standard = STANDARD.get(path);
  if (standard !== undefined) return standard;
  const folder = await realpath(dirname(path)).catch(() => undefined);
  if (folder === undefined) return undefined;
  if (folder === `/proc/${process.pid}/fd` || folder === '/dev/fd')
    return /^\d{1,9}$/.test(basename(path)) ? Number(basename(path)) : undefined;
  const place = join(folder, basename(path));
  const isLink = (await lstat(place).catch(() => undefined))?.isSymbolicLink() === true;
  return isLink && links < MOST_LINKS ? descriptorOf(resolve(folder, await readlink(place)), links + 1) : undefined;
}

/** Writes texts to a device or a pipe, which is opened once: a reader takes the first end for the end. */
export async function writeStraight(target: string | number, texts: readonly string[]): Promise<void> {
  if (typeof target === 'number') return writeAll(target, texts.join(''));
  const file = await open(target, 'w');
  try {
    for (const text of texts) await file.writeFile(text);
  } finally {
    await file.close();
  }
}

/** Milliseconds until a reader that is slow is asked again. */
const PAUSE_MS = 5;

async function writeAll(descriptor: number, text: string): Promise<void> {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray((await promisify(write)(descriptor, rest)).bytesWritten);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // A reader that goes away is no error, as on standard output.
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
      await setTimeout(PAUSE_MS);
    }
  }
}
