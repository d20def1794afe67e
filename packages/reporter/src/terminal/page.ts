import { displayWidth } from '../display-width.js';
import { escapeTerminal } from '../escape-terminal.js';
import type { Tone } from '../verdict-words.js';

/** How a text for the terminal is to look; nothing is asked of the terminal itself. */
export interface TerminalOptions {
  /** Colours and weights as ANSI sequences. Default false. */
  color?: boolean;
  /** Columns, at least 40. Default 80. */
  width?: number;
  /** Characters beyond ASCII: arrows, a real minus, foreign names as they are. Default true. */
  unicode?: boolean;
}

/** How a piece of text looks: a tone, or a weight. */
export type Style = Tone | 'bold' | 'dim';

const CODES: Readonly<Record<Exclude<Style, 'plain'>, string>> = { bold: '1', dim: '2', bad: '1;31', doubt: '33', good: '32' };

/** Narrowest page; below it columns would be too small to read. */
const LEAST_WIDTH = 40;

/** Options with every default filled in. */
export type Page = Required<TerminalOptions>;

/** One piece of a row: text from anywhere (it is escaped here), how it looks, how wide its column is. */
export interface Cell {
  text: string;
  style?: Style;
  /** Columns to fill before the next cell. */
  fill?: number;
}

/** Where a row stands. */
export interface RowPlace {
  /** Columns before the first cell. */
  indent: number;
  /** Columns before what is carried over to further lines. */
  hanging?: number;
  /** Spaces between cells. Default 3. */
  gap?: number;
}

/** Fills in the defaults. */
export function openPage({ color = false, width = 80, unicode = true }: TerminalOptions): Page {
  return { color, unicode, width: Math.max(LEAST_WIDTH, Math.floor(width)) };
}

function paint(page: Page, style: Style, text: string): string {
  return page.color && style !== 'plain' && text !== '' ? `\u001B[${CODES[style]}m${text}\u001B[0m` : text;
}

/**
 * Lays cells in a row, never wider than the page: a cell that does not fit goes to the next line, one that fits on no
 * line is broken between words, and a word that fits on none is broken where the line ends.
 */
export function layRow(page: Page, place: RowPlace, cells: readonly Cell[]): string[] {
  const { indent, hanging = indent, gap = 3 } = place;
  const lines: string[] = [];
  let line = ' '.repeat(indent);
  let column = indent;
  let pending = 0;
  const breakLine = () => {
    lines.push(line);
    line = ' '.repeat(hanging);
    column = hanging;
    pending = 0;
  };
  const append = (text: string, style: Style) => {
    line += ' '.repeat(pending) + paint(page, style, text);
    column += pending + displayWidth(text);
    pending = 0;
  };
  for (const cell of cells) {
    const text = escapeTerminal(cell.text, page);
    if (text === '' && cell.fill === undefined) continue;
    const style = cell.style ?? 'plain';
    if (column + pending + displayWidth(text) > page.width && column > hanging) breakLine();
    if (column + pending + displayWidth(text) <= page.width) append(text, style);
    else {
      for (const piece of wrapWords(text, page.width - hanging)) {
        if (column > hanging || column + pending + displayWidth(piece) > page.width) breakLine();
        append(piece, style);
      }
    }
    pending = gap + Math.max(0, (cell.fill ?? 0) - displayWidth(text));
  }
  lines.push(line);
  return lines.map((done) => withoutCommand(trimPainted(done), page));
}

/** Without blanks at the end, where a colour ends behind them too. */
function trimPainted(line: string): string {
  return line.trimEnd().replace(/\s+(\u001B\[0m)$/, '$1');
}

/** A line that begins with `::`, blanks aside, is a command to the runner of GitHub Actions; of the same width, it is none. */
function withoutCommand(line: string, { unicode }: Page): string {
  return line.replace(/^(\s*(?:\u001B\[[\d;]*m)?)::/, unicode ? '$1 ∷' : '$1 :');
}

/** Lines of at most `width` columns, broken between words where that is possible; never before a per cent sign. */
export function wrapWords(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/ (?!%)/).flatMap((long) => hardPieces(long, width))) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (displayWidth(joined) <= width) line = joined;
    else {
      lines.push(line);
      line = word;
    }
  }
  return line === '' ? lines : [...lines, line];
}

function hardPieces(word: string, width: number): string[] {
  if (displayWidth(word) <= width) return [word];
  const pieces: string[] = [];
  let piece = '';
  for (const character of word) {
    if (displayWidth(piece + character) > width) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece];
}
