import type { ReadLimits } from '../input/read-limits.js';
import type { ReadSettings } from '../reader.js';

/** Columns of a JTL that are read, by the names that JMeter gives them. */
export const READ_COLUMNS = [
  'timeStamp',
  'elapsed',
  'label',
  'method',
  'responseCode',
  'responseMessage',
  'threadName',
  'success',
  'failureMessage',
  'allThreads',
  'SampleCount',
  'ErrorCount',
] as const;

/** Where the columns are, from 0; -1 where a file has none. */
export type JtlColumns = Record<(typeof READ_COLUMNS)[number], number>;

/**
 * How time stamps are written: ms since the epoch, or a date. Of a date such as 03/04/26 the month is the first number,
 * as JMeter itself has it, or the day.
 */
export type JtlClock = 'epoch' | 'month-first' | 'day-first';

/** A column of numbers of one's own. */
export interface JtlCustom {
  name: string;
  column: number;
  contains: 'default' | 'time' | 'data';
}

/** All that is needed to read rows of a JTL, or of a part of one: plain data, which can be sent to another thread. */
export interface JtlSetup {
  /** Name of the file, for messages. */
  name: string;
  /** Number of columns. */
  width: number;
  /** What stands between two fields. */
  delimiter: string;
  /** Where the columns are. */
  columns: JtlColumns;
  /** Names of the columns, where the file has a header; a row of the same is one, too. */
  header: readonly string[] | undefined;
  /** How time stamps are written. */
  clock: JtlClock;
  /** How exactly, in ms: 1, or 1,000 where dates end with the second. */
  clockStepMs: number;
  /** Columns that become custom metrics. */
  customs: readonly JtlCustom[];
  /** What the file may cost. */
  limits: ReadLimits;
  /** What the person who reads it chose. */
  settings: ReadSettings;
}

/** Numbers of the columns of a header, or of none. */
export function columnsOf(header: readonly string[]): JtlColumns {
  return Object.fromEntries(READ_COLUMNS.map((name) => [name, header.indexOf(name)])) as JtlColumns;
}

/** Whether rows can be read as bytes: what stands between two fields is one character of ASCII. */
export function isBytewise({ delimiter }: Pick<JtlSetup, 'delimiter'>): boolean {
  return delimiter.length === 1 && delimiter < '\u007f' && !'"\r\n'.includes(delimiter);
}
