import { binomialTerm } from './log-gamma.js';

/**
 * Probability of k marked ones among n drawn from a population of N, K of which are marked; from three binomial terms, so
 * that the tails keep their digits (Loader 2000).
 */
export function hypergeometricMass(k: number, population: number, marked: number, drawn: number): number {
  if (k < Math.max(0, drawn + marked - population) || k > Math.min(drawn, marked)) return 0;
  if (drawn === 0 || drawn === population) return 1;
  const p = drawn / population;
  const q = (population - drawn) / population;
  return (binomialTerm(k, marked, p, q) * binomialTerm(drawn - k, population - marked, p, q)) / binomialTerm(drawn, population, p, q);
}

/**
 * P(X ≥ k) for X marked ones among those drawn. Terms are added from k outwards, each from the one before by its ratio,
 * until they no longer count.
 */
export function hypergeometricUpper(k: number, population: number, marked: number, drawn: number): number {
  const lowest = Math.max(0, drawn + marked - population);
  const most = Math.min(drawn, marked);
  if (k <= lowest) return 1;
  if (k > most) return 0;
  const mean = (drawn * marked) / population;
  if (k < mean) return 1 - sumDown(k - 1, lowest, population, marked, drawn);
  let term = hypergeometricMass(k, population, marked, drawn);
  let sum = term;
  for (let at = k; at < most && term > sum * 1e-17; at++) {
    term *= ((marked - at) * (drawn - at)) / ((at + 1) * (population - marked - drawn + at + 1));
    sum += term;
  }
  return Math.min(1, sum);
}

/** P(X ≤ k). */
export function hypergeometricLower(k: number, population: number, marked: number, drawn: number): number {
  const lowest = Math.max(0, drawn + marked - population);
  if (k < lowest) return 0;
  if (k >= Math.min(drawn, marked)) return 1;
  const mean = (drawn * marked) / population;
  return k < mean ? sumDown(k, lowest, population, marked, drawn) : 1 - hypergeometricUpper(k + 1, population, marked, drawn);
}

function sumDown(k: number, lowest: number, population: number, marked: number, drawn: number): number {
  let term = hypergeometricMass(k, population, marked, drawn);
  let sum = term;
  for (let at = k; at > lowest && term > sum * 1e-17; at--) {
    term *= (at * (population - marked - drawn + at)) / ((marked - at + 1) * (drawn - at + 1));
    sum += term;
  }
  return Math.min(1, sum);
}
