import { UserError } from '@loadline/schema';
import type { Reader, ReaderInput, RunPart } from '../reader.js';
import { scanFile } from '../scan/scan-file.js';
import { readCsvHeader } from './csv-header.js';
import { pointPart } from './point-part.js';
import { k6CsvScan } from './point-scans.js';
import { joinStates } from './point-state.js';

/** What `--out csv=FILE` writes: one row per point. */
export const k6Csv: Reader = {
  format: 'k6-csv',
  tool: 'k6',
  title: 'k6 points (--out csv)',
  isRaw: true,
  detect: (head) => readCsvHeader(head.text) !== undefined,
  read: readCsvPoints,
};

async function readCsvPoints(input: ReaderInput): Promise<RunPart> {
  const header = readCsvHeader(input.head.text);
  if (header === undefined) throw new UserError({ code: 'k6-csv', found: 'a header that is not k6’s', place: { file: input.name } });
  const { limits, settings } = input;
  const setup = { limits, settings, header };
  const points = joinStates(input, await scanFile(input, { format: k6CsvScan, setup, skip: 0, skipLines: 0 }));
  if (points.state.headers > 1)
    throw new UserError({
      code: 'several-results',
      found: 'a second header line: several results in one file',
      expected: 'one result in each file',
      place: { file: input.name },
      hint: 'Give the files one by one; each is a run.',
    });
  const part = pointPart(input, points, header.metadata === 1 ? { toolVersion: '>=0.41' } : {});
  sayWholeSeconds(input, points.state.wholeSeconds, part.durationSeconds);
  return part;
}

/** Below so many seconds a second more or less at either end shows in the throughput. */
const SHORT_SECONDS = 100;

function sayWholeSeconds({ diagnostics, name }: ReaderInput, isWhole: boolean, seconds: number | undefined): void {
  if (!isWhole || (seconds ?? 0) > SHORT_SECONDS) return;
  const message = 'the times are whole seconds, so that the throughput of a short run is rough; K6_CSV_TIME_FORMAT=unix_milli is exact';
  diagnostics.add('info', 'k6-whole-seconds', message, { file: name });
}
