import type { Readable } from 'node:stream';

/** Everything a command takes from outside, so that it can be run in a test as it runs in a shell. */
export interface Context {
  /** Folder that relative paths are taken from. */
  cwd: string;
  /** Environment variables. */
  env: Readonly<Record<string, string | undefined>>;
  /** Standard input. */
  stdin: Readable;
  /** Results go here. */
  writeOut(text: string): void;
  /** Everything else goes here. */
  writeErr(text: string): void;
  /** The present. */
  now(): Date;
  /** Width of the terminal in columns; undefined when there is none. */
  columns: number | undefined;
  /** Whether a person is looking at standard output. */
  isTerminal: boolean;
  /** Whether a person is looking at standard error. */
  isErrorTerminal: boolean;
}

/** How text for people is made. */
export interface Style {
  color: boolean;
  width: number;
  unicode: boolean;
}

const DEFAULT_WIDTH = 80;

/** A telephone or half a window; below it no column would be readable. */
const LEAST_WIDTH = 40;

/** Sentences that are longer nobody finds the next line of. */
const MOST_WIDTH = 160;

/** Colour, width and characters, from the terminal, `NO_COLOR`, `FORCE_COLOR` and the locale. */
export function styleOf(context: Context): Style {
  const { env } = context;
  const forced = env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false';
  const refused = (env['NO_COLOR'] ?? '') !== '' || env['FORCE_COLOR'] === '0' || env['TERM'] === 'dumb';
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  return {
    color: forced || (!refused && context.isTerminal),
    width: Math.max(LEAST_WIDTH, Math.min(context.columns ?? DEFAULT_WIDTH, MOST_WIDTH)),
    unicode: !/^(C|POSIX)$/.test(locale),
  };
}
