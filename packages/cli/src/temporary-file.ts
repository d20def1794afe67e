import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** A name beside a file, as nobody else has it. */
export function nameBeside(target: string): string {
  return join(dirname(target), `.${basename(target).slice(0, 100)}.${randomBytes(6).toString('hex')}.tmp`);
}

/**
 * Writes a text into a temporary file beside the one that it is for.
 *
 * @param mode that of the file that it will replace.
 * @returns the temporary file; where it cannot be written whole there is none.
 */
export async function writeBeside(target: string, text: string, mode: number | undefined): Promise<string> {
  const temporary = nameBeside(target);
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
    removeQuietly(temporary);
    throw error;
  }
}

/** Removes what only we have made; where that fails, it is not what the user asked for. */
export function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It stays, and harms nobody.
  }
}
