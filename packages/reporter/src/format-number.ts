/** How numbers are written. */
export interface NumberOptions {
  /** Real minus, arrow and micro sign; plain ASCII without. Default true. */
  unicode?: boolean;
  /** Numbers in the same unit that a different value must not look like: digits are added until it does not. */
  distinctFrom?: readonly number[];
  /** Significant digits to begin with. Default 3. */
  digits?: number;
}

/** What is only context is written with two digits: more of them promise more than noise keeps. */
export const CONTEXT: NumberOptions = { digits: 2 };

/** Most significant digits of a double that mean something. */
const MOST_DIGITS = 15;

/** Two numbers nearer to each other than this, relative to their size, are the same number, rounded differently. */
const SAME = 1e-9;

/**
 * A number with three significant digits (integers keep all of theirs), no trailing zeros, thousands grouped.
 * More digits are added while it would otherwise look like one of `distinctFrom`, or like 0, without being it. What is not
 * finite is `—`.
 *
 * @example formatNumber(1234.5) // '1,235'
 * @example formatNumber(30.04, { distinctFrom: [30] }) // '30.04'
 */
export function formatNumber(value: number, { unicode = true, distinctFrom = [], digits = 3 }: NumberOptions = {}): string {
  if (!Number.isFinite(value)) return nothing(unicode);
  const size = Math.abs(value);
  let text = rounded(size, digits);
  for (let more = digits + 1; more <= MOST_DIGITS && looksLikeOne(text, size, distinctFrom); more++) text = rounded(size, more);
  const negative = value < 0 && Number(text) !== 0;
  return (negative ? (unicode ? '−' : '-') : '') + grouped(text);
}

/** Whether a number is written as one of those that it is not. */
function looksLikeOne(text: string, size: number, others: readonly number[]): boolean {
  return others.length > 0 && others.some((other) => Number(text) === Math.abs(other) && !isSame(Math.abs(other), size));
}

/** Whether two numbers differ by no more than their rounding (1e-9 of the larger). */
export function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= SAME * Math.max(Math.abs(a), Math.abs(b));
}

function rounded(size: number, digits: number): string {
  if (size === 0) return '0';
  if (size < 1e-6 || size >= 1e15) return size.toExponential(Math.min(digits, 3) - 1);
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  const text = size.toFixed(Math.min(decimals, 20));
  return decimals > 0 && text.endsWith('0') ? text.replace(/\.?0+$/, '') : text;
}

function grouped(text: string): string {
  const point = text.indexOf('.');
  const length = point < 0 ? text.length : point;
  if (length < 4 || text.includes('e')) return text;
  return text.slice(0, length).replace(/\B(?=(\d{3})+$)/g, ',') + text.slice(length);
}

interface Scale {
  /** Smallest rounded value, in the metric’s unit, that it is used for. */
  from: number;
  factor: number;
  suffix: string;
}

const SCALES: ReadonlyMap<string, readonly Scale[]> = new Map([
  [
    'ms',
    [
      { from: 0, factor: 1e-3, suffix: 'µs' },
      { from: 1, factor: 1, suffix: 'ms' },
      { from: 1000, factor: 1000, suffix: 's' },
    ],
  ],
  [
    'requests/s',
    [
      { from: 0, factor: 1, suffix: '/s' },
      { from: 1e4, factor: 1000, suffix: 'k/s' },
      { from: 1e7, factor: 1e6, suffix: 'M/s' },
    ],
  ],
  [
    'bytes',
    [
      { from: 0, factor: 1, suffix: 'B' },
      { from: 1e3, factor: 1e3, suffix: 'kB' },
      { from: 1e6, factor: 1e6, suffix: 'MB' },
      { from: 1e9, factor: 1e9, suffix: 'GB' },
    ],
  ],
  ['count', [{ from: 0, factor: 1, suffix: '' }]],
]);

function scaleOf(value: number, unit: string): Scale {
  const scales = SCALES.get(unit);
  if (scales === undefined) return { from: 0, factor: 1, suffix: unit };
  const size = Number(Math.abs(value).toPrecision(3));
  // A zero has no size of its own: it is written in the unit that the metric bears.
  const fit = size === 0 ? scales.find((scale) => scale.factor === 1) : scales.findLast((scale) => size >= scale.from);
  return fit ?? { from: 0, factor: 1, suffix: unit };
}

/**
 * A value with its unit, in the size that suits it: `850 µs`, `1.24 s`, `12.3 k/s`, `0.33 %`. A share that is not 100 %
 * never reads `100 %`; shares below 1 % start with two digits. Units of custom metrics come from outside and are not
 * escaped here.
 *
 * @param value in the metric's unit.
 * @example formatQuantity(1240, 'ms') // '1.24 s'
 */
export function formatQuantity(value: number, unit: string, options: NumberOptions = {}): string {
  return quantity(value, unit, options, 0);
}

/** What stands where there is no number. */
function nothing(unicode: boolean): string {
  return unicode ? '—' : '-';
}

function quantity(value: number, unit: string, options: NumberOptions, moreDigits: number): string {
  if (!Number.isFinite(value)) return nothing(options.unicode ?? true);
  const scale = scaleOf(value, unit);
  return withSuffix(numberInScale(value, scale, unit, options, moreDigits), scale.suffix, options.unicode ?? true);
}

function numberInScale(value: number, scale: Scale, unit: string, options: NumberOptions, moreDigits: number): string {
  const distinctFrom = othersInScale(options.distinctFrom, scale, unit);
  const usual = unit === 'count' && Number.isInteger(value) ? MOST_DIGITS : unit === '%' && Math.abs(value) < 1 ? 2 : 3;
  return formatNumber(value / scale.factor, {
    ...options,
    distinctFrom,
    digits: Math.min(MOST_DIGITS, (options.digits ?? usual) + moreDigits),
  });
}

const NOT_ALL: readonly number[] = [100];

/** What the number must not look like, in the same scale; a share that is not all never looks so. */
function othersInScale(others: readonly number[] | undefined, { factor }: Scale, unit: string): readonly number[] {
  if (others === undefined || others.length === 0) return unit === '%' ? NOT_ALL : [];
  return [...others, ...(unit === '%' ? NOT_ALL : [])].map((other) => other / factor);
}

function withSuffix(number: string, suffix: string, unicode: boolean): string {
  const written = unicode ? suffix : suffix.replaceAll('µ', 'u');
  return written === '' ? number : `${number} ${written}`;
}

/** Digits that two values need beyond the usual ones so as not to look the same; 0 when they are the same. */
function digitsToTellApart(before: number, after: number, write: (value: number, moreDigits: number) => string): number {
  let more = 0;
  if (isSame(before, after)) return more;
  while (more < MOST_DIGITS && write(before, more) === write(after, more)) more++;
  return more;
}

/**
 * Two values of one metric: `412 → 660 ms`, in one size where both can be read in it, else each in its own
 * (`850 µs → 1.24 s`). Values that differ never look the same. Null is a value that was not measured, written `—`.
 *
 * @example formatPair(412, 660, 'ms') // '412 → 660 ms'
 */
export function formatPair(before: number | null, after: number | null, unit: string, options: NumberOptions = {}): string {
  const unicode = options.unicode ?? true;
  const arrow = unicode ? ' → ' : ' -> ';
  if (before === null && after === null) return nothing(unicode);
  if (before === null || after === null) return formatSides(before, after, unit, options).join(arrow);
  const scale = scaleOf(Math.max(Math.abs(before), Math.abs(after)), unit);
  const apart = [before, after].some((value) => isTooSmallFor(scale, value, unit));
  const write = (value: number, more: number) =>
    apart ? quantity(value, unit, options, more) : numberInScale(value, scale, unit, options, more);
  const more = digitsToTellApart(before, after, write);
  const pair = `${write(before, more)}${arrow}${write(after, more)}`;
  return apart ? pair : withSuffix(pair, scale.suffix, unicode);
}

/** `1 s → 10 ms` and not `1 → 0.01 s`, which takes counting of zeros. */
function isTooSmallFor(scale: Scale, value: number, unit: string): boolean {
  const size = Math.abs(value) / scale.factor;
  return size !== 0 && (size < 0.01 || (size < 0.1 && scaleOf(value, unit).suffix !== scale.suffix));
}

/**
 * Both values of a pair apart, for two cells of a table: each in its own size, never looking the same when they differ.
 */
export function formatSides(
  before: number | null,
  after: number | null,
  unit: string,
  options: NumberOptions = {},
): [before: string, after: string] {
  const more =
    before === null || after === null ? 0 : digitsToTellApart(before, after, (value, extra) => quantity(value, unit, options, extra));
  const write = (value: number | null) => (value === null ? nothing(options.unicode ?? true) : quantity(value, unit, options, more));
  return [write(before), write(after)];
}

/**
 * A number with its sign, `+60` or `−30`; 0 has none.
 */
export function formatSigned(value: number, options: NumberOptions = {}): string {
  if (!Number.isFinite(value)) return nothing(options.unicode ?? true);
  const text = formatNumber(value, options);
  return value > 0 && text !== '0' ? `+${text}` : text;
}

/**
 * A change in per cent with its sign: `+60.2 %`, `−99.98 %`. What is not 100 % never reads so.
 */
export function formatSignedPct(value: number, options: NumberOptions = {}): string {
  return `${formatSigned(value, { ...options, distinctFrom: [100, ...(options.distinctFrom ?? [])] })} %`;
}

/**
 * A change in the metric's unit with its sign: `+248 ms`, `+0.67 pp`, `−15 /s`.
 */
export function formatSignedQuantity(value: number, unit: string, options: NumberOptions = {}): string {
  if (!Number.isFinite(value)) return nothing(options.unicode ?? true);
  const text =
    unit === '%'
      ? `${numberInScale(value, { from: 0, factor: 1, suffix: '' }, unit, options, 0)} pp`
      : formatQuantity(value, unit, options);
  return value > 0 ? `+${text}` : text;
}
