import { betaQuantile } from './distributions/beta.js';
import { hypergeometricLower, hypergeometricMass, hypergeometricUpper } from './distributions/hypergeometric.js';
import { normalQuantile, normalUpper } from './distributions/normal.js';

/** Failures among requests. */
export interface Proportion {
  /** Events, a whole number from 0 to `n`. */
  x: number;
  /** Trials. */
  n: number;
}

/** Lower and upper end of an interval. */
export type Interval = readonly [lower: number, upper: number];

function checkProportion({ x, n }: Proportion): void {
  if (!(Number.isInteger(x) && Number.isInteger(n) && x >= 0 && x <= n && n > 0))
    throw new RangeError(`${x} of ${n}; expected whole numbers, x from 0 to n, n above 0`);
}

/**
 * Wilson's score interval for a proportion (1927).
 *
 * @throws RangeError when n is 0 or x is not from 0 to n.
 * @example wilsonInterval({ x: 0, n: 10 }) // [0, 0.2775…]
 */
export function wilsonInterval(of: Proportion, confidence = 0.95): Interval {
  checkProportion(of);
  const z = normalQuantile(1 - (1 - confidence) / 2);
  const { x, n } = of;
  const p = x / n;
  const centre = p + (z * z) / (2 * n);
  const half = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  return [x === 0 ? 0 : Math.max(0, (centre - half) / scale), x === n ? 1 : Math.min(1, (centre + half) / scale)];
}

/**
 * Clopper and Pearson's exact interval for a proportion (1934): it holds the true one at least as often as it says.
 *
 * @throws RangeError when n is 0 or x is not from 0 to n.
 */
export function clopperPearson(of: Proportion, confidence = 0.95): Interval {
  checkProportion(of);
  const { x, n } = of;
  const tail = (1 - confidence) / 2;
  return [x === 0 ? 0 : betaQuantile(tail, x, n - x + 1), x === n ? 1 : betaQuantile(1 - tail, x + 1, n - x)];
}

/**
 * Newcombe's hybrid score interval for the difference current − baseline (1998, method 10), from Wilson's intervals of both.
 *
 * @throws RangeError when a side has no trials.
 * @example newcombeInterval({ x: 48, n: 80 }, { x: 56, n: 70 }) // [0.0524…, 0.3338…]
 */
export function newcombeInterval(baseline: Proportion, current: Proportion, confidence = 0.95): Interval {
  const [low1, high1] = wilsonInterval(baseline, confidence);
  const [low2, high2] = wilsonInterval(current, confidence);
  const [p1, p2] = [baseline.x / baseline.n, current.x / current.n];
  return [p2 - p1 - Math.hypot(p2 - low2, high1 - p1), p2 - p1 + Math.hypot(high2 - p2, p1 - low1)];
}

/**
 * Miettinen and Nurminen's score interval for the difference current − baseline (1985): the differences that the score test
 * with their variance, N/(N − 1) times that under the constraint, does not reject.
 *
 * @throws RangeError when a side has no trials.
 */
export function miettinenNurminenInterval(baseline: Proportion, current: Proportion, confidence = 0.95): Interval {
  checkProportion(baseline);
  checkProportion(current);
  const z = normalQuantile(1 - (1 - confidence) / 2);
  const observed = current.x / current.n - baseline.x / baseline.n;
  const score = (difference: number) => scoreOf(baseline, current, observed, difference);
  return [bound(-1, observed, (at) => score(at) > z), bound(1, observed, (at) => score(at) < -z)];
}

/** The point between the end and the estimate at which a difference ceases to be rejected. */
function bound(end: number, estimate: number, isRejected: (at: number) => boolean): number {
  if (!isRejected(end + (estimate - end) * 1e-15)) return end;
  let [outside, inside] = [end, estimate];
  for (let step = 0; step < 200; step++) {
    const middle = (outside + inside) / 2;
    if (middle === outside || middle === inside) break;
    if (isRejected(middle)) outside = middle;
    else inside = middle;
  }
  return (outside + inside) / 2;
}

function scoreOf({ x: x1, n: n1 }: Proportion, { x: x2, n: n2 }: Proportion, observed: number, difference: number): number {
  const p1 = constrained(x1, n1, x2, n2, difference);
  const p2 = Math.min(1, Math.max(0, p1 + difference));
  const size = n1 + n2;
  const variance = ((p1 * (1 - p1)) / n1 + (p2 * (1 - p2)) / n2) * (size / (size - 1));
  const off = observed - difference;
  return variance <= 0 ? (off === 0 ? 0 : Math.sign(off) * Infinity) : off / Math.sqrt(variance);
}

/** The likeliest baseline proportion given the difference, in closed form (Farrington and Manning 1990). */
function constrained(x1: number, n1: number, x2: number, n2: number, d: number): number {
  const theta = n2 / n1;
  const [p1, p2] = [x1 / n1, x2 / n2];
  // In terms of the second group, whose proportion is the first's plus d.
  const a = 1 + theta;
  const b = -(1 + theta + p1 + theta * p2 + -d * (theta + 2) * -1);
  const swapped = solve(a, b, p1, p2, theta, d);
  return Math.min(1, Math.max(0, swapped));
}

/** Root of the cubic for p₁ with p₂ = p₁ + d: (1+θ)p³ + Bp² + Cp + D = 0. */
function solve(a: number, _b: number, p1: number, p2: number, theta: number, d: number): number {
  const e = -d;
  // Written for s = p₂ − p₁ = d by exchanging the groups: p₁ − p₂ = e.
  const b = -(1 + theta + p1 + theta * p2 + e * (theta + 2));
  const c = e * e + e * (2 * p1 + theta + 1) + p1 + theta * p2;
  const dd = -p1 * e * (1 + e);
  const v = b ** 3 / (27 * a ** 3) - (b * c) / (6 * a * a) + dd / (2 * a);
  const radicand = (b * b) / (9 * a * a) - c / (3 * a);
  const u = (v >= 0 ? 1 : -1) * Math.sqrt(Math.max(0, radicand));
  const ratio = u === 0 ? 0 : Math.min(1, Math.max(-1, v / u ** 3));
  const w = (Math.PI + Math.acos(ratio)) / 3;
  return 2 * u * Math.cos(w) - b / (3 * a);
}

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
 * Fisher's exact test of two proportions: given how many events there are in all, the current group's are hypergeometric.
 * Exact for independent trials only: failures that come in bursts make it far too sure.
 *
 * @throws RangeError when a side has no trials.
 * @example fisherExact({ x: 2, n: 5000 }, { x: 9, n: 1000 }).greater // 3.8374…e-6
 */
export function fisherExact(baseline: Proportion, current: Proportion): FisherResult {
  checkProportion(baseline);
  checkProportion(current);
  const population = baseline.n + current.n;
  const events = baseline.x + current.x;
  const observed = hypergeometricMass(current.x, population, events, current.n);
  const greater = hypergeometricUpper(current.x, population, events, current.n);
  return {
    greater,
    less: hypergeometricLower(current.x, population, events, current.n),
    twoSided: twoSided(current.x, population, events, current.n, observed),
    midP: greater - observed / 2,
  };
}

/** Terms that are as likely as the observed one count too, whatever their last digits say. */
const SLACK = 1 + 1e-7;

function twoSided(x: number, population: number, events: number, drawn: number, observed: number): number {
  const lowest = Math.max(0, drawn + events - population);
  const most = Math.min(drawn, events);
  const mode = Math.floor(((drawn + 1) * (events + 1)) / (population + 2));
  const mass = (k: number) => hypergeometricMass(k, population, events, drawn);
  // On the other side of the mode the likely ones come first: the first that is not likelier ends them.
  if (x <= mode) {
    let [inside, outside] = [mode, most + 1];
    while (outside - inside > 1) {
      const middle = (inside + outside) >> 1;
      if (mass(middle) > observed * SLACK) inside = middle;
      else outside = middle;
    }
    if (mass(mode) <= observed * SLACK) return 1;
    return Math.min(
      1,
      hypergeometricLower(x, population, events, drawn) + (outside > most ? 0 : hypergeometricUpper(outside, population, events, drawn)),
    );
  }
  let [outside, inside] = [lowest - 1, mode];
  while (inside - outside > 1) {
    const middle = (inside + outside) >> 1;
    if (mass(middle) > observed * SLACK) inside = middle;
    else outside = middle;
  }
  if (mass(mode) <= observed * SLACK) return 1;
  return Math.min(
    1,
    hypergeometricUpper(x, population, events, drawn) + (outside < lowest ? 0 : hypergeometricLower(outside, population, events, drawn)),
  );
}

/** What {@link scoreTest} finds. */
export interface ScoreResult {
  /** Difference over its standard error under equal proportions; 0 where neither side has, or all have, an event. */
  z: number;
  /** P(Z > z). */
  greater: number;
}

/** The score test of two proportions: the pooled z test without correction. */
export function scoreTest(baseline: Proportion, current: Proportion): ScoreResult {
  checkProportion(baseline);
  checkProportion(current);
  const pooled = (baseline.x + current.x) / (baseline.n + current.n);
  const variance = pooled * (1 - pooled) * (1 / baseline.n + 1 / current.n);
  const z = variance > 0 ? (current.x / current.n - baseline.x / baseline.n) / Math.sqrt(variance) : 0;
  return { z, greater: normalUpper(z) };
}
