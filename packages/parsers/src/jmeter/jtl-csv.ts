import { UserError } from '@loadline/schema';
import type { Reader, ReaderInput, RunPart } from '../reader.js';
import { scanFile, type ScannedFile } from '../scan/scan-file.js';
import { findCsvHead } from './csv-head.js';
import { scanOddCsv } from './csv-odd.js';
import { jtlScan } from './csv-scanner.js';
import { addGaps, createGaps } from './gaps.js';
import { readHead } from './jtl-head.js';
import { judgeHeld } from './jtl-judge.js';
import { createJtlRows, emptyCounts, type JtlCounts, type JtlState } from './jtl-rows.js';
import { refuseNoTransactions, sayJtl } from './jtl-said.js';
import { isBytewise, type JtlSetup } from './jtl-setup.js';
import { withoutSingleTimes } from './jtl-weighted.js';

/**
 * A JTL in CSV: a row for each sample. A sample failed when its `success` is false, whatever its response code; in a file
 * without that column, when the code is 400 or more or no number.
 */
export const jtlCsv: Reader = {
  format: 'jmeter-csv',
  tool: 'jmeter',
  title: 'JMeter JTL CSV',
  isRaw: true,
  detect: (head) => findCsvHead(head.text) !== undefined,
  async read(input) {
    const setup = readHead(input);
    const plan = { format: jtlScan, setup, skip: 0, skipLines: 0 };
    return partOf(input, setup, isBytewise(setup) ? await scanFile(input, plan) : await scanOddCsv(input, setup));
  },
};

function partOf(input: ReaderInput, setup: JtlSetup, { recorder, states }: ScannedFile): RunPart {
  const parts = states.map(({ state }) => state as JtlState);
  refuseOtherHeader(input, parts);
  const counts = sumCounts(parts);
  const rest = createJtlRows(setup, recorder);
  counts.subResults += judgeHeld(parts, setup.clockStepMs - 1, rest.takeJudged);
  counts.samples += rest.counts.samples;
  const gaps = createGaps();
  for (const part of parts) addGaps(gaps, part.gaps);
  refuseNoTransactions(input, setup, counts);
  sayJtl(input, setup, counts, gaps);
  // Where transactions are all there is, they are what was measured.
  if (counts.samples === 0) for (const { transactions } of parts) if (transactions !== undefined) recorder.add(transactions, 0);
  const ofParts = states.flatMap(({ slots }, index) => (parts[index]?.weighted ?? []).map((slot) => slots[slot] ?? 0));
  const part = recorder.part();
  if (!part.state?.endpoints.some(({ kind }) => kind === 'request')) delete part.timeline;
  return withoutSingleTimes(input, recorder, new Set([...ofParts, ...rest.state(0).weighted]), part);
}

function sumCounts(parts: readonly JtlState[]): JtlCounts {
  const sum = emptyCounts();
  for (const { counts } of parts) for (const key of Object.keys(sum) as (keyof JtlCounts)[]) sum[key] += counts[key];
  return sum;
}

/** Rows under a header with other columns would be read wrongly. */
function refuseOtherHeader({ name }: ReaderInput, parts: readonly JtlState[]): void {
  let lines = 0;
  for (const { counts, lines: passed } of parts) {
    if (counts.otherHeader > 0)
      throw new UserError({
        code: 'several-results',
        found: 'a second header with other columns: results of different settings were written into one file',
        expected: 'one header, or the same one again',
        place: { file: name, line: lines + counts.otherHeader },
        hint: 'Cut the file before that line and give each part by itself.',
      });
    lines += passed;
  }
}
