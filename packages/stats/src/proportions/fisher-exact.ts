import { bisect } from '../bisect.js';
import { hypergeometricLower, hypergeometricMass, hypergeometricUpper } from '../distributions/hypergeometric.js';
import { checkProportion, type Proportion } from './proportion.js';

/** Probabilities of {@link fisherExact}. */
export interface FisherResult {
  /** Of at least as many events in the current group, given all events. */
  greater: number;
  /** Of at most as many. */
  less: number;
  /** Of a division no likelier than the one observed. */
  twoSided: number;
  /** `greater` with only half of the observed division (Lancaster 1961). */
  midP: number;
}

/**
 * Fisher's exact test of two proportions (1935): given how many events there are in all, the current group's are
 * hypergeometric. Exact for independent trials only: failures that come in bursts make it far too sure.
 *
 * @throws RangeError when a side has no trials, or x is not from 0 to n.
 * @example fisherExact({ x: 2, n: 5000 }, { x: 9, n: 1000 }).greater // 0.0000038374…
 */
export function fisherExact(baseline: Proportion, current: Proportion): FisherResult {
  checkProportion(baseline);
  checkProportion(current);
  const population = baseline.n + current.n;
  const events = baseline.x + current.x;
  const greater = hypergeometricUpper(current.x, population, events, current.n);
  return {
    greater,
    less: hypergeometricLower(current.x, population, events, current.n),
    twoSided: twoSided(baseline, current),
    midP: greater - hypergeometricMass(current.x, population, events, current.n) / 2,
  };
}

/** Terms that are as likely as the observed one count too, whatever their last digits say. */
const SLACK = 1 + 1e-7;

function twoSided(baseline: Proportion, current: Proportion): number {
  const population = baseline.n + current.n;
  const events = baseline.x + current.x;
  const drawn = current.n;
  const mode = Math.floor(((drawn + 1) * (events + 1)) / (population + 2));
  // What is above the mode here is below it on the other side.
  if (current.x > mode) return twoSided(current, baseline);
  const mass = (k: number) => hypergeometricMass(k, population, events, drawn);
  const limit = mass(current.x) * SLACK;
  if (mass(mode) <= limit) return 1;
  const most = Math.min(drawn, events);
  // Beyond the mode the masses fall: the first that is no likelier begins the other tail.
  const beyond = Math.ceil(bisect(mode, most + 1, (k) => mass(Math.floor(k)) > limit));
  return hypergeometricLower(current.x, population, events, drawn) + hypergeometricUpper(beyond, population, events, drawn);
}
