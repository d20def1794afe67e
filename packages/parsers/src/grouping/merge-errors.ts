import type { ErrorCount } from '@loadline/schema';
import { endpointKey } from '@loadline/schema';

/** Failures added up by message, status and endpoint, in an order of their own; first and last time are those of all. */
export function mergeErrors(errors: readonly ErrorCount[]): ErrorCount[] {
  const merged = new Map<string, ErrorCount>();
  for (const error of errors) {
    const key = JSON.stringify([error.message, error.status ?? null, error.endpoint === undefined ? null : endpointKey(error.endpoint)]);
    const known = merged.get(key);
    merged.set(key, known === undefined ? { ...error } : addErrors(known, error));
  }
  return [...merged].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, error]) => error);
}

function addErrors(a: ErrorCount, b: ErrorCount): ErrorCount {
  const firstSeen = outermost(a.firstSeen, b.firstSeen, (left, right) => left <= right);
  const lastSeen = outermost(a.lastSeen, b.lastSeen, (left, right) => left >= right);
  return {
    ...a,
    count: a.count + b.count,
    ...(firstSeen === undefined ? {} : { firstSeen }),
    ...(lastSeen === undefined ? {} : { lastSeen }),
  };
}

function outermost(a: string | undefined, b: string | undefined, isFirst: (a: number, b: number) => boolean): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return isFirst(Date.parse(a), Date.parse(b)) ? a : b;
}
