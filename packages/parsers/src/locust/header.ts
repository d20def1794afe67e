import { splitCells, findDelimiter } from '../input/csv.js';

/** The header line of a CSV file of Locust. */
export interface CsvHeader {
  /** Names of the columns as written. */
  names: string[];
  /** What separates the fields. */
  delimiter: string;
  /**
   * Written by hand, without escaping, as Locust did before 1.1: every text is in quotes, quotes within are not doubled.
   * Such a header is in quotes itself.
   */
  handWritten: boolean;
}

/** Reads the first line that is not blank as a header. */
export function readHeader(text: string): CsvHeader {
  const line = firstLine(text);
  const delimiter = findDelimiter(line);
  return { names: splitCells(line, delimiter).map((cell) => cell.text.trim()), delimiter, handWritten: line.startsWith('"') };
}

function firstLine(text: string): string {
  const start = text.search(/\S/);
  const end = text.indexOf('\n', Math.max(start, 0));
  return text.slice(Math.max(start, 0), end < 0 ? undefined : end).trimEnd();
}

/** Index of the first column that has one of the names, without regard to case; -1 when there is none. */
export function findColumn(header: CsvHeader, ...names: string[]): number {
  return header.names.findIndex((name) => names.includes(name.toLowerCase()));
}

/** Whether a header has all of these columns. */
export function hasColumns(header: CsvHeader, ...names: string[]): boolean {
  return names.every((name) => findColumn(header, name) >= 0);
}

/** A column of percentiles. */
export interface PercentileColumn {
  /** Index of the column. */
  index: number;
  /** The percentile, 0 to 100. */
  percentile: number;
}

/** The columns that hold percentiles: `95%`, `99.9%`, and the `99.999` without `%` of Locust 0.13 and 0.14. The first of a kind counts. */
export function percentileColumns(header: CsvHeader): PercentileColumn[] {
  const columns: PercentileColumn[] = [];
  header.names.forEach((name, index) => {
    const digits = /^(\d{1,3}(?:\.\d{1,6})?)%?$/.exec(name)?.[1];
    const percentile = Number(digits);
    if (digits !== undefined && percentile <= 100 && !columns.some((column) => column.percentile === percentile))
      columns.push({ index, percentile });
  });
  return columns;
}

/** Whether a record repeats the header: two results in one file. */
export function repeatsHeader(header: CsvHeader, cells: readonly { text: string }[]): boolean {
  return cells.length === header.names.length && cells.every((cell, index) => cell.text.trim() === header.names[index]);
}
