import { UserError } from '@loadline/schema';
import type { ReaderInput } from '../reader.js';
import { type Gaps, gapsBetweenRuns } from './gaps.js';
import { parseDate } from './jtl-clock.js';
import type { JtlCounts } from './jtl-rows.js';
import type { JtlSetup } from './jtl-setup.js';
import { findCsvHead } from './csv-head.js';

/**
 * Refuses a JTL of which nothing is left, since the configuration asks for transactions and it holds samples alone.
 *
 * @throws UserError `no-requests`.
 */
export function refuseNoTransactions({ name }: Pick<ReaderInput, 'name'>, { settings }: JtlSetup, counts: JtlCounts): void {
  if (settings.jmeterRows !== 'transactions' || counts.transactions > 0 || counts.samples === 0) return;
  throw new UserError({
    code: 'no-requests',
    found: `${many(counts.samples, 'sample')}, and no row of a transaction controller, which \`read.jmeter.rows\` asks for`,
    expected: 'at least one transaction',
    place: { file: name },
    hint: 'With `read.jmeter.rows: samples` the samples count.',
  });
}

/** Says what was found in a JTL that a person should know of. */
export function sayJtl(input: ReaderInput, setup: JtlSetup, counts: JtlCounts, gaps: Gaps): void {
  const place = { file: input.name };
  const add = (severity: 'info' | 'warning', code: string, message: string) => input.diagnostics.add(severity, code, message, place);
  const rows = setup.settings.jmeterRows;
  if (counts.subResults > 0)
    add(
      'info',
      'sub-results',
      `${many(counts.subResults, 'row')} of sub-results (redirects, embedded files) belong to the samples above them and were not counted`,
    );
  if (counts.transactions > 0 && rows === 'samples')
    add(
      'info',
      counts.samples > 0 ? 'transactions-left-out' : 'only-transactions',
      counts.samples > 0
        ? `${many(counts.transactions, 'row')} of transaction controllers sum up samples and were left out; \`read.jmeter.rows\` chooses`
        : 'the file holds no samples but those of transaction controllers, which were counted',
    );
  if (counts.samples > 0 && rows === 'transactions')
    add('info', 'samples-left-out', `${many(counts.samples, 'sample')} were left out: transactions were asked for`);
  const joined = counts.headers - (setup.header === undefined ? 0 : 1);
  if (joined > 0) add('info', 'header-repeated', `the header stands ${joined} more times among the rows: files were joined`);
  if (counts.withoutSuccess > 0)
    add('warning', 'success-missing', `${many(counts.withoutSuccess, 'row')} without a word on success: counted as successful`);
  if (counts.badTimes > 0)
    add(
      'warning',
      'time-unreadable',
      `the time stamps of ${many(counts.badTimes, 'row')} cannot be read; these count, but not over the time`,
    );
  if (counts.windows1252 > 0) add('info', 'not-utf8', `${many(counts.windows1252, 'text')} were not UTF-8 and were read as windows-1252`);
  sayZone(input, setup, add);
  for (const { from, to } of gapsBetweenRuns(gaps))
    add(
      'warning',
      'time-gap',
      `nothing ran for ${Math.round((to - from) / 1000).toLocaleString('en-US')} s: JMeter appends to a file that is there already, so that this may be several runs`,
    );
}

function sayZone(
  { head }: ReaderInput,
  { clock, columns }: JtlSetup,
  add: (severity: 'info', code: string, message: string) => void,
): void {
  if (clock === 'epoch') return;
  const date = findCsvHead(head.text)
    ?.rows.map((row) => parseDate(row[columns.timeStamp] ?? '', clock))
    .find((each) => each !== undefined);
  if (date === undefined || date.hasZone) return;
  add('info', 'zone-unknown', 'the time stamps are dates without a zone, in the local time of where JMeter ran; they were read as UTC');
}

function many(count: number, word: string): string {
  return `${count.toLocaleString('en-US')} ${word}${count === 1 ? '' : 's'}`;
}
