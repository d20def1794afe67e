import Papa from 'papaparse';
import { forEachRecord } from '../input/csv.js';
import type { ReaderInput } from '../reader.js';
import { createRecorder } from '../samples/recorder.js';
import type { ScannedFile } from '../scan/scan-file.js';
import { takeCells } from './csv-cells.js';
import { createClock } from './jtl-clock.js';
import { createJtlRows } from './jtl-rows.js';
import type { JtlSetup } from './jtl-setup.js';

/** Reads a JTL whose fields are parted by something else than one byte: record by record, as text. */
export async function scanOddCsv(input: ReaderInput, setup: JtlSetup): Promise<ScannedFile> {
  const recorder = createRecorder(input, { stepMs: 1 });
  const rows = createJtlRows(setup, recorder);
  const taker = { setup, rows, recorder, clock: createClock(setup.clock) };
  const { delimiter } = setup;
  await forEachRecord(input, 'csv', ({ line, text, ended, open }) => {
    const cells = Papa.parse<string[]>(text, { delimiter, newline: '\n' }).data[0] ?? [];
    if (open || (!ended && cells.length < setup.width)) recorder.cut({ line });
    else takeCells(taker, cells, line);
  });
  return { recorder, states: [{ state: rows.state(0), slots: recorder.record().slots.map((_, slot) => slot) }] };
}
