import { echo } from '@loadline/schema/errors';
import { hashBytes } from './byte-numbers.js';
import type { ClockReader } from './jtl-clock.js';
import type { JtlSetup } from './jtl-setup.js';

/** How the message of a transaction controller begins. */
export const TRANSACTION = 'Number of samples in transaction';

/** What a row says. Plain data. */
export interface JtlRow {
  label: string;
  /** HTTP method; only Taurus writes it, for Locust. */
  method: string | undefined;
  isTransaction: boolean;
  /** Hash of the thread's name. */
  thread: number;
  /** NaN where it is not known. */
  startMs: number;
  /** Of a row that stands for several samples, their sum. */
  elapsedMs: number;
  /** Samples that it stands for, and how many of them failed; undefined where nothing says. */
  samples: number;
  failures: number | undefined;
  /** What a failure says. */
  code: string;
  message: string;
  failureMessage: string;
  /** Threads that run, or -1. */
  users: number;
  /** Values of the custom columns; NaN where there is none. */
  values: number[];
}

/** A row of a file as it was read: the row, or what is wrong with it. */
export type ReadRow = JtlRow | { problem: string };

/** Reads a row from its fields. */
export function readRow(setup: JtlSetup, cells: readonly string[], clock: ClockReader): ReadRow {
  const { columns, width } = setup;
  const cell = (column: number) => (column < 0 ? '' : (cells[column] ?? ''));
  if (cells.length < width || cells.slice(width).some((more) => more !== ''))
    return { problem: `it has ${cells.length} fields instead of ${width}` };
  const elapsedMs = timeOf(cell(columns.elapsed));
  if (elapsedMs === undefined) return { problem: `\`${echo(cell(columns.elapsed), 60)}\` in the column \`elapsed\` is no time in ms` };
  const code = cell(columns.responseCode);
  const failed = hasFailed(columns.success < 0 ? undefined : cell(columns.success), columns.responseCode < 0 ? undefined : code);
  if (failed === 'unreadable')
    return { problem: `\`${echo(cell(columns.success), 60)}\` in the column \`success\` is neither true nor false` };
  const samples = columns.SampleCount < 0 ? 1 : countOf(cell(columns.SampleCount));
  if (samples === undefined || samples === 0)
    return { problem: `\`${echo(cell(columns.SampleCount), 60)}\` in the column \`SampleCount\` is no count` };
  const message = cell(columns.responseMessage);
  return {
    label: cell(columns.label),
    method: columns.method < 0 ? undefined : cell(columns.method),
    isTransaction: message.startsWith(TRANSACTION),
    thread: hashText(cell(columns.threadName)),
    startMs: columns.timeStamp < 0 ? NaN : clock(cell(columns.timeStamp)),
    elapsedMs,
    samples,
    failures: failuresOf(failed, samples, cell(columns.ErrorCount)),
    code,
    message,
    failureMessage: cell(columns.failureMessage),
    users: countOf(cell(columns.allThreads)) ?? -1,
    values: setup.customs.map(({ column }) => valueOf(cell(column))),
  };
}

/** A row that stands for one sample failed or not; one for several says how many of them. */
function failuresOf(failed: boolean | undefined, samples: number, errors: string): number | undefined {
  if (failed === undefined) return undefined;
  if (samples === 1) return Number(failed);
  return Math.min(countOf(errors) ?? (failed ? samples : 0), samples);
}

/**
 * Whether a sample failed: JMeter's own flag says so, whatever the status code. A file that was written without the flag
 * leaves the code: 400 or more, or what is no number.
 */
function hasFailed(success: string | undefined, code: string | undefined): boolean | undefined | 'unreadable' {
  if (success !== undefined) {
    const flag = success.trim().toLowerCase();
    return flag === 'true' ? false : flag === 'false' ? true : 'unreadable';
  }
  if (code === undefined || code === '') return undefined;
  return !(Number(code) < 400);
}

const encoder = new TextEncoder();

/** Hash of a text, the same as that of its bytes. */
export function hashText(text: string): number {
  const bytes = encoder.encode(text);
  return hashBytes(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 0, bytes.length);
}

function timeOf(text: string): number | undefined {
  return /^\d{1,11}(?:\.\d{1,9})?$/.test(text) ? Number(text) : undefined;
}

function countOf(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function valueOf(text: string): number {
  return /^-?\d{1,400}(?:\.\d{1,400})?(?:[eE][+-]?\d{1,4})?$/.test(text) ? Number(text) : NaN;
}
