import { splitCells } from '../input/csv.js';

/** The header of a CSV of points. */
export interface CsvHeader {
  /** Byte between two cells. */
  delimiter: number;
  /** Names of the columns behind metric, time and value. */
  tags: readonly string[];
  /** 1 where the last column holds metadata, which is no tag; else 0. */
  metadata: 0 | 1;
}

const START = /^"?metric_name"?([,;\t])"?timestamp"?\1"?metric_value"?(?=\1|\r?\n|$)/;

/** Reads the header of what `--out csv` writes: which tags have columns is chosen by `--system-tags`. Undefined for another text. */
export function readCsvHeader(text: string): CsvHeader | undefined {
  const delimiter = START.exec(text)?.[1];
  if (delimiter === undefined) return undefined;
  const line = text.split('\n', 1)[0]?.replace(/\r+$/, '') ?? '';
  const tags = splitCells(line, delimiter)
    .slice(3)
    .map((cell) => cell.text.trim());
  return { delimiter: delimiter.charCodeAt(0), tags, metadata: tags.at(-1) === 'metadata' ? 1 : 0 };
}
