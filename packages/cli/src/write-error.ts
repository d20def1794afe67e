import { echo, UserError } from '@loadline/schema';

/** Of a path that goes through a link to nothing, which no system call says by itself. */
export const BROKEN_LINK = 'LOADLINE_BROKEN_LINK';

const REASONS: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'this user may not write there'],
  ['EPERM', 'this user may not write there'],
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'no space is left on the device'],
  ['EDQUOT', 'the disk quota is used up'],
  ['ENOENT', 'its folder does not exist and cannot be made'],
  ['ENOTDIR', 'a part of the path is not a folder'],
  ['EEXIST', 'a part of the path is not a folder'],
  ['EISDIR', 'it is a folder'],
  ['ENXIO', 'nobody reads from it'],
  ['ENAMETOOLONG', 'the name is too long'],
  ['ELOOP', 'the links lead in a circle'],
  [BROKEN_LINK, 'a part of the path is a link to a folder that does not exist'],
]);

/** Why a file could not be written, in words. */
export function writeError(path: string, error: unknown, hint?: string): UserError {
  if (error instanceof UserError) return error;
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
  return new UserError({
    code: 'output-not-written',
    found: `\`${echo(path)}\` could not be written: ${REASONS.get(code) ?? `the system said ${code}`}`,
    ...(hint === undefined ? {} : { hint }),
  });
}
