import { UserError } from '@loadline/schema';
import { forEachRecord } from '../input/csv.js';
import type { Reader, ReaderInput } from '../reader.js';
import { countsOf, siegePart } from './siege-summary.js';

const HEADER = /^\s{0,40}Date & Time,\s{1,20}Trans,\s{1,20}Elap Time,/;

/**
 * The log to which siege adds a line at the end of each run (`--log`). Each line is a run of its own: the last one is
 * read. Its date is that of the machine's own time zone, which is not said.
 */
export const siegeLog: Reader = {
  format: 'siege-log',
  tool: 'siege',
  title: 'siege log',
  isReport: true,
  detect: ({ text }) => HEADER.test(text),
  async read(input) {
    const { rows, last, line, isCut } = await rowsOf(input);
    if (last === undefined)
      throw new UserError({
        code: 'no-results',
        found: 'a log of siege without a run',
        expected: 'a line for each run',
        place: { file: input.name },
      });
    if (rows > 1)
      input.diagnostics.add('warning', 'several-runs', `the log holds ${rows} runs; the last one was read`, { file: input.name, line });
    const cell = (name: string) => last.get(name);
    const part = siegePart(
      {
        transactions: cell('Trans'),
        failed: cell('Failed'),
        elapsed: cell('Elap Time'),
        unit: 's',
        response: cell('Resp Time'),
        rate: cell('Trans Rate'),
      },
      input.name,
    );
    return { ...part, partial: isCut };
  },
};

/** The cells of the last run by their column, and how many runs there are. */
async function rowsOf(input: ReaderInput): Promise<{ rows: number; last?: Map<string, string>; line: number; isCut: boolean }> {
  let columns: string[] = [];
  let [rows, line, isCut] = [0, 0, false];
  let last: Map<string, string> | undefined;
  await forEachRecord(input, 'none', (record) => {
    const cells = record.text.split(',').map((cell) => cell.trim());
    if (HEADER.test(record.text)) columns = cells;
    if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(cells[0] ?? '')) return;
    const found = new Map(cells.map((cell, index) => [columns[index] ?? '', cell]));
    const isWhole =
      cells.length === columns.length &&
      countsOf({ transactions: found.get('Trans'), failed: found.get('Failed'), unit: 's' }).requests !== undefined;
    if (!record.ended) {
      isCut = true;
      input.diagnostics.add('warning', 'file-cut', 'the log ends in the middle of a line, which was left out', {
        file: input.name,
        line: record.line,
      });
    } else if (isWhole) {
      rows++;
      last = found;
      line = record.line;
    } else
      input.diagnostics.add(
        'warning',
        'row-rejected',
        `a line was not counted: expected ${columns.length} cells with the counts of a run`,
        {
          file: input.name,
          line: record.line,
        },
      );
  });
  return { rows, line, isCut, ...(last === undefined ? {} : { last }) };
}
