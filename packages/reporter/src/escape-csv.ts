import { replaceInvisible } from './invisible.js';

/** What a spreadsheet takes for the beginning of a formula, in full width too. */
const FORMULA = /^[=+\-@＝＋－＠]/;

/**
 * Foreign text made fit for a cell of CSV (RFC 4180): quoted where it must be, and with an apostrophe before it where a
 * spreadsheet would take it for a formula. Line breaks, tabs and invisible characters become `�`, so that a row is a line.
 * Numbers are not text: they are written as they are. So is what the log of a CI job may take for a command inside a line
 * (`##[…`), as CSV has no escape for it; no row begins with a name.
 *
 * @example escapeCsv('=1+1') // "'=1+1"
 */
export function escapeCsv(text: string): string {
  const shown = replaceInvisible(text);
  const harmless = FORMULA.test(shown.trimStart()) ? `'${shown}` : shown;
  return /[",;']|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
