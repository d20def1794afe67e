import { countOf, numberOf } from '../values/number-of.js';

/** What goose prints of one request, or of all together. Times in ms. */
export interface PrintedRow {
  requests?: number;
  failures?: number;
  rps?: number;
  avg?: number;
  min?: number;
  max?: number;
  percentiles: [percentile: number, value: number][];
}

/** The tables of the requests. */
export interface PrintedTables {
  /** By what stands in the first column: `GET /path`; all together as `Aggregated`. */
  rows: Map<string, PrintedRow>;
  /** Failures by kind: the text with the request in front. */
  errors: { text: string; count: number }[];
}

type Table = 'counts' | 'times' | 'percentiles' | 'errors' | undefined;

/** An empty set of tables, which takes lines one after the other. */
export function createTables(): PrintedTables & { add(line: string): void } {
  const rows = new Map<string, PrintedRow>();
  const errors: PrintedTables['errors'] = [];
  let table: Table;
  let heads: string[] = [];
  return {
    rows,
    errors,
    add(line) {
      if (/^ ?===/.test(line)) table = undefined;
      if (/^ ?-{20}/.test(line)) return;
      const cells = line.split(' | ').map((cell) => cell.trim());
      const begins = headOf(cells);
      if (begins !== undefined) {
        [table, heads] = [begins, cells];
        return;
      }
      if (table === 'errors') addError(errors, line);
      else if (table !== undefined) addCells(rows, table, heads, cells);
    },
  };
}

function headOf([first, second, third]: readonly string[]): Table | undefined {
  if (/^Count +\| Error$/.test(`${first ?? ''} | ${second ?? ''}`)) return 'errors';
  if (first !== 'Name') return undefined;
  if (second === '# reqs' && third === '# fails') return 'counts';
  if (second === 'Avg (ms)') return 'times';
  return second === '50%' ? 'percentiles' : undefined;
}

/** A name may hold the sign that parts the columns: these are counted from the right. */
function addCells(rows: Map<string, PrintedRow>, table: Table, heads: readonly string[], cells: readonly string[]): void {
  const values = cells.slice(1 - heads.length);
  const name = cells.slice(0, cells.length - values.length).join(' | ');
  if (cells.length < heads.length || name === '') return;
  const row = rows.get(name) ?? { percentiles: [] };
  const numbers = values.map((value) => numberOf(value.replace(/ \([\d.]{1,6}%\)$/, '')));
  if (numbers.some((number) => number === undefined)) return;
  const [a = 0, b = 0, c = 0] = numbers;
  if (table === 'counts' && !(Number.isSafeInteger(a) && Number.isSafeInteger(b) && a >= 0 && b >= 0)) return;
  rows.set(name, row);
  if (table === 'counts') Object.assign(row, { requests: a, failures: b, rps: c });
  else if (table === 'times') Object.assign(row, { avg: a, min: b, max: c });
  else row.percentiles = heads.slice(1).map((head, index): [number, number] => [parseFloat(head), numbers[index] ?? 0]);
}

const MOST_ERRORS = 1000;

function addError(errors: PrintedTables['errors'], line: string): void {
  const match = /^ ?([\d,]{1,15}) +(\S.*)$/.exec(line);
  const count = countOf(match?.[1]);
  if (match !== null && count !== undefined && errors.length < MOST_ERRORS) errors.push({ text: (match[2] ?? '').trim(), count });
}
