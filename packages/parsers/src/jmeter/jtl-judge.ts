import type { JtlLabel } from './jtl-label.js';
import type { JtlRow } from './jtl-row.js';
import { basesOf, createLastSamples, isSubResult, type LastSample, lastSamplesOf, noteSample, threadOf } from './sub-results.js';

/** The row is a sample and counts. */
export const COUNTS = 0;
/** The row is a sub-result: its sample counts. */
export const IS_SUB_RESULT = 1;
/** Only what lies before the part of the file can tell. */
export const UNKNOWN = 2;

/** Tells samples from their sub-results, row by row in the order of the file. */
export interface JtlJudge {
  /**
   * Judges a row that is no transaction.
   *
   * @param span its start and end in ms, in an array so that no number has to be made an object of.
   */
  judge(label: JtlLabel, thread: number, span: Float64Array): number;
  /** Keeps a row that is {@link UNKNOWN}. */
  hold(row: JtlRow): void;
  /** The rows that are kept, and the last sample of each thread. */
  state(): { held: JtlRow[]; last: LastSample[] };
}

/** Sub-results that one sample has at most, where it is not known; and rows that are kept at most. */
const MOST_HELD_BY_THREAD = 256;
const MOST_HELD = 65_536;

/**
 * A judge who has seen nothing yet.
 *
 * @param toleranceMs how exactly a start is known.
 */
export function createJudge(toleranceMs: number): JtlJudge {
  const last = createLastSamples();
  const held: JtlRow[] = [];
  const heldBy = new Map<number, { labels: Set<string>; count: number }>();
  /**
   * No sample has two sub-results of one name. A label that comes again is that of a sample, unless a row that is held may
   * be the one it belongs to.
   */
  const isUnknown = (thread: number, label: string): boolean => {
    if (held.length >= MOST_HELD) return false;
    const known = heldBy.get(thread);
    if (known === undefined) return true;
    return known.count < MOST_HELD_BY_THREAD && (!known.labels.has(label) || basesOf(label).some((base) => known.labels.has(base)));
  };
  return {
    judge(label, hash, span) {
      const startMs = span[0] as number;
      const endMs = span[1] as number;
      const thread = threadOf(last, hash);
      if (label.isNumbered && thread >= 0) {
        const name = label.id.name;
        if (last.labels[thread] === undefined) {
          if (isUnknown(hash, name)) return UNKNOWN;
        } else if (isSubResult(last, thread, { label: name, startMs, endMs }, toleranceMs)) return IS_SUB_RESULT;
      }
      noteSample(last, thread, label.id.name, startMs, endMs);
      return COUNTS;
    },
    hold(row) {
      held.push(row);
      const known = heldBy.get(row.thread);
      if (known === undefined) heldBy.set(row.thread, { labels: new Set([row.label]), count: 1 });
      else {
        known.labels.add(row.label);
        known.count++;
      }
    },
    state: () => ({ held, last: lastSamplesOf(last) }),
  };
}

/**
 * Judges the rows that were held at the start of each part, by what lies before it.
 *
 * @param count takes those that are samples.
 * @returns how many are sub-results.
 */
export function judgeHeld(
  parts: readonly { held: readonly JtlRow[]; last: readonly LastSample[] }[],
  toleranceMs: number,
  count: (row: JtlRow) => void,
): number {
  const last = createLastSamples();
  let subResults = 0;
  for (const part of parts) {
    for (const row of part.held) {
      const thread = threadOf(last, row.thread);
      const endMs = row.startMs + row.elapsedMs;
      if (thread >= 0 && isSubResult(last, thread, { label: row.label, startMs: row.startMs, endMs }, toleranceMs)) subResults++;
      else {
        noteSample(last, thread, row.label, row.startMs, endMs);
        count(row);
      }
    }
    for (const { thread: hash, label, startMs, endMs, opened } of part.last) {
      const thread = threadOf(last, hash);
      noteSample(last, thread, label, startMs, endMs);
      if (thread >= 0) last.opened[thread] = Number(opened);
    }
  }
  return subResults;
}
