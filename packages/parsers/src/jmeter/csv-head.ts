import { splitCells } from '../input/csv.js';

/** How a file begins: what stands between its fields, its header, and its first rows. */
export interface CsvHead {
  delimiter: string;
  /** Names of the columns; undefined where there is no header. */
  header: readonly string[] | undefined;
  /** The first rows that are whole. */
  rows: readonly (readonly string[])[];
}

/** Columns that JMeter writes. */
const KNOWN = new Set(
  'timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success,failureMessage,bytes,sentBytes,grpThreads,allThreads,URL,Filename,Latency,Encoding,SampleCount,ErrorCount,Hostname,IdleTime,Connect'.split(
    ',',
  ),
);
/** Of these at least one has to be there: the others are called so by anybody. */
const DECISIVE = new Set([
  'timeStamp',
  'responseCode',
  'responseMessage',
  'threadName',
  'failureMessage',
  'grpThreads',
  'allThreads',
  'SampleCount',
]);
const FEWEST_KNOWN = 3;
const DELIMITERS = [',', ';', '\t', '|', ':', ' '];
const MOST_ROWS = 50;
const LONGEST_HEADER = 20_000;

/** The beginning of a JTL in CSV; undefined when it is none. */
export function findCsvHead(text: string): CsvHead | undefined {
  const lineEnd = text.indexOf('\n');
  const line = (lineEnd < 0 ? text : text.slice(0, lineEnd)).replace(/\r+$/, '');
  if (line.length > LONGEST_HEADER || line.startsWith('<') || line.startsWith('{')) return undefined;
  const rest = lineEnd < 0 ? '' : text.slice(lineEnd + 1);
  const header = findHeader(line, rest);
  return header === undefined ? findBareRows(text) : { ...header, rows: rowsOf(rest, header.delimiter) };
}

function findHeader(line: string, rest: string): { delimiter: string; header: string[] } | undefined {
  const found = [...ownDelimiter(line, rest), ...DELIMITERS]
    .map((delimiter) => ({ delimiter, header: splitCells(line, delimiter).map((cell) => cell.text.trim()) }))
    .map((each) => ({ ...each, known: new Set(each.header.filter((name) => KNOWN.has(name))) }))
    .reduce((best, each) => (each.known.size > best.known.size ? each : best));
  const isHeader = found.known.size >= FEWEST_KNOWN && [...found.known].some((name) => DECISIVE.has(name));
  return isHeader ? { delimiter: found.delimiter, header: found.header } : undefined;
}

/** What stands between the first two names, where it is none of the usual delimiters and the first row has it as well. */
function ownDelimiter(line: string, rest: string): string[] {
  const own = /^"?\w{2,20}"?([^\w"]{1,5})"?\w/.exec(line)?.[1];
  if (own === undefined || DELIMITERS.includes(own)) return [];
  const [first] = rowsOf(rest.slice(0, LONGEST_HEADER), own);
  return first === undefined || first.length >= splitCells(line, own).length ? [own] : [];
}

/** Rows without a header: a time stamp, a number, and somewhere `true` or `false`, in each of them at the same place. */
function findBareRows(text: string): CsvHead | undefined {
  for (const delimiter of DELIMITERS.slice(0, 4)) {
    const rows = rowsOf(text, delimiter);
    const [first] = rows;
    if (first === undefined || first.length < 8) continue;
    const flag = first.findIndex(isFlag);
    const isJtl = rows.every(
      (row) => isTime(row[0] ?? '') && /^\d{1,9}$/.test(row[1] ?? '') && isFlag(row[flag] ?? '') && row.length === first.length,
    );
    if (flag >= 3 && isJtl) return { delimiter, header: undefined, rows };
  }
  return undefined;
}

function isFlag(cell: string): boolean {
  return cell === 'true' || cell === 'false';
}

function isTime(cell: string): boolean {
  return /^\d{13}$/.test(cell) || /^\d{2,4}[-/.]\d{2}[-/.]\d{2,4}[ T]\d{2}:\d{2}/.test(cell);
}

/** The first records of a text that end within it; a quoted field may hold line breaks. */
function rowsOf(text: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  let from = 0;
  let isOpen = false;
  for (let at = 0; at < text.length && rows.length < MOST_ROWS; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) isOpen = !isOpen;
    if (code !== 10 || isOpen) continue;
    const row = text.slice(from, at).replace(/\r$/, '');
    if (row.trim() !== '') rows.push(splitCells(row, delimiter).map((cell) => cell.text));
    from = at + 1;
  }
  if (rows.length === 0 && !isOpen && text.slice(from).trim() !== '')
    rows.push(splitCells(text.slice(from), delimiter).map((cell) => cell.text));
  return rows;
}
