import { formatNumber, formatQuantity, formatSigned, formatSignedQuantity } from './format-number.js';

/** What every number of an explanation is called. */
export const numberWords = {
  baselineValue: 'before',
  currentValue: 'now',
  change: 'change',
  runNoise: 'from run to run (σ0)',
  requestNoise: 'by the number of requests',
  measuredRuns: 'runs that measured that themselves',
  roundingNoise: 'by rounding or buckets',
  expectedNoise: 'together, expected of one run',
  lowerNeighbour: 'steepness taken from the percentile',
  upperNeighbour: 'to the percentile',
  inflation: 'factor for requests that are not independent',
  ownNoise: 'what its own runs show',
  ownDf: 'number of its runs beyond two',
  scale: 'noise of the report over the expected (c̃)',
  d0: 'runs that the common noise counts for (d0)',
  poolDf: 'runs that all endpoints together count for',
  df: 'runs that all of it counts for (df)',
  oneRunNoise: 'taken for one run',
  endpointSpread: 'scatter of the endpoints’ changes',
  theta: 'change of the logarithm (θ)',
  standardError: 'its standard error',
  standardErrors: 'change in standard errors',
  low: 'true change, 95 %: from',
  high: 'to',
  p: 'chance of it in unchanged code (p)',
  drift: 'what moved all endpoints',
  pAdjusted: 'p, adjusted for all tests',
  tests: 'tests in this report',
  endpointsNeeded: 'endpoints needed',
  q: 'proven up to',
  qWarn: 'suspected up to',
  baselineFailures: 'failed before',
  baselineRequests: 'of requests',
  currentFailures: 'failed now',
  currentRequests: 'of requests',
  dispersion: 'failures that come together',
  pFisher: 'p by the counts',
  rateNoise: 'rate from run to run, expected',
  rateDispersion: 'its variance over the expected',
  pQuasi: 'p by the rates',
  boundary: 'broken beyond',
  threshold: 'that is a change of',
  chance: 'broken by unchanged code',
  reportChance: 'the same anywhere in the report',
  aloneBelow: 'decides alone below',
  runsNeeded: 'current runs needed',
  detectable: 'smallest change that would have been found',
  assumedNoise: 'would hold up to a noise of',
  requestShare: 'of the expected noise: few requests, rounding',
  look: 'look',
  maxLooks: 'of at most',
  qWhole: 'proven up to, over all looks',
  qSpent: 'of it spent up to this look',
  qSpentBefore: 'of it spent up to the look before',
  qWarnWhole: 'suspected up to, over all looks',
  qWarnSpent: 'of it spent up to this look',
  qWarnSpentBefore: 'of it spent up to the look before',
  aloneWhole: 'decides alone below, over all looks',
  aloneSpent: 'of it spent up to this look',
  aloneSpentBefore: 'of it spent up to the look before',
  boundWhole: 'shown beyond the limit up to, over all looks',
  boundSpent: 'of it spent up to this look',
  boundSpentBefore: 'of it spent up to the look before',
  bound: 'shown beyond the limit up to',
  moreRuns: 'more runs of the same code',
  morePairs: 'more pairs of runs',
} as const;

/** Which number it is. */
export type ExplainedNumberName = keyof typeof numberWords;

/** A number of a step, with its unit: the metric's, `%`, `pp`, `ln`, `probability`, `ratio`, `df`, `runs`, `requests`, … */
export interface ExplainedNumberLike {
  name: ExplainedNumberName;
  value: number | null;
  unit: string;
}

/** Changes, which need their sign. */
const SIGNED: ReadonlySet<string> = new Set(['change', 'theta', 'low', 'high', 'drift', 'threshold', 'detectable', 'standardErrors']);

/** What is set and not found out: error rates, whole and of a look. */
const RATE = /^(q|qWarn|alone|bound)(Below|Whole|Spent|SpentBefore)?$/;

/** An explained number that is known, with its unit, as it is read. */
export function formatExplained({ name, value: number, unit }: ExplainedNumberLike & { value: number }, unicode: boolean): string {
  if (unit === 'probability') return RATE.test(name) ? rate(number) : probability(number);
  if (unit === 'pp') return name === 'standardError' ? `${formatNumber(number)} pp` : formatSignedQuantity(number, '%', { unicode });
  if (unit === 'percentile') return `p${number}`;
  if (unit === '%' && SIGNED.has(name)) return `${formatSigned(number, { unicode })} %`;
  if (['ln', 'ratio', 'df', 'runs', 'pairs', 'looks', 'tests', 'endpoints', 'requests'].includes(unit))
    return SIGNED.has(name) ? formatSigned(number, { unicode }) : formatNumber(number, { unicode });
  return formatQuantity(number, unit, { unicode });
}

/** Rarer than this nobody can imagine, and no model is exact. */
const RAREST = 1e-9;

/** Below this a number with its zeros says less than how seldom it is. */
const FEW = 1e-4;

/** A probability, and where it is small how seldom that is: `0.0068 (1 in 147)`. */
function probability(value: number): string {
  if (value < RAREST) return 'less than 1 in a thousand million';
  if (value > 0.1) return formatNumber(value);
  return value < FEW ? seldom(value) : `${formatNumber(value)} (${seldom(value)})`;
}

/** An error rate as it is written; where a probability held against it would only be told as how seldom, that too. */
function rate(value: number): string {
  return value < RAREST || value >= FEW ? formatNumber(value) : `${formatNumber(value)} (${seldom(value)})`;
}

/** `1 in 147`. */
function seldom(value: number): string {
  return `1 in ${formatNumber(Number(Math.round(1 / value).toPrecision(3)), { digits: 15 })}`;
}
