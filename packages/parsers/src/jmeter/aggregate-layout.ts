/** The columns of one of JMeter's tables, which stand in the same order in every language. */
export interface TableLayout {
  /** Which table. */
  table: 'aggregate' | 'summary';
  /** Column of the share of failures; behind it are the rate and sizes. */
  errorColumn: number;
  /** Columns of the extremes. */
  minColumn: number;
  maxColumn: number;
  /** Number of percentiles, from column 4 on. */
  percentiles: number;
  /** Least and greatest number of columns. */
  fewest: number;
  most: number;
}

/** Aggregate Report since 2.12 and before, Summary Report. */
const LAYOUTS: readonly TableLayout[] = [
  { table: 'aggregate', errorColumn: 9, minColumn: 7, maxColumn: 8, percentiles: 3, fewest: 12, most: 13 },
  { table: 'aggregate', errorColumn: 7, minColumn: 5, maxColumn: 6, percentiles: 1, fewest: 10, most: 11 },
  { table: 'summary', errorColumn: 6, minColumn: 3, maxColumn: 4, percentiles: 0, fewest: 10, most: 11 },
];

const WHOLE = /^-?\d{1,19}$/;
const DECIMAL = /^(?:\d{0,15}[.,]?\d{1,9}|NaN|\ufffd|∞)$/;
const SHARE = /^(?:\d{1,3}(?:[.,]\d{1,6})?|NaN|\ufffd)[ \u00a0]?%$/;
const RATE = /^\d{0,15}[.,]?\d{1,9}(?:\/(?:sec|min|hour))?$/;

/** The table that a row belongs to, told by what stands in its columns; undefined for a row of anything else. */
export function layoutOf(cells: readonly string[]): TableLayout | undefined {
  return LAYOUTS.find((layout) => {
    const { errorColumn, fewest, most } = layout;
    if (cells.length < fewest || cells.length > most) return false;
    return (
      /^\d{1,15}$/.test(cells[1] ?? '') &&
      cells.slice(2, errorColumn).every((cell, index) => (layout.table === 'summary' && index === 3 ? DECIMAL : WHOLE).test(cell)) &&
      SHARE.test(cells[errorColumn] ?? '') &&
      RATE.test(cells[errorColumn + 1] ?? '') &&
      cells.slice(errorColumn + 2).every((cell) => DECIMAL.test(cell))
    );
  });
}

/** The number that a text of a table is, with the decimal sign of any language; undefined for none. */
export function decimalOf(text: string): number | undefined {
  const plain = text.replace(/[ \u00a0]?%$/, '');
  return /^\d{0,15}[.,]?\d{1,9}$/.test(plain) ? Number(plain.replace(',', '.')) : undefined;
}

/** Names of the row of the whole run, in the languages that JMeter speaks. */
export const TOTALS: ReadonlySet<string> = new Set(['TOTAL', 'Total', 'Gesamt', 'RAZEM', 'TOPLAM', '合計', '总体', '總計', '총계']);
