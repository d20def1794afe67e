import Papa from 'papaparse';

/** One row of a CSV file, with the line it begins at. */
export interface CsvRow {
  cells: string[];
  /** Line, from 1. */
  line: number;
}

/** A CSV file as rows. Blank lines are left out. */
export interface CsvTable {
  header: string[];
  rows: CsvRow[];
  /** The file ends with a line break, so that its last row is whole. */
  endsWithBreak: boolean;
}

/** Line ends of every kind, `\r\r\n` of Locust on Windows included, as `\n`. */
function normalizeBreaks(text: string): string {
  return text.replace(/\r+\n/g, '\n').replace(/\r/g, '\n');
}

/** Reads a CSV text with papaparse; the first row that is not blank is the header. */
export function parseCsv(text: string): CsvTable {
  const clean = normalizeBreaks(text);
  const rows: CsvRow[] = [];
  let line = 1;
  for (const cells of Papa.parse<string[]>(clean, { delimiter: ',', newline: '\n', skipEmptyLines: false }).data) {
    if (cells.length > 1 || (cells[0] ?? '').trim() !== '') rows.push({ cells, line });
    line += 1 + cells.reduce((sum, cell) => sum + countBreaks(cell), 0);
  }
  return { header: (rows[0]?.cells ?? []).map((cell) => cell.trim()), rows: rows.slice(1), endsWithBreak: clean.endsWith('\n') };
}

/**
 * Reads a CSV text of Locust. Up to 1.0 it wrote rows as `"%s",…,%i` without escaping (the header is quoted too): a name with
 * a quotation mark or a comma would swallow what follows, so that each line is read by itself, its numbers from the right.
 *
 * @param texts how many of the first columns are quoted texts.
 */
export function parseLocustCsv(text: string, texts: number): CsvTable {
  if (!text.trimStart().startsWith('"')) return parseCsv(text);
  const clean = normalizeBreaks(text);
  const lines = clean.split('\n').map((each, index) => ({ text: each, line: index + 1 })).filter((each) => each.text.trim() !== '');
  const header = parseCsv(lines[0]?.text ?? '').header;
  const rows = lines.slice(1).map(({ text: each, line }): CsvRow => ({ cells: unescapedCells(each, texts, header.length - texts) ?? each.split(','), line }));
  return { header, rows, endsWithBreak: clean.endsWith('\n') };
}

function countBreaks(cell: string): number {
  let count = 0;
  for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) count++;
  return count;
}

/** The cells of the first line of a text, for detection. */
export function firstRow(head: string): string[] {
  const end = head.search(/[\r\n]/);
  const line = end < 0 ? head : head.slice(0, end);
  const first = Papa.parse<string[]>(line, { delimiter: ',' }).data[0] ?? [];
  return first.map((cell) => cell.trim());
}

/**
 * The cells of a row that was written as `"%s","%s",%i,…` without escaping: the last `tail` cells hold no comma, the first
 * `leading` are quoted and the last of these may hold anything.
 */
function unescapedCells(line: string, leading: number, tail: number): string[] | undefined {
  const pieces = line.split(',');
  if (pieces.length < leading + tail) return undefined;
  const numbers = pieces.slice(-tail).map(unquote);
  if (leading === 0) return pieces.length === tail ? numbers : undefined;
  const text = pieces.slice(0, -tail).join(',');
  const names: string[] = [];
  let rest = text;
  for (let index = 1; index < leading; index++) {
    const end = rest.indexOf('",');
    if (!rest.startsWith('"') || end < 0) return undefined;
    names.push(rest.slice(1, end));
    rest = rest.slice(end + 2);
  }
  return [...names, unquote(rest), ...numbers];
}

function unquote(text: string): string {
  const trimmed = text.trim();
  return trimmed.length >= 2 && trimmed.startsWith('"') && trimmed.endsWith('"') ? trimmed.slice(1, -1) : trimmed;
}
