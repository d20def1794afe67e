/** A goal that a Gatling simulation set itself. */
export interface Assertion {
  path: AssertionPath;
  target: AssertionTarget;
  condition: AssertionCondition;
}

/** What a goal is for: the whole run, each request by itself, or one request or group. */
export type AssertionPath = { kind: 'global' } | { kind: 'for-all' } | { kind: 'details'; parts: string[] };

/** Which requests are counted. */
export type CountedRequests = 'all' | 'ok' | 'ko';

/** What is measured of the response times. */
export type TimeValue = 'min' | 'max' | 'mean' | 'deviation' | { percentile: number };

/** What is judged. Times are in ms. */
export type AssertionTarget =
  { kind: 'count' | 'percent'; of: CountedRequests } | { kind: 'time'; value: TimeValue } | { kind: 'requests-per-second' };

/** What has to hold for the value. */
export type AssertionCondition =
  | { kind: 'lt' | 'lte' | 'gt' | 'gte' | 'is'; value: number }
  | { kind: 'between'; from: number; to: number; isInclusive: boolean }
  | { kind: 'in'; values: number[] };

/** Whether a value fulfils a condition. */
export function holds(condition: AssertionCondition, value: number): boolean {
  switch (condition.kind) {
    case 'lt':
      return value < condition.value;
    case 'lte':
      return value <= condition.value;
    case 'gt':
      return value > condition.value;
    case 'gte':
      return value >= condition.value;
    case 'is':
      return value === condition.value;
    case 'between':
      return condition.isInclusive ? value >= condition.from && value <= condition.to : value > condition.from && value < condition.to;
    case 'in':
      return condition.values.includes(value);
  }
}

const COUNTED: Readonly<Record<CountedRequests, string>> = { all: 'all events', ok: 'successful events', ko: 'failed events' };

/**
 * A goal in the words that Gatling prints.
 *
 * @param path the path of a request or group as Gatling prints it; `Global` for the whole run.
 * @example describeAssertion(assertion, 'Global') // 'Global: 95th percentile of response time is less than 1000.0'
 */
export function describeAssertion({ target, condition }: Assertion, path: string): string {
  return `${path}: ${describeTarget(target)} ${describeCondition(condition)}`;
}

function describeTarget(target: AssertionTarget): string {
  switch (target.kind) {
    case 'count':
      return `count of ${COUNTED[target.of]}`;
    case 'percent':
      return `percentage of ${COUNTED[target.of]}`;
    case 'requests-per-second':
      return 'mean requests per second';
    case 'time':
      return `${describeValue(target.value)} of response time`;
  }
}

function describeValue(value: TimeValue): string {
  if (value === 'deviation') return 'standard deviation';
  return typeof value === 'string' ? value : `${ordinal(value.percentile)} percentile`;
}

function ordinal(number: number): string {
  const ending = number % 10;
  const isTeen = number % 100 >= 11 && number % 100 <= 13;
  return `${number}${isTeen ? 'th' : ending === 1 ? 'st' : ending === 2 ? 'nd' : ending === 3 ? 'rd' : 'th'}`;
}

function describeCondition(condition: AssertionCondition): string {
  switch (condition.kind) {
    case 'lt':
      return `is less than ${decimal(condition.value)}`;
    case 'lte':
      return `is less than or equal to ${decimal(condition.value)}`;
    case 'gt':
      return `is greater than ${decimal(condition.value)}`;
    case 'gte':
      return `is greater than or equal to ${decimal(condition.value)}`;
    case 'is':
      return `is ${decimal(condition.value)}`;
    case 'between':
      return `is between ${decimal(condition.from)} and ${decimal(condition.to)}${condition.isInclusive ? ' inclusive' : ''}`;
    case 'in':
      return `is in List(${condition.values.map(decimal).join(', ')})`;
  }
}

/** A number with the decimal point that Gatling gives it. */
function decimal(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? `${value}.0` : String(value);
}
