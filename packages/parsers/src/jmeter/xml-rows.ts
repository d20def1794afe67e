import { createDiagnostics } from '../input/diagnostics.js';
import type { ReaderInput } from '../reader.js';
import { createRecorder, type Recorder } from '../samples/recorder.js';
import { ALL_REQUESTS } from '../values/name-of-url.js';
import { failureText } from './failure-text.js';
import { readXmlRow, type XmlRow } from './xml-row.js';
import type { XmlSample } from './xml-sample.js';

/** What was counted of a file. */
export interface XmlRows {
  /** Counts a sample, or says why it does not count. */
  take(sample: XmlSample): void;
  /** Where the rows that count are; transactions, where they do not count but where there is nothing else. */
  recorder: Recorder;
  transactions: Recorder;
  /** Counts of rows. */
  counts: { samples: number; transactions: number; withoutSuccess: number };
  /** Endpoints, by their number, of which a row stands for several samples. */
  weighted: Set<number>;
}

/** Labels of which the number of the endpoint is kept. */
const MOST_LABELS = 40_000;

/** A count of the samples of a file, as `jmeterRows` asks for. */
export function createXmlRows(input: ReaderInput): XmlRows {
  const chosen = input.settings.jmeterRows;
  const recorder = createRecorder(input, { stepMs: 1 });
  const aside = createRecorder({ ...input, diagnostics: createDiagnostics() }, { stepMs: 1 });
  const rows: XmlRows = {
    recorder,
    transactions: chosen === 'samples' ? aside : recorder,
    counts: { samples: 0, transactions: 0, withoutSuccess: 0 },
    weighted: new Set(),
    take(sample) {
      const row = readXmlRow(sample);
      if ('problem' in row) recorder.reject({ line: sample.line }, row.problem);
      else count(sample, row);
    },
  };
  const slots = { request: new Map<string, number>(), transaction: new Map<string, number>() };

  const slotOf = ({ kind, label }: XmlSample, into: Recorder): number => {
    const known = slots[kind].get(label);
    if (known !== undefined) return known;
    const slot = into.endpoint({ kind, name: label === '' ? ALL_REQUESTS : label });
    if (slots[kind].size < MOST_LABELS) slots[kind].set(label, slot);
    return slot;
  };
  const count = (sample: XmlSample, row: XmlRow): void => {
    const isTransaction = sample.kind === 'transaction';
    rows.counts[isTransaction ? 'transactions' : 'samples'] += row.samples;
    if (row.failures === undefined) rows.counts.withoutSuccess++;
    if (!isTransaction && chosen === 'transactions') return;
    const into = isTransaction ? rows.transactions : recorder;
    const slot = slotOf(sample, into);
    const failures = row.failures ?? 0;
    const kind = failures > 0 ? into.errorKind({ slot, ...failureText(sample) }) : -1;
    const elapsedMs = row.elapsedMs / row.samples;
    if (row.samples > 1) rows.weighted.add(slot);
    if (row.samples > failures) into.sample(slot, row.startMs, elapsedMs, false, -1, row.samples - failures);
    if (failures > 0) into.sample(slot, row.startMs, elapsedMs, true, kind, failures);
    if (row.users >= 0) recorder.users(row.startMs + row.elapsedMs, row.users);
  };
  return rows;
}
