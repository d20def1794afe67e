/** What a text that should be a number turned out to be. */
export type ParsedNumber = { kind: 'value'; value: number } | { kind: 'missing' } | { kind: 'unreadable' };

const MISSING: ReadonlySet<string> = new Set([
  '',
  '-',
  '--',
  'n/a',
  'na',
  'nan',
  '-nan',
  'nan%',
  '-nan%',
  'none',
  'null',
  'undefined',
  'inf',
  '+inf',
  '-inf',
  'infinity',
  '+infinity',
  '-infinity',
]);

/** Milliseconds in a unit of time, as `factor` × 10^`exponent`. */
const UNITS: ReadonlyMap<string, { factor: number; exponent: number }> = new Map([
  ['ns', { factor: 1, exponent: -6 }],
  ['us', { factor: 1, exponent: -3 }],
  ['µs', { factor: 1, exponent: -3 }],
  ['μs', { factor: 1, exponent: -3 }],
  ['ms', { factor: 1, exponent: 0 }],
  ['msec', { factor: 1, exponent: 0 }],
  ['s', { factor: 1, exponent: 3 }],
  ['sec', { factor: 1, exponent: 3 }],
  ['secs', { factor: 1, exponent: 3 }],
  ['m', { factor: 6, exponent: 4 }],
  ['min', { factor: 6, exponent: 4 }],
  ['h', { factor: 36, exponent: 5 }],
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
  // Most of what is read is as plain as this.
  if (/^\d{1,15}(?:\.\d{1,20})?$/.test(text)) return { kind: 'value', value: Number(text) };
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
  let lastUnitMs = Infinity;
  while (rest !== '') {
    const part = PART.exec(rest);
    const unit = UNITS.get(part?.[2] ?? '');
    if (part === null || unit === undefined) return { kind: 'unreadable' };
    const unitMs = unit.factor * 10 ** unit.exponent;
    if (unitMs >= lastUnitMs) return { kind: 'unreadable' };
    // Shifting the decimal point in the text is exact; 1.001 * 1000 is 1000.9999999999999.
    total += Number(`${part[1]}e${unit.exponent}`) * unit.factor;
    lastUnitMs = unitMs;
    rest = rest.slice(part[0].length).trimStart();
  }
  return Number.isFinite(total) ? { kind: 'value', value: total } : { kind: 'unreadable' };
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
