import { constants, copyFileSync, linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import process from 'node:process';
import { nameBeside, removeQuietly } from './temporary-file.js';

/** A text that waits to take the place of a file. */
export interface Waiting {
  /** As the user named it. */
  path: string;
  text: string;
  /** The file, all links followed. */
  target: string;
  /** Whether there is a file already. */
  exists: boolean;
  /** Holds the text, beside the target; undefined where none can be made there and the file itself is written. */
  temporary: string | undefined;
}

/** What came of it. */
export interface Placed {
  /** The file at which it ended; undefined when all are in place. */
  failed?: {
    path: string;
    error: unknown;
    /** Whether the old content of the file is gone. */
    isLost: boolean;
  };
  /** Paths that hold the new text: all of them, or those that could not be put back. */
  written: string[];
}

/** A file that is in place, and the two ways on. */
interface Done {
  path: string;
  /** Brings the old file back, or takes the new one away. */
  undo: () => void;
  /** Drops what was kept of the old one. */
  forget: () => void;
}

/**
 * Puts files in place, all or none: when one fails those before it are put back. Files are renamed; those that cannot be (mounted
 * by themselves, another user’s in a folder like `/tmp`) are written where they are, after all others. Nothing comes in between, no
 * signal either: no call here waits.
 */
export function putInPlace(files: readonly Waiting[]): Placed {
  const done: Done[] = [];
  const fixed: Waiting[] = [];
  for (const file of files) {
    try {
      const renamed = rename(file, files.length > 1);
      if (renamed === undefined) fixed.push(file);
      else done.push(renamed);
    } catch (error) {
      return { failed: { path: file.path, error, isLost: false }, written: undoAll(done) };
    }
  }
  for (const file of fixed) {
    const state = { isLost: false };
    try {
      done.push(overwrite(file, state));
    } catch (error) {
      return { failed: { path: file.path, error, ...state }, written: undoAll(done) };
    }
  }
  for (const { forget } of done) forget();
  return { written: files.map(({ path }) => path) };
}

/** A rename that fails so may still be a file that can be written. */
const NOT_REPLACED: ReadonlySet<string | undefined> = new Set(['EBUSY', 'EXDEV', 'EPERM', 'EACCES']);

/** @returns undefined when the file can only be written where it is. */
function rename({ path, target, exists, temporary }: Waiting, mayBeUndone: boolean): Done | undefined {
  if (temporary === undefined) return undefined;
  const kept = exists && mayBeUndone ? keep(target) : undefined;
  try {
    renameSync(temporary, target);
  } catch (error) {
    if (kept !== undefined) removeQuietly(kept);
    if (exists && NOT_REPLACED.has((error as NodeJS.ErrnoException).code)) return undefined;
    throw error;
  }
  return {
    path,
    undo: () => (kept === undefined ? rmSync(target) : renameSync(kept, target)),
    forget: () => kept !== undefined && removeQuietly(kept),
  };
}

/** A second name for a file, or a copy where there are no second names. */
function keep(target: string): string {
  const kept = nameBeside(target);
  try {
    if (staysForGood(target)) throw new Error('a second name could not be removed');
    linkSync(target, kept);
  } catch {
    copyFileSync(target, kept, constants.COPYFILE_EXCL);
  }
  return kept;
}

const STICKY = 0o1000;

/** In a folder like `/tmp` only its owner removes a name of a file. */
function staysForGood(target: string): boolean {
  const user = process.getuid?.() ?? 0;
  return user !== 0 && statSync(target).uid !== user && (statSync(dirname(target)).mode & STICKY) !== 0;
}

function overwrite({ path, text, target }: Waiting, state: { isLost: boolean }): Done {
  const old = readFileSync(target);
  const undo = () => writeFileSync(target, old);
  try {
    writeFileSync(target, text);
  } catch (error) {
    // Where it could not even be opened nothing has changed, and nothing can be written.
    state.isLost = !succeeds(() => readFileSync(target).equals(old) || undo());
    throw error;
  }
  return { path, undo, forget: () => undefined };
}

/** @returns the paths that could not be put back. */
function undoAll(done: readonly Done[]): string[] {
  return done
    .toReversed()
    .filter(({ undo }) => !succeeds(undo))
    .map(({ path }) => path);
}

function succeeds(action: () => unknown): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}
