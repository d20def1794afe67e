/** A row of a table of percentiles. */
export interface TableRow {
  /** Value, as printed. */
  value: number;
  /** Step of the digits in which the value is printed. */
  step: number;
  /** 0 to 100. */
  percentile: number;
  /** Samples up to it. */
  count: number;
}

const ROW =
  /^ {0,40}(\d{1,20}(?:\.\d{1,20})?)[ \t]{1,40}([01]\.\d{1,20})[ \t]{1,40}(\d{1,19})(?:[ \t]{1,40}(?:[\d.]{1,40}|inf|Infinity))?[ \t]*$/;
const CSV_ROW = /^"?(\d{1,20}(?:\.\d{1,20})?)"?,"?([01]\.\d{1,20})"?,"?(\d{1,19})"?,"?(?:[\d.]{1,40}|inf|Infinity)"?[ \t]*$/;

/** Reads a row, of text or of CSV; undefined for what is none. */
export function parseTableRow(line: string): TableRow | undefined {
  const match = ROW.exec(line) ?? CSV_ROW.exec(line);
  if (match === null) return undefined;
  const [value, share, count] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return share <= 1 && Number.isSafeInteger(count)
    ? { value, step: stepOf(match[1] ?? ''), percentile: Number((share * 100).toPrecision(12)), count }
    : undefined;
}

function stepOf(text: string): number {
  const point = text.indexOf('.');
  return point < 0 ? 1 : Number(`1e-${text.length - point - 1}`);
}

/** A percentile that a table gives. */
export interface TablePercentile {
  value: number;
  /** It stands in the table, or follows from two rows with nothing between them; else it lies between two rows. */
  isKnown: boolean;
}

/**
 * The value of a percentile. A row says that its value is the first that so many samples do not exceed; a sample between two
 * rows lies between their values.
 */
export function percentileOfTable(rows: readonly TableRow[], percentile: number): TablePercentile | undefined {
  const total = rows.at(-1)?.count ?? 0;
  const rank = Math.max(1, Math.ceil(Number(((total * percentile) / 100).toPrecision(14))));
  const at = rows.findIndex((row) => row.percentile >= percentile || row.count >= rank);
  const [row, before] = [rows[at], rows[at - 1]];
  if (row === undefined) return undefined;
  const isKnown = row.percentile === percentile || row.count === rank || before?.value === row.value;
  if (isKnown || before === undefined) return { value: row.value, isKnown };
  const part = (rank - before.count) / (row.count - before.count);
  return { value: before.value + part * (row.value - before.value), isKnown };
}
