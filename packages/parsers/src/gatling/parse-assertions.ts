import type { Assertion, AssertionCondition, AssertionPath, AssertionTarget, CountedRequests, TimeValue } from './assertion.js';
import { type AssertionCodes, chosenCodes, decodeAssertion, mixedCodes, sortedCodes } from './decode-assertion.js';

/** The assertions of a log, and how many of them cannot be understood. */
export interface ParsedAssertions {
  assertions: Assertion[];
  unknown: number;
}

/**
 * The assertions of a text log.
 *
 * @param rows what stands behind `ASSERTION`: words in 2.1, Base64 of what is pickled since 2.2.
 * @param version version of Gatling, as the log says it.
 */
export function parseAssertions(rows: readonly string[], version: string): ParsedAssertions {
  const words = rows.filter((row) => row.startsWith('PATH\t')).map(parseWords);
  const pickled = rows.filter((row) => !row.startsWith('PATH\t')).map((row) => Buffer.from(row.split('\t', 1)[0] ?? '', 'base64'));
  const decoded = decodeAssertions(pickled, version);
  const assertions = [...words.filter((assertion) => assertion !== undefined), ...decoded.assertions];
  return { assertions, unknown: rows.length - assertions.length };
}

/**
 * The assertions of a log from their bytes. What the numbers in them mean changed twice: the version decides, unless other
 * meanings fit more of the assertions, since a log may have been edited.
 */
export function decodeAssertions(pickled: readonly Uint8Array[], version: string): ParsedAssertions {
  const likely = codesOf(version);
  const ways = [likely, ...[chosenCodes, mixedCodes, sortedCodes].filter((codes) => codes !== likely)];
  const decoded = ways.map((codes) => pickled.flatMap((bytes) => decodeAssertion(bytes, codes) ?? []));
  const assertions = decoded.reduce((best, each) => (each.length > best.length ? each : best));
  return { assertions, unknown: pickled.length - assertions.length };
}

function codesOf(version: string): AssertionCodes {
  const [major = 0, minor = 0] = version.split('.', 2).map((part) => Number.parseInt(part, 10));
  // 3.13.0 wrote them as they had been once; it could not read them itself.
  if (major < 3 || (major === 3 && minor < 1) || /^3\.13\.0(?:\D|$)/.test(version)) return sortedCodes;
  return major === 3 && minor < 4 ? mixedCodes : chosenCodes;
}

const COUNTED: ReadonlyMap<string, CountedRequests> = new Map([
  ['ALL_REQUESTS', 'all'],
  ['SUCCESSFUL_REQUESTS', 'ok'],
  ['FAILED_REQUESTS', 'ko'],
]);
/** Percentiles were numbered in 2.1; these are what the numbers stand for unless the configuration says otherwise. */
const TIMES: ReadonlyMap<string, TimeValue> = new Map<string, TimeValue>([
  ['MIN', 'min'],
  ['MAX', 'max'],
  ['MEAN', 'mean'],
  ['STANDARD_DEVIATION', 'deviation'],
  ['PERCENTILES_1', { percentile: 50 }],
  ['PERCENTILES_2', { percentile: 75 }],
  ['PERCENTILES_3', { percentile: 95 }],
  ['PERCENTILES_4', { percentile: 99 }],
]);

/** The words of 2.1: `PATH GLOBAL TARGET RESPONSE_TIME MAX CONDITION LESS_THAN 5000`, between tabs. */
function parseWords(row: string): Assertion | undefined {
  const cells = row.split('\t', 1000);
  const targetAt = cells.lastIndexOf('TARGET');
  const conditionAt = cells.lastIndexOf('CONDITION');
  if (targetAt < 2 || conditionAt < targetAt) return undefined;
  const path = wordsPath(cells.slice(1, targetAt));
  const target = wordsTarget(cells.slice(targetAt + 1, conditionAt));
  const condition = wordsCondition(cells.slice(conditionAt + 1));
  return path && target && condition && { path, target, condition };
}

function wordsPath([kind, ...parts]: string[]): AssertionPath | undefined {
  if (kind === 'GLOBAL') return { kind: 'global' };
  if (kind === 'FORALL') return { kind: 'for-all' };
  return kind === 'DETAILS' ? { kind: 'details', parts } : undefined;
}

function wordsTarget([metric = '', selection = '']: string[]): AssertionTarget | undefined {
  if (metric === 'MEAN_REQUESTS_PER_SECOND') return { kind: 'requests-per-second' };
  const value = TIMES.get(selection);
  if (metric === 'RESPONSE_TIME') return value === undefined ? undefined : { kind: 'time', value };
  const of = COUNTED.get(metric);
  if (of === undefined || (selection !== 'COUNT' && selection !== 'PERCENT')) return undefined;
  return { kind: selection === 'COUNT' ? 'count' : 'percent', of };
}

/** `LESS_THAN` and `GREATER_THAN` of 2.1 held for the value itself, too. */
function wordsCondition([kind, ...cells]: string[]): AssertionCondition | undefined {
  const values = cells.map(Number);
  const [first, second] = values;
  if (first === undefined || values.some((value) => !Number.isFinite(value))) return undefined;
  switch (kind) {
    case 'LESS_THAN':
      return { kind: 'lte', value: first };
    case 'GREATER_THAN':
      return { kind: 'gte', value: first };
    case 'IS':
      return { kind: 'is', value: first };
    case 'BETWEEN':
      return second === undefined ? undefined : { kind: 'between', from: first, to: second, isInclusive: true };
    case 'IN':
      return { kind: 'in', values };
    default:
      return undefined;
  }
}
