import type { Limit, LimitTerm } from './generated/types.js';
import { echo, nearest } from './errors.js';
import type { MetricInfo } from './metrics.js';

/** Which text a limit is: a change or bad-side value that breaks (`warn`, `fail`), or a goal that must hold (`slo`). */
export type LimitLevel = 'warn' | 'fail' | 'slo';

/** A limit that could not be read: what was found, what was expected, and where in the text. */
export interface LimitProblem {
  found: string;
  expected: string;
  /** Offset in the text, from 0, in UTF-16 units. */
  offset: number;
  hint?: string;
}

export type LimitResult = { limit: Limit; problem?: undefined } | { limit?: undefined; problem: LimitProblem };

/** Slack of every comparison, relative to the limit: a limit that is exactly reached is not broken. */
const TOLERANCE = 1e-9;

const TIME_UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
};
const RATE_UNITS: Readonly<Record<string, number>> = {
  '/s': 1,
  'req/s': 1,
  'requests/s': 1,
  rps: 1,
  '/min': 1 / 60,
  '/m': 1 / 60,
  'k/s': 1000,
};
const BYTE_UNITS: Readonly<Record<string, number>> = {
  b: 1,
  bytes: 1,
  kb: 1000,
  mb: 1e6,
  gb: 1e9,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
};

const TERM =
  /^(?<op>>=|<=|==|=|!=|>|<|\+|-|−|±)?\s*(?<sign>[+\-−])?(?<digits>(?:\d[\d_]*)(?:\.\d+)?(?:e[+-]?\d+)?|\.\d+)\s*(?<unit>[^\s\d]*)$/iu;

/**
 * Reads the text of a limit for one metric.
 *
 * Grammar: alternatives joined by `or`, each one or more terms joined by `and`. A term is a change (`+50%`, `-30%`,
 * `+0.5pp`, `+200ms`, `+3`) or a value with an operator (`> 2000ms`; for an SLO the goal, `< 2s`). A term must point
 * the bad way of the metric, an SLO the good way; otherwise the problem says what to write instead.
 *
 * @example parseLimit('+10% and +5ms', describeMetric('p95'), 'fail')
 */
export function parseLimit(text: string, metric: MetricInfo, level: LimitLevel): LimitResult {
  const any: Limit['any'] = [];
  let offset = 0;
  for (const alternative of splitKeeping(text, 'or')) {
    const all: LimitTerm[] = [];
    let inner = offset;
    for (const piece of splitKeeping(alternative, 'and')) {
      const start = inner + (piece.length - piece.trimStart().length);
      const term = parseTerm(piece.trim(), metric, level);
      if ('found' in term) return { problem: { ...term, offset: start } };
      all.push(term);
      inner += piece.length + ' and '.length - 1;
    }
    any.push({ all });
    offset += alternative.length + ' or '.length - 1;
  }
  return { limit: { text: text.trim(), any } };
}

/** Splits at a word that stands between spaces; the pieces keep their spaces but one, so that offsets can be counted. */
function splitKeeping(text: string, word: string): string[] {
  return text.split(new RegExp(`\\s${word}(?=\\s)`, 'i'));
}

type TermProblem = Omit<LimitProblem, 'offset'>;

function parseTerm(text: string, metric: MetricInfo, level: LimitLevel): LimitTerm | TermProblem {
  const examples = level === 'slo' ? '`< 2s`, `>= 99%` or `== 0`' : '`+50%`, `+0.5pp`, `+200ms` or `> 2000ms`';
  const groups = TERM.exec(text)?.groups;
  if (groups === undefined) return { found: `the limit \`${echo(text)}\``, expected: `a limit such as ${examples}` };
  const bareOperator = groups['op'];
  const op = bareOperator === '=' ? '==' : bareOperator === '−' ? '-' : bareOperator;
  const number = Number((groups['digits'] ?? '').replaceAll('_', ''));
  const negative = groups['sign'] === '-' || groups['sign'] === '−';
  const unit = groups['unit'] ?? '';
  if (!Number.isFinite(number)) return { found: `the number in \`${echo(text)}\``, expected: 'a finite number' };
  if (op === undefined || op === '±') {
    return { found: `\`${echo(text)}\`, which does not say which way`, expected: `a sign or an operator, such as ${examples}` };
  }
  if (op === '+' || op === '-') {
    if (groups['sign'] !== undefined) return { found: `two signs in \`${echo(text)}\``, expected: 'one' };
    return changeTerm(text, op === '-' ? -number : number, unit, metric, level);
  }
  return valueTerm(text, op as LimitTerm['op'], negative ? -number : number, unit, metric, level);
}

function changeTerm(text: string, change: number, unit: string, metric: MetricInfo, level: LimitLevel): LimitTerm | TermProblem {
  if (level === 'slo') {
    return {
      found: `the change \`${echo(text)}\` as an SLO`,
      expected: 'a goal for the value itself, such as `< 2s`',
      hint: 'Write a change under `warn` or `fail`.',
    };
  }
  const wayIsBad = metric.better === 'none' || change === 0 || (metric.better === 'lower' ? change > 0 : change < 0);
  if (!wayIsBad) {
    return {
      found: `\`${echo(text)}\` for ${metric.label}, of which ${metric.better} is better: it would break when the service gets better`,
      expected: `\`${change < 0 ? '+' : '-'}${text.slice(1)}\``,
    };
  }
  // A change of 0 breaks on the bad side.
  const upwards = change > 0 || (change === 0 && metric.better !== 'higher');
  const op: LimitTerm['op'] = upwards ? '>' : '<';
  if (unit === '%') return { kind: 'relative', op, bound: change };
  if (unit.toLowerCase() === 'pp') {
    if (metric.unit !== '%')
      return {
        found: `percentage points for ${metric.label}, which is in ${metric.unit === '' ? 'no unit' : metric.unit}`,
        expected: `\`%\` or ${unitWords(metric)}`,
      };
    return { kind: 'absolute', op, bound: change };
  }
  const factor = unitFactor(unit, metric);
  if (factor === undefined) return unknownUnit(unit, metric);
  if (unit === '' && metric.unit === '%') {
    return {
      found: `\`${echo(text)}\` for ${metric.label}, which could be per cent or percentage points`,
      expected: `\`${text}pp\` or \`${text}%\``,
    };
  }
  return { kind: 'absolute', op, bound: change * factor };
}

function valueTerm(
  text: string,
  op: LimitTerm['op'],
  value: number,
  unit: string,
  metric: MetricInfo,
  level: LimitLevel,
): LimitTerm | TermProblem {
  const factor = unit === '%' && metric.unit === '%' ? 1 : unitFactor(unit, metric);
  if (factor === undefined) return unknownUnit(unit, metric);
  const term: LimitTerm = { kind: 'value', op, bound: value * factor };
  if (metric.better === 'none' || op === '==' || op === '!=') return term;
  const upwards = op.startsWith('>');
  const pointsToBad = (metric.better === 'lower') === upwards;
  const turned = text.replace(/^[<>]/, upwards ? '<' : '>');
  if (level === 'slo' && pointsToBad) {
    return {
      found: `the goal \`${echo(text)}\` for ${metric.label}, of which ${metric.better} is better`,
      expected: `\`${turned}\``,
      hint: `Or write \`fail: "${text}"\` for the side that is bad.`,
    };
  }
  if (level !== 'slo' && !pointsToBad) {
    return {
      found: `\`${echo(text)}\` as a ${level} limit for ${metric.label}, of which ${metric.better} is better: it would break when all is well`,
      expected: `\`${turned}\``,
      hint: `Or write it as a goal: \`slo: "${text}"\`.`,
    };
  }
  return term;
}

function unitFactor(unit: string, metric: MetricInfo): number | undefined {
  if (unit === '') return 1;
  const table = unitTable(metric.unit);
  const key = Object.keys(table).find((name) => name === unit || name === unit.toLowerCase());
  if (key !== undefined) return table[key];
  return unit === metric.unit ? 1 : undefined;
}

function unitTable(unit: string): Readonly<Record<string, number>> {
  if (unit === 'ms') return TIME_UNITS;
  if (unit === 'requests/s') return RATE_UNITS;
  if (unit === 'bytes') return BYTE_UNITS;
  return {};
}

function unitWords(metric: MetricInfo): string {
  const known = Object.keys(unitTable(metric.unit));
  if (metric.unit === '%') return '`pp` or `%`';
  if (known.length === 0) return metric.unit === '' ? 'a number without a unit' : `\`${metric.unit}\``;
  return known
    .slice(0, 5)
    .map((unit) => `\`${unit}\``)
    .join(', ');
}

function unknownUnit(unit: string, metric: MetricInfo): TermProblem {
  const near = nearest(unit, [...Object.keys(unitTable(metric.unit)), '%', 'pp']);
  return {
    found: `the unit \`${echo(unit)}\` for ${metric.label}, which is in ${metric.unit === '' ? 'no unit' : metric.unit}`,
    expected: unitWords(metric),
    ...(near === undefined ? {} : { hint: `Did you mean \`${near}\`?` }),
  };
}

/** What a limit is held against. */
export interface LimitInput {
  /** Baseline in the metric's unit; null when there is none. */
  baseline: number | null;
  /** Current value in the metric's unit. */
  current: number;
}

/**
 * Whether a limit is broken. Relative change is (current − baseline) / baseline; where the baseline is 0 a relative
 * term is compared absolutely: any change to its side breaks it. A limit that is exactly reached is not broken: beyond
 * means by more than 1e-9 of the limit. Terms that need a baseline are not broken without one.
 */
export function isBroken(limit: Limit, input: LimitInput): boolean {
  return limit.any.some(({ all }) => all.every((term) => isBeyond(term, input)));
}

/** Whether an SLO holds: any alternative in all its terms; a bound that is exactly reached holds. */
export function isHeld(limit: Limit, input: LimitInput): boolean {
  return limit.any.some(({ all }) => all.every((term) => !isBeyond({ ...term, op: OPPOSITE[term.op] }, input)));
}

const OPPOSITE: Readonly<Record<LimitTerm['op'], LimitTerm['op']>> = { '<': '>', '<=': '>', '>': '<', '>=': '<', '==': '!=', '!=': '==' };

function isBeyond(term: LimitTerm, { baseline, current }: LimitInput): boolean {
  if (term.kind === 'value') return beyond(term.op, current, term.bound);
  if (baseline === null) return false;
  const change = current - baseline;
  if (term.kind === 'absolute') return beyond(term.op, change, term.bound, Math.max(Math.abs(current), Math.abs(baseline)));
  if (baseline === 0) return term.op.startsWith('>') ? change > 0 : change < 0;
  return beyond(term.op, (change / Math.abs(baseline)) * 100, term.bound, 100);
}

/** `scale` is the size of the numbers that were subtracted: their rounding is not a change. */
function beyond(op: LimitTerm['op'], value: number, bound: number, scale = 0): boolean {
  const slack = Math.max(TOLERANCE * Math.abs(bound), 4 * Number.EPSILON * scale);
  switch (op) {
    case '>':
    case '>=':
      return value > bound + slack;
    case '<':
    case '<=':
      return value < bound - slack;
    case '==':
      return Math.abs(value - bound) <= slack;
    case '!=':
      return Math.abs(value - bound) > slack;
  }
}
