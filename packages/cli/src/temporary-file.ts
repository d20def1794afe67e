import { randomBytes } from 'node:crypto';
import { rmSync, type Stats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Those that are there now, or may be. */
const present = new Set<string>();

/** A name beside a file, as nobody else has it, for a file that is gone before the program ends. */
export function nameBeside(target: string): string {
  const name = join(dirname(target), `.${basename(target).slice(0, 100)}.${randomBytes(6).toString('hex')}.tmp`);
  present.add(name);
  return name;
}

/** Removes every temporary file of this process, which is about to end. */
export function removeTemporaryFiles(): void {
  for (const name of present) removeQuietly(name);
}

/**
 * Writes a text into a temporary file beside the one that it is for.
 *
 * @param old the file that it will replace, whose owner, group and mode it gets as far as this user may give them.
 * @returns the temporary file; where it cannot be written whole there is none.
 */
export async function writeBeside(target: string, text: string, old: Stats | undefined): Promise<string> {
  const temporary = nameBeside(target);
  try {
    const file = await open(temporary, 'wx', old === undefined ? 0o666 : old.mode & 0o777);
    try {
      await file.writeFile(text);
      if (old !== undefined) await makeLike(file, old);
      await file.sync();
    } finally {
      await file.close();
    }
    return temporary;
  } catch (error) {
    removeQuietly(temporary);
    throw error;
  }
}

const KEEP = -1;

async function makeLike(file: FileHandle, { uid, gid, mode }: Stats): Promise<void> {
  const may = (change: Promise<void>): Promise<boolean> =>
    change.then(
      () => true,
      () => false,
    );
  const now = await file.stat();
  const hasGroup = now.gid === gid || (await may(file.chown(KEEP, gid)));
  if (now.uid !== uid) await may(file.chown(uid, KEEP));
  // What its group could do is not for another group; that may do what everybody may.
  const others = mode & 0o007;
  await may(file.chmod(hasGroup ? mode & 0o777 : (mode & 0o707) | (others << 3)));
}

/** Removes what only we have made; where that fails, it is not what the user asked for. */
export function removeQuietly(path: string): void {
  present.delete(path);
  try {
    rmSync(path, { force: true });
  } catch {
    // It stays, and harms nobody.
  }
}
