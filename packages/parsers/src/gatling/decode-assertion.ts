import type { Assertion, AssertionCondition, AssertionPath, AssertionTarget, CountedRequests, TimeValue } from './assertion.js';
import { createPickleReader, type PickleReader } from './pickle-reader.js';

/** The numbers that stand for the kinds of things in a pickled assertion: 1 for the first of each list. */
export interface AssertionCodes {
  path: readonly AssertionPath['kind'][];
  target: readonly AssertionTarget['kind'][];
  counted: readonly CountedRequests[];
  time: readonly (Exclude<TimeValue, object> | 'percentile')[];
  condition: readonly AssertionCondition['kind'][];
}

/** The numbers of 3.4 and later, in an order that somebody chose. */
export const chosenCodes: AssertionCodes = {
  path: ['global', 'for-all', 'details'],
  target: ['count', 'percent', 'time', 'requests-per-second'],
  counted: ['all', 'ok', 'ko'],
  time: ['min', 'max', 'mean', 'deviation', 'percentile'],
  condition: ['lte', 'gte', 'lt', 'gt', 'is', 'between', 'in'],
};

/** The numbers of 2.2 to 3.0, and of 3.13.0, in the order of the names. */
export const sortedCodes: AssertionCodes = {
  path: ['details', 'for-all', 'global'],
  target: ['count', 'requests-per-second', 'percent', 'time'],
  counted: ['all', 'ko', 'ok'],
  time: ['max', 'mean', 'min', 'percentile', 'deviation'],
  condition: ['between', 'gt', 'gte', 'in', 'is', 'lt', 'lte'],
};

/** The numbers of 3.1 to 3.3, some of them chosen. */
export const mixedCodes: AssertionCodes = { ...chosenCodes, counted: sortedCodes.counted, time: sortedCodes.time };

/** Before an object that was not pickled before. */
const NEW_OBJECT = 0;
const MOST_PARTS = 1000;

/** A pickled assertion (of BooPickle, as Gatling uses it); undefined when the bytes are none with these numbers. */
export function decodeAssertion(bytes: Uint8Array, codes: AssertionCodes): Assertion | undefined {
  const reader = createPickleReader(bytes);
  if (reader.byte() !== NEW_OBJECT) return undefined;
  const path = readPath(reader, codes);
  const target = path && readTarget(reader, codes);
  const condition = target && readCondition(reader, codes);
  if (path === undefined || target === undefined || condition === undefined || !reader.isAtEnd()) return undefined;
  return { path, target, condition };
}

function pick<Kind>(reader: PickleReader, kinds: readonly Kind[]): Kind | undefined {
  const code = reader.int();
  return code === undefined ? undefined : kinds[code - 1];
}

function isNew(reader: PickleReader): boolean {
  return reader.byte() === NEW_OBJECT;
}

function readPath(reader: PickleReader, codes: AssertionCodes): AssertionPath | undefined {
  const kind = pick(reader, codes.path);
  if (kind !== 'details') return kind === undefined ? undefined : { kind };
  const parts = isNew(reader) ? readList(reader, reader.text) : undefined;
  return parts === undefined ? undefined : { kind, parts };
}

function readList<Item>(reader: PickleReader, read: () => Item | undefined): Item[] | undefined {
  const length = reader.int();
  if (length === undefined || length < 0 || length > MOST_PARTS) return undefined;
  const items: Item[] = [];
  for (let index = 0; index < length; index++) {
    const item = read();
    if (item === undefined) return undefined;
    items.push(item);
  }
  return items;
}

function readTarget(reader: PickleReader, codes: AssertionCodes): AssertionTarget | undefined {
  const kind = pick(reader, codes.target);
  if (kind === undefined) return undefined;
  if (kind === 'requests-per-second') return { kind };
  if (!isNew(reader)) return undefined;
  if (kind !== 'time') {
    const of = pick(reader, codes.counted);
    return of === undefined ? undefined : { kind, of };
  }
  // The one time there is: that of the response.
  if (reader.int() !== 1) return undefined;
  const value = pick(reader, codes.time);
  if (value !== 'percentile') return value === undefined ? undefined : { kind, value };
  const percentile = isNew(reader) ? reader.double() : undefined;
  return percentile === undefined || !(percentile >= 0 && percentile <= 100) ? undefined : { kind, value: { percentile } };
}

function readCondition(reader: PickleReader, codes: AssertionCodes): AssertionCondition | undefined {
  const kind = pick(reader, codes.condition);
  if (kind === undefined || !isNew(reader)) return undefined;
  if (kind === 'in') {
    const values = readList(reader, reader.double);
    return values === undefined ? undefined : { kind, values };
  }
  const value = reader.double();
  if (value === undefined) return undefined;
  if (kind !== 'between') return { kind, value };
  const to = reader.double();
  const inclusive = reader.byte();
  return to === undefined || inclusive === undefined ? undefined : { kind, from: value, to, isInclusive: inclusive === 1 };
}
