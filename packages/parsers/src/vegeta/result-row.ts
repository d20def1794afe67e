/** One result of vegeta, in pieces of the bytes that hold it. Texts are from-to pairs of offsets; empty where there is none. */
export interface ResultRow {
  bytes: Uint8Array;
  /** Start in ms since the epoch; NaN where none could be read. */
  startMs: number;
  /** Latency in ns; NaN where none could be read. */
  latencyNs: number;
  /** Status code; 0 where no answer came. */
  code: number;
  bytesIn: number;
  bytesOut: number;
  errorFrom: number;
  errorTo: number;
  attackFrom: number;
  attackTo: number;
  methodFrom: number;
  methodTo: number;
  urlFrom: number;
  urlTo: number;
}

/** A row to be filled again and again. */
export function createResultRow(): ResultRow {
  return clearResultRow({ bytes: new Uint8Array(0) } as ResultRow);
}

/** Forgets what a row held of the result before; gives it back. */
export function clearResultRow(row: ResultRow): ResultRow {
  row.startMs = NaN;
  row.latencyNs = NaN;
  row.code = NaN;
  row.bytesIn = 0;
  row.bytesOut = 0;
  row.errorFrom = row.errorTo = 0;
  row.attackFrom = row.attackTo = 0;
  row.methodFrom = row.methodTo = 0;
  row.urlFrom = row.urlTo = 0;
  return row;
}
