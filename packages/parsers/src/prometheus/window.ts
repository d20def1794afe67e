import { echo, UserError } from '@loadline/schema';

/** The stretch of time that is read, in ms since the epoch. */
export interface Window {
  startMs: number;
  endMs: number;
}

const LATEST_MS = 4.1e12;
const LONGEST_MS = 366 * 86_400_000;
const UNITS = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const;

/**
 * A length of time as Prometheus writes it, in ms: `90s`, `10m`, `1h30m`, `500ms`; undefined for anything else.
 *
 * @example parseLength('1h30m') // 5400000
 */
export function parseLength(text: string): number | undefined {
  const match = /^(?:(\d{1,4})d)?(?:(\d{1,6})h)?(?:(\d{1,7})m(?!s))?(?:(\d{1,9}(?:\.\d{1,3})?)s)?(?:(\d{1,12})ms)?$/.exec(text.trim());
  if (match === null || text.trim() === '') return undefined;
  const [days, hours, minutes, seconds, rest] = match.slice(1).map((part) => Number(part ?? 0));
  const ms = (days ?? 0) * UNITS.d + (hours ?? 0) * UNITS.h + (minutes ?? 0) * UNITS.m + (seconds ?? 0) * UNITS.s + (rest ?? 0);
  return ms > 0 ? Math.round(ms) : undefined;
}

/**
 * The window that an address names by two of `start`, `end` and `duration`; the end is the present unless it is given.
 * A moment is RFC 3339, seconds since the epoch, `now`, or a length before now: `-15m`.
 *
 * @throws UserError when it is not named, ends before it begins, or is longer than a year.
 */
export function parseWindow(given: { start?: string; end?: string; duration?: string }, nowMs: number): Window {
  const start = given.start === undefined ? undefined : parseMoment('start', given.start, nowMs);
  const end = given.end === undefined ? undefined : parseMoment('end', given.end, nowMs);
  const length = given.duration === undefined ? undefined : parseLength(given.duration);
  if (given.duration !== undefined && length === undefined)
    throw wrong('duration', given.duration, 'a length of time, such as 10m or 1h30m');
  if (start !== undefined && end !== undefined && length !== undefined)
    throw new UserError({ code: 'prometheus-address', found: '`start`, `end` and `duration` together', expected: 'two of them' });
  if (start === undefined && length === undefined)
    throw new UserError({
      code: 'prometheus-address',
      found: 'an address without the window to read',
      expected: '`start` and `end`, or `duration` with one of them or up to now',
      hint: 'For example: ?start=2026-03-01T10:00:00Z&duration=10m, or ?duration=15m for the last quarter of an hour.',
    });
  const startMs = start ?? (end ?? nowMs) - (length ?? 0);
  const endMs = end ?? (start === undefined || length === undefined ? nowMs : start + length);
  if (endMs <= startMs) throw wrong('end', given.end ?? 'now', 'a moment after `start`');
  if (endMs - startMs > LONGEST_MS) throw wrong('duration', `${Math.round((endMs - startMs) / UNITS.d)}d`, 'a year at most');
  return { startMs, endMs };
}

function parseMoment(name: string, text: string, nowMs: number): number {
  // The plus of an offset is a blank in a query.
  const trimmed = text.trim().replace(/ (?=\d\d:\d\d$)/, '+');
  const before = trimmed.startsWith('-') ? parseLength(trimmed.slice(1)) : undefined;
  const moment =
    trimmed === 'now'
      ? nowMs
      : before !== undefined
        ? nowMs - before
        : /^\d{1,12}(?:\.\d{1,9})?$/.test(trimmed)
          ? Number(trimmed) * 1000
          : /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/i.test(trimmed)
            ? Date.parse(trimmed)
            : NaN;
  if (!(moment >= 0 && moment < LATEST_MS))
    throw wrong(name, text, 'a moment as 2026-03-01T10:00:00Z, in seconds since the epoch, as `now`, or as -15m');
  return Math.round(moment);
}

function wrong(name: string, value: string, expected: string): UserError {
  return new UserError({ code: 'prometheus-address', found: `\`${name}=${echo(value, 60)}\``, expected });
}
