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

/**
 * A scale that holds all values: linear, or logarithmic where all are above 0 and the largest is many times the
 * smallest. What is not finite is left out; undefined where nothing is left.
 */
export function fitScale(values: readonly (number | null | undefined)[], options: ScaleOptions): Scale | undefined {
  const finite = values.filter((value): value is number => typeof value === 'number' && Number.isFinite(value));
  if (finite.length === 0) return undefined;
  const low = finite.reduce((least, value) => Math.min(least, value), Infinity);
  const high = finite.reduce((most, value) => Math.max(most, value), -Infinity);
  if (options.fromZero !== true && low > 0 && high / low >= LOG_FROM) return logScale(low, high, options);
  return linearScale(options.fromZero === true ? Math.min(0, low) : low, high, options);
}

function linearScale(low: number, high: number, { range, ticks = 4, pad = 0, fromZero = false }: ScaleOptions): Scale {
  const spread = high - low || Math.abs(high) * 0.1 || 1;
  const from = fromZero && low === 0 ? 0 : Math.max(low - (spread * pad || (high === low ? spread / 2 : 0)), low >= 0 ? 0 : -Infinity);
  const to = high + (spread * pad || (high === low ? spread / 2 : 0));
  const step = roundStep((to - from) / ticks);
  const found: number[] = [];
  for (let index = Math.ceil(from / step - 1e-9); index * step <= to + step * 1e-9; index++)
    found.push(Number((index * step).toPrecision(12)));
  return { at: between(range, from, to, (value) => value), ticks: found, log: false };
}

function logScale(low: number, high: number, { range, ticks = 4, pad = 0 }: ScaleOptions): Scale {
  const widen = (high / low) ** pad;
  const from = low / widen;
  const to = high * widen;
  const decades = Math.log10(to / from);
  const within = (multiples: readonly number[], every: number): number[] => {
    const found: number[] = [];
    for (let power = Math.floor(Math.log10(from)); power <= Math.log10(to); power++) {
      if (power % every !== 0) continue;
      for (const multiple of multiples) found.push(Number((multiple * 10 ** power).toPrecision(3)));
    }
    return found.filter((value) => value >= from * (1 - 1e-9) && value <= to * (1 + 1e-9));
  };
  const wanted = [within([1, 2, 5], 1), within([1, 3], 1), within([1], 1), within([1], Math.max(1, Math.ceil(decades / ticks)))];
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
