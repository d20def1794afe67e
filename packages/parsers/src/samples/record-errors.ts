import type { EndpointId, ErrorCount } from '@loadline/schema';
import { cleanName } from '../clean-name.js';

const MOST_KINDS = 1000;
const OTHER = '(other failures)';

/** Failures of one kind. */
export interface ErrorKind {
  /** Slot of the endpoint; undefined where it is of none. */
  slot?: number | undefined;
  /** Status code. */
  status?: string | undefined;
  /** Message. */
  message: string;
}

/** Failures by kind while a file is read. Plain data: it can be sent to another thread. */
export interface ErrorRecord {
  kinds: ErrorKind[];
  /** Of each kind: how often, first and last time in ms since the epoch. */
  counts: { count: number; first: number; last: number }[];
  /** Kinds by their text; made again where it is missing. */
  index: Map<string, number>;
  /** More kinds than are kept. */
  folded: boolean;
}

/** An empty record. */
export function createErrorRecord(): ErrorRecord {
  return { kinds: [], counts: [], index: new Map(), folded: false };
}

/** The number of a kind of failure. At most 1,000 are kept; the rest are one more. */
export function errorKindOf(record: ErrorRecord, kind: ErrorKind): number {
  const key = `${kind.slot ?? ''}\n${kind.status ?? ''}\n${kind.message}`;
  const known = record.index.get(key);
  if (known !== undefined) return known;
  if (record.kinds.length >= MOST_KINDS && kind.message !== OTHER) {
    record.folded = true;
    return errorKindOf(record, { message: OTHER });
  }
  const number = record.kinds.length;
  record.kinds.push({ ...kind });
  record.counts.push({ count: 0, first: Infinity, last: -Infinity });
  record.index.set(key, number);
  return number;
}

/** Counts failures of a kind. */
export function countError(record: ErrorRecord, number: number, atMs: number, count: number): void {
  const entry = record.counts[number];
  if (entry === undefined) return;
  entry.count += count;
  if (atMs < entry.first) entry.first = atMs;
  if (atMs > entry.last) entry.last = atMs;
}

/** Adds what another record holds, whose slots have other numbers. */
export function addErrors(into: ErrorRecord, from: ErrorRecord, slots: readonly number[]): number[] {
  into.folded ||= from.folded;
  return from.kinds.map((kind, number) => {
    const mapped = errorKindOf(into, { ...kind, slot: kind.slot === undefined ? undefined : slots[kind.slot] });
    const entry = from.counts[number];
    const own = into.counts[mapped];
    if (entry !== undefined && own !== undefined) {
      own.count += entry.count;
      own.first = Math.min(own.first, entry.first);
      own.last = Math.max(own.last, entry.last);
    }
    return mapped;
  });
}

/** Failures by kind, as they stand in a Run. */
export function errorCounts(record: ErrorRecord, identity: (slot: number) => EndpointId): ErrorCount[] {
  return record.kinds.flatMap((kind, number): ErrorCount[] => {
    const { count, first, last } = record.counts[number] ?? { count: 0, first: Infinity, last: -Infinity };
    if (count === 0) return [];
    return [
      {
        message: cleanName(kind.message),
        ...(kind.status === undefined || kind.status === '' ? {} : { status: cleanName(kind.status) }),
        count,
        ...(kind.slot === undefined ? {} : { endpoint: identity(kind.slot) }),
        ...(isMoment(first) ? { firstSeen: new Date(first).toISOString() } : {}),
        ...(isMoment(last) ? { lastSeen: new Date(last).toISOString() } : {}),
      },
    ];
  });
}

/** Times since the year 1971: offsets from the start of a run are no moments. */
function isMoment(ms: number): boolean {
  return ms > 3.2e10 && ms < 4.2e12;
}
