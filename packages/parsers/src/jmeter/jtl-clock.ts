import type { JtlClock } from './jtl-setup.js';

const CLOCK = String.raw`[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?`;
const ZONE = String.raw`\s?(Z|[+-]\d{2}:?\d{2})?`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})${CLOCK}${ZONE}$`);
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})${CLOCK}${ZONE}$`);

/** A date with its time, as it was written. */
export interface WrittenDate {
  /** ms since the epoch; without a zone, as if it were UTC. */
  ms: number;
  /** It names a zone. */
  hasZone: boolean;
  /** It ends with the second. */
  isWhole: boolean;
}

/**
 * Reads `2026/11/20 23:35:52.613`, `2026-11-20T23:35:52Z`, `11/20/26 23:35:52`, `20.11.2026 23:35`; undefined for what is
 * no date.
 */
export function parseDate(text: string, clock: JtlClock): WrittenDate | undefined {
  if (text.length > 40) return undefined;
  const yearFirst = YEAR_FIRST.exec(text);
  const match = yearFirst ?? YEAR_LAST.exec(text);
  if (match === null) return undefined;
  const [first = 0, second = 0, third = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1, 7).map((part) => Number(part ?? 0));
  const [year, month, day] = yearFirst !== null ? [first, second, third] : [third, ...monthAndDay(first, second, text, clock)];
  if (month < 1 || month > 12 || day < 1 || day > 31 || hours > 23 || minutes > 59 || seconds > 60) return undefined;
  const fraction = match[7] === undefined ? 0 : Number(`0.${match[7]}`) * 1000;
  const at = Date.UTC(year < 100 ? 2000 + year : year, month - 1, day, hours, minutes, seconds) + fraction;
  return { ms: at - zoneOf(match[8]), hasZone: match[8] !== undefined, isWhole: match[7] === undefined };
}

/** Where the parts of a date are joined with dots, the day comes first. */
function monthAndDay(first: number, second: number, text: string, clock: JtlClock): [number, number] {
  return clock === 'day-first' || /^\d{1,2}\./.test(text) ? [second, first] : [first, second];
}

function zoneOf(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** Reads the time stamp of a row: ms since the epoch, NaN when it is none. */
export type ClockReader = (text: string) => number;

/** A reader of one kind of time stamps. Rows follow one another within a minute, so that most dates are known but for their end. */
export function createClock(clock: JtlClock): ClockReader {
  if (clock === 'epoch') return (text) => (/^\d{1,15}$/.test(text) ? Number(text) : NaN);
  let minute = '';
  let minuteMs = 0;
  return (text) => {
    if (text.length === 23 && text.startsWith(minute) && minute !== '') {
      const rest = SECONDS.exec(text.slice(16));
      if (rest !== null) return minuteMs + Number(rest[1]) * 1000 + Number(rest[2]);
    }
    const date = parseDate(text, clock);
    if (date === undefined) return NaN;
    if (text.length === 23 && SECONDS.test(text.slice(16))) {
      minute = text.slice(0, 16);
      minuteMs = parseDate(minute, clock)?.ms ?? NaN;
      if (Number.isNaN(minuteMs)) minute = '';
    }
    return date.ms;
  };
}

const SECONDS = /^:([0-5]\d)[.,](\d{3})$/;
