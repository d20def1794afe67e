import { echo, UserError } from '@loadline/schema';
import type { ReaderInput, RunPart } from '../reader.js';
import { scanFile } from '../scan/scan-file.js';
import type { ScanFormat } from '../scan/scanner.js';
import type { NumberRowsSetup, NumberRowsState } from './number-rows.js';

/** How a CSV of plain numbers is read. */
export interface NumberRowsPlan {
  /** The tool, for messages. */
  tool: string;
  format: ScanFormat<NumberRowsSetup>;
  /** Names of the columns. */
  elapsed: string;
  start: string;
  status: string;
  /** See {@link NumberRowsSetup.lastDigits}. */
  lastDigits: number;
}

/**
 * Reads a CSV whose rows are the answered requests of a run, with times in seconds since its start.
 *
 * @throws UserError `no-answers` when it holds none, `column-missing` when it has no response times.
 */
export async function readNumberRows(input: ReaderInput, { tool, format, lastDigits, ...named }: NumberRowsPlan): Promise<RunPart> {
  const header = (input.head.text.split('\n', 1)[0] ?? '').replace(/\r+$/, '');
  const names = header.split(',');
  const column = (name: string) => names.indexOf(name);
  const setup: NumberRowsSetup = {
    header,
    width: names.length,
    elapsed: column(named.elapsed),
    start: column(named.start),
    status: column(named.status),
    customs: (input.settings.columns ?? []).flatMap((name) => (column(name) < 0 ? [] : [{ name, column: column(name) }])),
    lastDigits,
  };
  if (setup.elapsed < 0)
    throw new UserError({
      code: 'column-missing',
      found: 'a header without response times',
      expected: `a column ${named.elapsed}`,
      place: { file: input.name, line: 1 },
    });
  for (const own of input.settings.columns ?? [])
    if (column(own) < 0)
      input.diagnostics.add(
        'warning',
        'column-missing',
        `the configuration names the column \`${echo(own)}\`, which the file does not have`,
        {
          file: input.name,
        },
      );
  const { recorder, states } = await scanFile(input, { format, setup, skip: 0, skipLines: 0 });
  const record = recorder.record();
  if (record.rejected === 0 && record.pending.length === 0 && record.slots.every(({ times }) => times.count === 0))
    throw new UserError({
      code: 'no-answers',
      found: 'a header, and no answered request behind it',
      expected: 'a row for each answer',
      place: { file: input.name },
      hint: `${tool} leaves requests without an answer out of its CSV; its other output says why they failed.`,
    });
  input.diagnostics.add('info', 'failures-unlisted', `${tool}'s CSV holds answers alone: requests that got none are not in it`, {
    file: input.name,
  });
  const headers = states.reduce((sum, { state }) => sum + (state as NumberRowsState).headers, 0);
  if (headers > 1)
    input.diagnostics.add(
      'warning',
      'header-repeated',
      `the header stands ${headers - 1} more times among the rows: files were joined, and were taken for parts that ran at the same time`,
      { file: input.name },
    );
  // Times are those since the start of the run, which is 0 in each of its parts.
  if (setup.start >= 0) recorder.beginAt(0);
  const part = recorder.part();
  return setup.status < 0 ? withoutFailures(part, input) : part;
}

/** hey wrote no status in its first versions: who failed is not known. */
function withoutFailures(part: RunPart, { diagnostics, name }: ReaderInput): RunPart {
  diagnostics.add('warning', 'status-missing', 'the file has no column of statuses: failures are not known', { file: name });
  if (part.state === undefined) return part;
  const unknown = <Of extends { failures: number | null; metrics: { name: string }[] }>(of: Of): Of => ({
    ...of,
    failures: null,
    metrics: of.metrics.filter((metric) => metric.name !== 'error_rate_pct'),
  });
  const { endpoints, total, rank } = part.state;
  return { ...part, state: { endpoints: endpoints.map(unknown), ...(total === undefined ? {} : { total: unknown(total) }), rank } };
}
