import type { Head } from '../input/open-source.js';
import { fittingLayout, findCells, type LogLayout, logLayouts, MOST_CELLS } from './log-rows.js';

/** What the row `RUN` of a text log says. */
export interface LogRun {
  /** Class of the simulation. */
  simulation: string;
  /** Text that the person who started the run gave it; empty where none. */
  description: string;
  /** Version of Gatling; until 2.3 that of the format, which is always `2.0`. */
  version: string;
  /** The words that name the kind of a row stand in its third cell: 2.0 and 2.1. */
  isOld: boolean;
}

const ROWS_BEFORE_RUN = 100;
const VERSION = /^\d{1,4}\.\d{1,4}[\w.+-]{0,40}$/;

/** Reads a row `RUN`; undefined for any other row. */
export function parseRun(row: string): LogRun | undefined {
  const cells = row.split('\t', 10);
  const isOld = cells[2] === 'RUN';
  if (!isOld && cells[0] !== 'RUN') return undefined;
  const [start, description, version] = cells.slice(-3);
  const isShaped = isOld ? cells.length === 6 : cells.length === 6 || cells.length === 7;
  if (!isShaped || !/^\d{1,15}$/.test(start ?? '') || !VERSION.test(version ?? '')) return undefined;
  const simulation = (isOld ? cells[0] : cells[1]) ?? '';
  const ids = isOld ? [cells[1]] : cells.slice(2, -3);
  const text = (description ?? '').trim();
  // Where nobody gave a description, 2.0 wrote the identifier once more.
  return { simulation, description: ids.includes(text) ? '' : text, version: version ?? '', isOld };
}

/** The row `RUN` among the first rows of a file. */
export function findRun(head: Head): LogRun | undefined {
  for (const row of firstRows(head, ROWS_BEFORE_RUN)) {
    const run = parseRun(row);
    if (run !== undefined) return run;
  }
  return undefined;
}

function firstRows(head: Head, most: number): string[] {
  return head.text.split('\n', most).map((row) => (row.endsWith('\r') ? row.slice(0, -1) : row));
}

/**
 * The order of the cells in a log: that in which most of its first requests can be read, since the version in the row
 * `RUN` may be another one's; where there is none yet, that of the version.
 */
export function findLayout(head: Head, run: LogRun): LogLayout['name'] {
  const byVersion = layoutOf(run);
  const ends = new Int32Array(MOST_CELLS);
  const found = new Map<LogLayout, number>();
  for (const row of firstRows(head, 1000)) {
    if (!row.startsWith('REQUEST\t')) continue;
    const bytes = new TextEncoder().encode(row);
    const layout = fittingLayout(bytes, 0, ends, findCells(bytes, 0, bytes.length, ends), byVersion);
    if (layout !== undefined) found.set(layout, (found.get(layout) ?? 0) + 1);
  }
  const [most] = [...found].sort(([, a], [, b]) => b - a);
  return (most?.[0] ?? byVersion).name;
}

function layoutOf({ version, isOld }: LogRun): LogLayout {
  const [major = 0, minor = 0] = version.split('.', 2).map(Number);
  const name = isOld ? '2.0' : major < 3 ? '2.2' : major === 3 && minor < 4 ? '3.0' : '3.4';
  return layoutNamed(name);
}

/** An order of cells by its name. */
export function layoutNamed(name: LogLayout['name']): LogLayout {
  return logLayouts.find((layout) => layout.name === name) as LogLayout;
}

/** The version of Gatling: what the row `RUN` says, or the versions that wrote such rows. */
export function versionOf(run: LogRun, layout: LogLayout['name']): string {
  if (run.version !== '2.0') return run.version;
  return layout === '2.0' ? '2.0-2.1' : '2.2-2.3';
}
