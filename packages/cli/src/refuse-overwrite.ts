import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { echo, UserError } from '@loadline/schema';
import { realPlace } from './real-place.js';

/** A file that is to be written, as the user named it, and what an error calls it. */
export interface Output {
  to: string;
  /** `a report for`, `the output`. */
  what: string;
  code: string;
}

/**
 * Refuses to write over what is read, whatever links lead there: results cannot be made again. Devices and pipes may be both.
 *
 * @param read files that are read, as the user named them or with their whole paths; `-` is none.
 * @throws UserError for the first output that is one of them.
 */
export async function refuseOverwrite(outputs: readonly Output[], read: readonly string[], cwd: string): Promise<void> {
  const written = outputs.filter(({ to }) => to !== '-');
  if (written.length === 0) return;
  const names = [...new Set(read)].filter((name) => name !== '-');
  const places = new Set(await Promise.all(names.map((name) => placeOf(name, cwd))));
  for (const { to, what, code } of written) {
    const place = await placeOf(to, cwd);
    if (places.has(place) && (await isOfFile(place)))
      throw new UserError({
        code,
        found: `${what} \`${echo(to)}\`, which is read`,
        expected: 'a file of its own, so that nothing that was measured is lost',
      });
  }
}

/** The same for `-o`. */
export async function refuseOutput(output: string, read: readonly string[], cwd: string): Promise<void> {
  await refuseOverwrite([{ to: output, what: 'the output', code: 'usage-output' }], read, cwd);
}

/** Where a file is, whatever links lead there; what cannot be looked at is told when it is written. */
export async function placeOf(name: string, cwd: string): Promise<string> {
  const path = resolve(cwd, name);
  return realPlace(path).catch(() => path);
}

/** Whether a path is one of a file, there or not yet: several reports may go to a device or a pipe. */
export async function isOfFile(place: string): Promise<boolean> {
  const found = await stat(place).catch(() => undefined);
  return found === undefined || found.isFile();
}
