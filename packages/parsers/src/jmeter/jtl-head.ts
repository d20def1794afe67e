import { UserError } from '@loadline/schema';
import type { ReaderInput } from '../reader.js';
import { type CsvHead, findCsvHead } from './csv-head.js';
import { parseDate } from './jtl-clock.js';
import { columnsOf, type JtlClock, type JtlColumns, type JtlCustom, type JtlSetup } from './jtl-setup.js';

const TIMES = new Set(['elapsed', 'Latency', 'Connect', 'IdleTime']);
const SIZES = new Set(['bytes', 'sentBytes']);

/**
 * What is needed to read the rows of a JTL in CSV, by its head.
 *
 * @throws UserError when no column holds the response time.
 */
export function readHead({ head, name, limits, settings, diagnostics }: ReaderInput): JtlSetup {
  const found = findCsvHead(head.text);
  if (found === undefined) throw new TypeError('no JTL');
  const { delimiter, header, rows } = found;
  const columns = header === undefined ? bareColumns(rows) : columnsOf(header);
  if (columns.elapsed < 0)
    throw new UserError({
      code: 'column-missing',
      found: `a JTL without response times: it has the columns ${(header ?? []).slice(0, 30).join(', ')}`,
      expected: 'the column `elapsed`',
      place: { file: name, line: 1 },
      hint: 'Set jmeter.save.saveservice.time=true and run the test again.',
    });
  const customs = customsOf(settings.columns ?? [], header);
  for (const own of settings.columns ?? [])
    if (!customs.some((custom) => custom.name === own))
      diagnostics.add('warning', 'column-missing', `the configuration names the column \`${own}\`, which the file does not have`, {
        file: name,
      });
  return {
    name,
    width: header?.length ?? rows[0]?.length ?? 0,
    delimiter,
    columns,
    header,
    ...clockOf(found, columns),
    customs,
    limits,
    settings,
  };
}

function customsOf(wanted: readonly string[], header: readonly string[] | undefined): JtlCustom[] {
  return [...new Set(wanted)].flatMap((name): JtlCustom[] => {
    const column = header?.indexOf(name) ?? -1;
    if (column < 0) return [];
    return [{ name, column, contains: TIMES.has(name) ? 'time' : SIZES.has(name) ? 'data' : 'default' }];
  });
}

/** Dates are read as the rows at the start show them: JMeter itself writes the month first, but where that cannot be. */
function clockOf({ rows }: CsvHead, { timeStamp }: JtlColumns): { clock: JtlClock; clockStepMs: number } {
  const times = timeStamp < 0 ? [] : rows.map((row) => row[timeStamp] ?? '').filter((cell) => cell !== '');
  if (times.length === 0 || times.some((time) => /^\d{1,15}$/.test(time))) return { clock: 'epoch', clockStepMs: 1 };
  const clock = times.some((time) => parseDate(time, 'month-first') === undefined && parseDate(time, 'day-first') !== undefined);
  const dates = times.map((time) => parseDate(time, clock ? 'day-first' : 'month-first'));
  const isWhole = dates.every((date) => date === undefined || date.isWhole);
  return { clock: clock ? 'day-first' : 'month-first', clockStepMs: isWhole ? 1000 : 1 };
}

/**
 * The columns of rows without a header, in the order in which JMeter writes them:
 * time, elapsed, label, code, message, thread, type, success, [failure message,] bytes, [sent bytes, threads of the group, threads, URL,] latency…
 */
function bareColumns(rows: readonly (readonly string[])[]): JtlColumns {
  const columns = columnsOf([]);
  const width = rows[0]?.length ?? 0;
  const success = rows[0]?.findIndex((cell) => cell === 'true' || cell === 'false') ?? -1;
  Object.assign(columns, { timeStamp: 0, elapsed: 1, label: 2, success });
  if (success >= 4) columns.responseCode = 3;
  if (success >= 5) columns.responseMessage = 4;
  if (success === 6 || success === 7) columns.threadName = 5;
  const isNumber = (column: number) => rows.every((row) => /^\d{1,15}$/.test(row[column] ?? ''));
  const hasFailureMessage = width > success + 1 && !isNumber(success + 1);
  if (hasFailureMessage) columns.failureMessage = success + 1;
  // Behind the bytes: 2.13 has two numbers of threads and the latency; since 3.1 the bytes that were sent come before them.
  const bytes = success + (hasFailureMessage ? 2 : 1);
  const more = width - bytes - 1;
  const allThreads = more === 3 || more === 4 ? bytes + 2 : more >= 6 ? bytes + 3 : -1;
  if (allThreads > 0 && isNumber(allThreads) && isNumber(allThreads - 1)) columns.allThreads = allThreads;
  return columns;
}
