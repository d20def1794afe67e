/** A line of a log that holds the histogram of an interval. */
export interface LogRow {
  /** Tag; undefined where there is none. */
  tag: string | undefined;
  /** Start in seconds: since the epoch, or since the start of the log. */
  startSeconds: number;
  /** Length in seconds. */
  lengthSeconds: number;
  /** Greatest value as it was printed, in ms as a rule; NaN where there is none. */
  printedMax: number;
  /** The encoded histogram. */
  encoded: Buffer;
}

const ROW =
  /^"?(?:Tag=([^,\s]{0,4096})[,\s]{1,10})?"?(-?[\d.eE+]{1,40})"?[,\s]{1,10}"?([\d.eE+-]{1,40})"?[,\s]{1,10}"?([\d.eE+-]{1,60}|NaN|-?Infinity)"?[,\s]{1,10}"?(?=[A-Za-z0-9+/])/;

/** Reads a line of a log; undefined where it is none with a histogram. */
export function parseLogRow(line: string): LogRow | undefined {
  const match = ROW.exec(line);
  if (match === null) return undefined;
  const [start, tag, startText, lengthText, maxText] = match;
  const [startSeconds, lengthSeconds] = [Number(startText), Number(lengthText)];
  if (!Number.isFinite(startSeconds) || !(lengthSeconds >= 0) || lengthSeconds > 1e9) return undefined;
  const encoded = Buffer.from(line.slice(start.length).replace(/["\s]{1,10}$/, ''), 'base64');
  return { tag, startSeconds, lengthSeconds, printedMax: Number(maxText), encoded };
}

/** What the comments of a log say. Times are in seconds since the epoch. */
export interface LogHead {
  startTime?: number;
  baseTime?: number;
  /** What was logged, where the log is of YCSB. */
  subject?: string;
}

/** Takes what a comment says into the head. */
export function readLogComment(head: LogHead, line: string): void {
  const time = /^#\[(StartTime|BaseTime): {0,10}(-?\d{1,15}(?:\.\d{1,20})?)/.exec(line);
  if (time?.[1] === 'StartTime') head.startTime ??= Number(time[2]);
  else if (time?.[1] === 'BaseTime') head.baseTime ??= Number(time[2]);
  const subject = /^#\[Logging for: ([^\]]{1,2000})\]/.exec(line)?.[1];
  if (subject !== undefined) head.subject ??= subject;
}

const YEAR_SECONDS = 365 * 24 * 3600;

/**
 * What is added to the times of the rows: the base time where one is stated; the start where the rows count from it, which
 * shows in times more than a year before it; else nothing, for times since the epoch.
 */
export function rowOffset({ startTime, baseTime }: LogHead, firstSeconds: number): number {
  if (baseTime !== undefined) return baseTime;
  if (startTime === undefined) return 0;
  return firstSeconds < startTime - YEAR_SECONDS ? startTime : 0;
}
