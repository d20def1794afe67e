/** What a text that should be a number turned out to be. */
export type ParsedNumber = { kind: 'value'; value: number } | { kind: 'missing' } | { kind: 'unreadable' };

const MISSING: ReadonlySet<string> = new Set(['', '-', '--', 'n/a', 'na', 'nan', '-nan', 'nan%', '-nan%', 'none', 'null', 'undefined', 'inf', '+inf', '-inf', 'infinity', '+infinity', '-infinity']);

/** Milliseconds in a unit of time. */
const UNIT_MS: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['ns', 1e-6],
  ['us', 1e-3],
  ['µs', 1e-3],
  ['μs', 1e-3],
  ['ms', 1],
  ['msec', 1],
  ['s', 1000],
  ['sec', 1000],
  ['secs', 1000],
  ['m', 60_000],
  ['min', 60_000],
  ['h', 3_600_000],
]);

/** Some 30 years: a longer response time is no response time. */
const LONGEST_MS = 1e12;

const NUMBER = /^\+?(?:\d{1,3}(?:,\d{3}){1,6}|\d{1,400})?(?:\.\d{0,400})?(?:e[+-]?\d{1,4})?$/;
const PART = /^(\d{1,20}(?:\.\d{1,40})?) ?(ns|us|µs|μs|msec|ms|secs|sec|s|min|m|h)/;

/** Whether a text says that there is no value: empty, `-`, `N/A`, `NaN`, `null`, an infinity. */
export function isMissing(text: string): boolean {
  return text.length < 16 && MISSING.has(text.trim().toLowerCase());
}

/**
 * A plain number: digits, with `,` between thousands, a decimal point, an exponent. Negative ones are unreadable, since
 * nothing that a load generator measures is negative.
 *
 * @example parseNumber('1,234.5') // { kind: 'value', value: 1234.5 }
 */
export function parseNumber(text: string): ParsedNumber {
  if (isMissing(text)) return { kind: 'missing' };
  const plain = text.trim().toLowerCase();
  if (plain.length > 1000 || !/\d/.test(plain) || !NUMBER.test(plain)) return { kind: 'unreadable' };
  const value = Number(plain.replaceAll(',', ''));
  return Number.isFinite(value) ? { kind: 'value', value } : { kind: 'unreadable' };
}

/**
 * A time in milliseconds: a number without a unit is ms; `ns`, `us`, `µs`, `ms`, `s`, `sec`, `m`, `min` and `h` mean
 * what they say, alone or one after the other from great to small (`1m2.5s`).
 *
 * @example parseDurationMs('1.5s') // { kind: 'value', value: 1500 }
 */
export function parseDurationMs(text: string): ParsedNumber {
  const plain = parseNumber(text);
  const parsed = plain.kind === 'unreadable' ? parseUnits(text) : plain;
  return parsed.kind === 'value' && parsed.value > LONGEST_MS ? { kind: 'unreadable' } : parsed;
}

function parseUnits(text: string): ParsedNumber {
  let rest = text.trim().toLowerCase();
  if (rest.length > 100) return { kind: 'unreadable' };
  let total = 0;
  let lastUnit = Infinity;
  while (rest !== '') {
    const part = PART.exec(rest);
    const unit = UNIT_MS.get(part?.[2] ?? '?');
    if (part === null || unit === undefined || unit >= lastUnit) return { kind: 'unreadable' };
    // 0.0015 * 1000 is 1.5000000000000002 in some cases: a decimal shift is exact in text, so let the text do it.
    total += scale(Number(part[1]), unit);
    lastUnit = unit;
    rest = rest.slice(part[0].length).trimStart();
  }
  return Number.isFinite(total) ? { kind: 'value', value: total } : { kind: 'unreadable' };
}

function scale(amount: number, unitMs: number): number {
  return unitMs < 1 ? amount / Math.round(1 / unitMs) : amount * unitMs;
}

/**
 * A count: whole, not negative, at most 2^53 − 1. `1,234` and `12.0` are counts.
 *
 * @example parseCount('1,234') // 1234
 */
export function parseCount(text: string): number | undefined {
  const parsed = parseNumber(text);
  return parsed.kind === 'value' && Number.isSafeInteger(parsed.value) ? parsed.value : undefined;
}
