import { type CsvCell, type CsvRecord, splitCells } from '../input/csv.js';
import type { CsvHeader } from './header.js';

/**
 * Splits a row of a file whose texts come first and whose numbers follow. Where the texts were written without escaping,
 * or the row has more fields than the header, the numbers are counted off from the right and what is left is the texts.
 * Undefined when the row has fewer fields than the header.
 *
 * @param texts how many columns of text there are: the last of them may hold anything.
 */
export function splitRow(record: CsvRecord, header: CsvHeader, texts: 1 | 2): CsvCell[] | undefined {
  if (!header.handWritten) {
    const cells = splitCells(record.text, header.delimiter);
    if (cells.length === header.names.length) return cells;
    if (cells.length < header.names.length) return undefined;
  }
  return splitFromRight(record.text, header, texts);
}

function splitFromRight(text: string, header: CsvHeader, texts: 1 | 2): CsvCell[] | undefined {
  const tail: CsvCell[] = [];
  let end = text.length;
  for (let left = header.names.length - texts; left > 0; left--) {
    const at = text.lastIndexOf(header.delimiter, end - 1);
    if (at < 0 || end <= 0) return undefined;
    tail.unshift({ text: unquote(text.slice(at + 1, end).trim()), column: at + 2 });
    end = at;
  }
  const front = splitFront(text.slice(0, end), header.delimiter, texts);
  return front === undefined ? undefined : [...front, ...tail];
}

function splitFront(front: string, delimiter: string, texts: 1 | 2): CsvCell[] | undefined {
  if (texts === 1) return [{ text: unquote(front), column: 1 }];
  const quoted = front.startsWith('"');
  const separator = quoted ? `"${delimiter}` : delimiter;
  const at = front.indexOf(separator, quoted ? 1 : 0);
  if (at < 0) return undefined;
  const name = at + separator.length;
  return [
    { text: front.slice(quoted ? 1 : 0, at), column: 1 },
    { text: unquote(front.slice(name)), column: name + 1 },
  ];
}

/** Takes the quotes around a text off. Quotes within are undoubled only if each of them is doubled. */
function unquote(text: string): string {
  if (text.length < 2 || !text.startsWith('"') || !text.endsWith('"')) return text;
  const inner = text.slice(1, -1);
  const undoubled = inner.replaceAll('""', '');
  return undoubled.includes('"') || !inner.includes('""') ? inner : inner.replaceAll('""', '"');
}
