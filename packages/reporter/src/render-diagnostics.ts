import { formatPlace } from '@loadline/schema';
import type { Diagnostic, Place } from '@loadline/schema/types';
import { type Cell, layRow, openPage, type Page, type TerminalOptions } from './terminal/page.js';
import { diagnosticLines } from './terminal/sections.js';

/** What {@link renderDiagnostics} can be told. */
export interface RenderDiagnosticsOptions extends TerminalOptions {
  /** Show notes for the curious too, and every one of a long list. Default false. */
  all?: boolean;
}

/**
 * Diagnostics as lines for standard error: errors first, then warnings; notes are counted. Empty when there are none.
 *
 * @example renderDiagnostics([{ code: 'x', severity: 'warning', message: 'Two rows were left out.' }])
 */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], options: RenderDiagnosticsOptions = {}): string {
  const lines = diagnosticLines(openPage(options), diagnostics, options.all ?? false);
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

/** What is read of an error: `UserError` fits it, and so does any other. */
export interface ErrorLike {
  message: string;
  /** The parts of a `UserError`. */
  details?: { found: string; expected?: string; place?: Place; hint?: string };
}

/**
 * An error as lines for standard error: where and what was found, what was expected, what to do. The parts that come
 * from a file are shown as text; they cannot move the cursor or change colours.
 *
 * @example renderError(new UserError({ code: 'no-data', found: 'an empty file', place: { file: 'a.csv' } })) // 'error: a.csv: an empty file\n'
 */
export function renderError(error: ErrorLike, options: TerminalOptions = {}): string {
  // A path that is broken over two lines cannot be copied: nothing is wrapped unless a width is asked for.
  const page = openPage({ width: Infinity, ...options });
  const { details } = error;
  if (details === undefined) return `${errorLines(page, error.message).join('\n')}\n`;
  const where = formatPlace(details.place);
  const expected = details.expected === undefined ? '' : `; expected ${details.expected}`;
  const hint = details.hint === undefined ? [] : layRow(page, { indent: 2 }, [{ text: details.hint }]);
  return `${[...errorLines(page, `${where === '' ? '' : `${where}: `}${details.found}${expected}`), ...hint].join('\n')}\n`;
}

function errorLines(page: Page, text: string): string[] {
  const mark: Cell = { text: 'error:', style: 'bad' };
  const [first = '', ...rest] = text.split('\n');
  return [
    ...layRow(page, { indent: 0, hanging: 2, gap: 1 }, [mark, { text: first }]),
    ...rest.flatMap((line) => layRow(page, { indent: 2 }, [{ text: line.trim() }])),
  ];
}
