import { isSame } from '../../format-number.js';

/** Places values along a line: a picture's axis. */
export interface Scale {
  /** Where a value lies, in the picture's units. Values beyond the ends lie at the ends. */
  at: (value: number) => number;
  /** Round values to write at the axis, in order. */
  ticks: readonly number[];
  log: boolean;
}

/** A ratio of largest to smallest from which on a linear scale hides the smaller ones. */
const LOG_FROM = 12;

/** What a scale is made for. */
export interface ScaleOptions {
  /** Ends of the line in the picture's units; the first may be the larger one. */
  range: readonly [number, number];
  /** About how many ticks there is room for. */
  ticks?: number;
  /** Begin at 0 where the scale is linear: for counts, whose height is their size. */
  fromZero?: boolean;
  /** Free room beyond the outermost values, as a share of the line. */
  pad?: number;
}

/** Sizes beyond which no picture tells values apart; quotients of what is within them are still numbers. */
const LARGEST = 1e100;
const SMALLEST = 1e-100;

/**
 * A scale that holds all values: linear, or logarithmic where all are above 0 and the largest is many times the
 * smallest. What differs by its rounding alone counts as one value. What is not finite is left out; undefined where
 * nothing is left.
 */
export function fitScale(values: readonly (number | null | undefined)[], options: ScaleOptions): Scale | undefined {
  const finite = values.filter((value): value is number => typeof value === 'number' && Number.isFinite(value)).map(bounded);
  if (finite.length === 0) return undefined;
  const low = finite.reduce((least, value) => Math.min(least, value), Infinity);
  const high = finite.reduce((most, value) => Math.max(most, value), -Infinity);
  if (options.fromZero !== true && low > 0 && high / low >= LOG_FROM) return logScale(low, high, options);
  return linearScale(options.fromZero === true ? Math.min(0, low) : low, high, options);
}

function bounded(value: number): number {
  return Math.abs(value) < SMALLEST ? 0 : Math.min(Math.max(value, -LARGEST), LARGEST);
}

function linearScale(low: number, high: number, { range, ticks = 4, pad = 0, fromZero = false }: ScaleOptions): Scale {
  const isOne = isSame(low, high);
  const spread = isOne ? Math.abs(high) * 0.1 || 1 : high - low;
  const room = spread * pad || (isOne ? spread / 2 : 0);
  const from = fromZero && low === 0 ? 0 : Math.max(low - room, low >= 0 ? 0 : -Infinity);
  const to = high + room;
  return { at: between(range, from, to, (value) => value), ticks: roundValues(from, to, ticks), log: false };
}

/** The multiples of a round step between two values; no more of them than there is room for. */
function roundValues(from: number, to: number, ticks: number): number[] {
  const step = roundStep((to - from) / ticks);
  const first = Math.ceil(from / step - 1e-9);
  return Array.from({ length: ticks + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12))).filter(
    (value) => value <= to + step * 1e-9,
  );
}

function logScale(low: number, high: number, { range, ticks = 4, pad = 0 }: ScaleOptions): Scale {
  const widen = (high / low) ** pad;
  const from = low / widen;
  const to = high * widen;
  const lowest = Math.floor(Math.log10(from));
  const powers = Array.from({ length: Math.floor(Math.log10(to)) - lowest + 1 }, (_, index) => lowest + index);
  const within = (multiples: readonly number[], every: number): number[] =>
    powers
      .filter((power) => power % every === 0)
      .flatMap((power) => multiples.map((multiple) => Number((multiple * 10 ** power).toPrecision(3))))
      .filter((value) => value >= from * (1 - 1e-9) && value <= to * (1 + 1e-9));
  const every = Math.max(1, Math.ceil(Math.log10(to / from) / ticks));
  const wanted = [within([1, 2, 5], 1), within([1, 3], 1), within([1], 1), within([1], every)];
  const fit = wanted.find((each) => each.length <= ticks + 1) ?? wanted.at(-1) ?? [];
  return { at: between(range, from, to, Math.log), ticks: fit, log: true };
}

function between([first, last]: readonly [number, number], from: number, to: number, map: (value: number) => number): Scale['at'] {
  const start = map(from);
  const length = map(to) - start;
  return (value) => {
    const share = length === 0 ? 0.5 : (map(Math.min(Math.max(value, from), to)) - start) / length;
    return first + (last - first) * share;
  };
}

/** The next of 1, 2, 5 × a power of ten that is not less. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const multiple = [1, 2, 5, 10].find((each) => each * power >= least * (1 - 1e-9)) ?? 10;
  return multiple * power;
}
