import { UserError } from '@loadline/schema';
import type { SimulationOptions } from './types.js';

/** Options with every default filled in. */
export type Settings = Required<Omit<SimulationOptions, 'users' | 'startedAt'>> & Pick<SimulationOptions, 'users' | 'startedAt'>;

const DEFAULTS: Settings = {
  requests: 5000,
  sigma: 0.05,
  lambda: 0.5,
  heterogeneity: 0,
  rho: 0.5,
  contamination: 0,
  errorRatePct: 0,
  errorCv: 0.15,
  burst: 2,
  throughputNoise: 0.02,
  durationSeconds: 300,
  percentiles: [50, 66, 75, 80, 90, 95, 98, 99, 99.9],
  provenance: 'exact',
  rounding: 'none',
  vif: false,
  histogram: false,
  samples: false,
};

type Range = readonly [name: keyof Settings, least: number, most: number];

const RANGES: readonly Range[] = [
  ['requests', 0, 1e9],
  ['sigma', 0, 2],
  ['lambda', 0, 1],
  ['heterogeneity', 0, 2],
  ['rho', 0, 0.99],
  ['contamination', 0, 1],
  ['errorRatePct', 0, 100],
  ['errorCv', 0, 10],
  ['burst', 1, 1e6],
  ['throughputNoise', 0, 2],
  ['durationSeconds', 0.001, 1e7],
];

/** @throws UserError when an option is out of its range. */
export function readSettings(options: SimulationOptions): Settings {
  const given = Object.fromEntries(Object.entries(options).filter(([name, value]) => value !== undefined && Object.hasOwn(KNOWN, name)));
  const settings: Settings = { ...DEFAULTS, ...given };
  for (const [name, least, most] of RANGES) checkRange(name, Number(settings[name]), least, most);
  settings.percentiles.forEach((percentile, index) => {
    const before = settings.percentiles[index - 1] ?? 0;
    if (!(percentile > before && percentile < 100))
      throw outOfRange(`percentile ${percentile} after ${before}`, 'ascending ones below 100');
  });
  if (settings.startedAt !== undefined && Number.isNaN(Date.parse(settings.startedAt)))
    throw outOfRange(`startedAt of ${settings.startedAt}`, 'a date and time in ISO 8601');
  return settings;
}

const KNOWN: Readonly<Record<string, unknown>> = { ...DEFAULTS, users: 0, startedAt: '' };

/** @throws UserError when a number is not in its range. */
export function checkRange(what: string, value: number, least: number, most: number): void {
  if (!(value >= least && value <= most)) throw outOfRange(`${what} of ${value}`, `a number from ${least} to ${most}`);
}

/** @throws UserError when the seed is not a whole number that a double holds exactly. */
export function checkSeed(seed: number): void {
  if (!Number.isSafeInteger(seed)) throw outOfRange(`a seed of ${seed}`, 'a whole number');
}

function outOfRange(found: string, expected: string): UserError {
  return new UserError({ code: 'simulation-option', found, expected });
}

/** The share below a percentile, without the digits that dividing leaves. */
export function shareOf(percentile: number): number {
  return Number((percentile / 100).toPrecision(12));
}
