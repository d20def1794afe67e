import { checkWhole } from '../check.js';
import { binomialTerm } from './log-gamma.js';

/**
 * Probability of k marked ones among those drawn from a population without putting them back; from three binomial terms, so
 * that the tails keep their digits (Loader 2000).
 *
 * @param marked how many of the population are marked. @param drawn how many are drawn.
 * @throws RangeError when a count is not whole, or more are marked or drawn than there are.
 * @example hypergeometricMass(1, 10, 3, 2) // 0.4666…
 */
export function hypergeometricMass(k: number, population: number, marked: number, drawn: number): number {
  const { least, most } = rangeOf(population, marked, drawn);
  if (!Number.isInteger(k) || k < least || k > most) return 0;
  if (drawn === 0 || drawn === population) return 1;
  const p = drawn / population;
  const q = (population - drawn) / population;
  return (binomialTerm(k, marked, p, q) * binomialTerm(drawn - k, population - marked, p, q)) / binomialTerm(drawn, population, p, q);
}

/**
 * P(X ≥ k) for X marked ones among those drawn. Terms are added from k outwards, each from the one before by its ratio,
 * until they no longer count.
 *
 * @throws RangeError as {@link hypergeometricMass}.
 * @example hypergeometricUpper(1, 10, 3, 2) // 0.5333…
 */
export function hypergeometricUpper(k: number, population: number, marked: number, drawn: number): number {
  // Few among those drawn are many among those left.
  return hypergeometricLower(marked - k, population, marked, population - drawn);
}

/**
 * P(X ≤ k), as {@link hypergeometricUpper}.
 *
 * @throws RangeError as {@link hypergeometricMass}.
 * @example hypergeometricLower(0, 10, 3, 2) // 0.4666…
 */
export function hypergeometricLower(k: number, population: number, marked: number, drawn: number): number {
  const { least, most } = rangeOf(population, marked, drawn);
  const whole = Math.floor(k);
  if (whole < least) return 0;
  if (whole >= most) return 1;
  if (whole < (drawn * marked) / population) return tail(whole, least, population, marked, drawn);
  return 1 - tail(marked - whole - 1, marked - most, population, marked, population - drawn);
}

/** Sum of the terms from k, on the lower side of the mean, down to the least. */
function tail(k: number, least: number, population: number, marked: number, drawn: number): number {
  let term = hypergeometricMass(k, population, marked, drawn);
  let sum = term;
  for (let at = k; at > least && term > sum * 1e-17; at--) {
    term *= (at * (population - marked - drawn + at)) / ((marked - at + 1) * (drawn - at + 1));
    sum += term;
  }
  return Math.min(1, sum);
}

function rangeOf(population: number, marked: number, drawn: number): { least: number; most: number } {
  checkWhole('population, marked and drawn', population, marked, drawn);
  if (Math.max(marked, drawn) > population)
    throw new RangeError(`${marked} marked and ${drawn} drawn of ${population}; expected no more than there are`);
  return { least: Math.max(0, drawn + marked - population), most: Math.min(drawn, marked) };
}
