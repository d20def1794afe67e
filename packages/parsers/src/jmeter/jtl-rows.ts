import { createDiagnostics } from '../input/diagnostics.js';
import type { SampleRecord } from '../samples/record.js';
import { createRecorder, type Recorder } from '../samples/recorder.js';
import { failureText } from './failure-text.js';
import { createGaps, type Gaps, noteRow } from './gaps.js';
import { createJudge, COUNTS, IS_SUB_RESULT, type JtlJudge } from './jtl-judge.js';
import { createLabel, type JtlLabel } from './jtl-label.js';
import type { JtlRow } from './jtl-row.js';
import type { JtlSetup } from './jtl-setup.js';
import type { LastSample } from './sub-results.js';

/** What is counted beside the requests. */
export interface JtlCounts {
  /** Samples that were counted, and rows of transactions. */
  samples: number;
  transactions: number;
  /** Rows of sub-results, which belong to the sample above them. */
  subResults: number;
  /** Rows like the header, with the first. */
  headers: number;
  /** The line of a header with other columns, or 0. */
  otherHeader: number;
  /** Rows that did not say whether they succeeded. */
  withoutSuccess: number;
  /** Time stamps that could not be read. */
  badTimes: number;
  /** Texts that are not UTF-8 and were read as windows-1252. */
  windows1252: number;
}

/** What was read of a file or a part of one, beside what the recorder holds. Plain data. */
export interface JtlState {
  counts: JtlCounts;
  /** Line breaks that were passed. */
  lines: number;
  /** Endpoints of which a row stands for several samples, so that single times are not known. */
  weighted: number[];
  /** Times at which nothing ran. */
  gaps: Gaps;
  /** Transactions, where samples are counted: they count where there are no samples. */
  transactions: SampleRecord | undefined;
  /** Rows that may be sub-results of what lies before; the last sample of each thread. */
  held: JtlRow[];
  last: LastSample[];
}

/** Takes the rows of a JTL, whichever way they were read. */
export interface JtlRows {
  counts: JtlCounts;
  gaps: Gaps;
  judge: JtlJudge;
  /** Counts a row that stands for one sample or transaction. */
  count(label: JtlLabel, isTransaction: boolean, startMs: number, elapsedMs: number, failed: boolean, failure: number): void;
  /** The number of a kind of failure; -1 where failures of that kind of row are not counted. */
  failure(label: JtlLabel, isTransaction: boolean, texts: { code: string; message: string; failureMessage: string }): number;
  /** Threads that ran at a moment. */
  users(atMs: number, users: number): void;
  /** A value of a custom column of a row that is counted. */
  value(custom: number, atMs: number, value: number): void;
  /** Takes a row that was read as text. */
  take(row: JtlRow): void;
  /** Keeps a row of which only what lies before it tells whether it counts; its endpoint has its place among the others already. */
  hold(row: JtlRow): void;
  /** Counts such a row, whatever lies before it. */
  takeJudged(row: JtlRow): void;
  /** What was read. */
  state(lines: number): JtlState;
}

/** A reading of rows into a recorder. */
export function createJtlRows(setup: JtlSetup, recorder: Recorder): JtlRows {
  const { settings, limits, name } = setup;
  const isAside = settings.jmeterRows === 'samples';
  const countsSamples = settings.jmeterRows !== 'transactions';
  const transactions = isAside ? createRecorder({ name, limits, settings, diagnostics: createDiagnostics() }, { stepMs: 1 }) : recorder;
  const customs = customNumbers(setup, recorder);
  const counts = emptyCounts();
  const gaps = createGaps();
  const judge = createJudge(setup.clockStepMs - 1);
  const weighted = new Set<number>();
  const span = new Float64Array(2);
  const slotOf = (label: JtlLabel, isTransaction: boolean): number => {
    if (!isTransaction) return label.sample >= 0 ? label.sample : (label.sample = recorder.endpoint(label.id));
    if (label.transaction < 0) label.transaction = transactions.endpoint({ ...label.id, kind: 'transaction' });
    return label.transaction;
  };
  const rows: JtlRows = {
    counts,
    gaps,
    judge,
    count(label, isTransaction, startMs, elapsedMs, failed, failure) {
      if (isTransaction) {
        counts.transactions++;
        transactions.sample(slotOf(label, true), startMs, elapsedMs, failed, failure);
        return;
      }
      counts.samples++;
      if (countsSamples) recorder.sample(slotOf(label, false), startMs, elapsedMs, failed, failure);
    },
    failure(label, isTransaction, texts) {
      if (!isTransaction && !countsSamples) return -1;
      return (isTransaction ? transactions : recorder).errorKind({ slot: slotOf(label, isTransaction), ...failureText(texts) });
    },
    users: (atMs, users) => recorder.users(atMs, users),
    value(custom, atMs, value) {
      recorder.customValue(customs[custom] as number, atMs, value);
    },
    take(row) {
      sayMissing(counts, setup, row);
      if (!row.isTransaction) noteRow(gaps, row.startMs, row.startMs + row.elapsedMs);
      if (row.users >= 0) rows.users(row.startMs + row.elapsedMs, row.users);
      span[0] = row.startMs;
      span[1] = row.startMs + row.elapsedMs;
      const verdict = row.isTransaction ? COUNTS : judge.judge(createLabel(row.label), row.thread, span);
      if (verdict === COUNTS) rows.takeJudged(row);
      else if (verdict === IS_SUB_RESULT) counts.subResults++;
      else rows.hold(row);
    },
    hold(row) {
      const label = createLabel(row.label, row.method);
      if (countsSamples) slotOf(label, false);
      if ((row.failures ?? 0) > 0) rows.failure(label, false, row);
      judge.hold(row);
    },
    takeJudged(row) {
      const { isTransaction, startMs, samples, elapsedMs, failures = 0 } = row;
      const label = createLabel(row.label, row.method);
      const failure = failures > 0 ? rows.failure(label, isTransaction, row) : -1;
      if (countsSamples !== isTransaction) row.values.forEach((value, index) => rows.value(index, startMs, value));
      if (samples === 1) {
        rows.count(label, isTransaction, startMs, elapsedMs, failures > 0, failure);
        return;
      }
      counts[isTransaction ? 'transactions' : 'samples'] += samples;
      if (!isTransaction && !countsSamples) return;
      const slot = slotOf(label, isTransaction);
      const into = isTransaction ? transactions : recorder;
      if (into === recorder) weighted.add(slot);
      if (samples > failures) into.sample(slot, startMs, elapsedMs / samples, false, -1, samples - failures);
      if (failures > 0) into.sample(slot, startMs, elapsedMs / samples, true, failure, failures);
    },
    state: (lines) => ({
      counts,
      lines,
      weighted: [...weighted],
      gaps,
      transactions: isAside ? transactions.record() : undefined,
      ...judge.state(),
    }),
  };
  return rows;
}

/** Counts of nothing. */
export function emptyCounts(): JtlCounts {
  return { samples: 0, transactions: 0, subResults: 0, headers: 0, otherHeader: 0, withoutSuccess: 0, badTimes: 0, windows1252: 0 };
}

function sayMissing(counts: JtlCounts, { columns }: JtlSetup, { failures, startMs }: JtlRow): void {
  if (failures === undefined) counts.withoutSuccess++;
  if (columns.timeStamp >= 0 && Number.isNaN(startMs)) counts.badTimes++;
}

/** A recorder that was joined of others knows their custom metrics already. */
function customNumbers({ customs }: JtlSetup, recorder: Recorder): number[] {
  return customs.map(({ name, contains }) => {
    const known = recorder.record().customs.findIndex((custom) => custom.name === name);
    return known >= 0 ? known : recorder.custom(name, { type: 'trend', contains });
  });
}
