import { echo } from '@loadline/schema';
import type { ReaderInput } from '../reader.js';
import type { PointState } from './point-state.js';

/** Names thresholds that the points cannot judge. */
export function sayOpen({ diagnostics, name }: ReaderInput, open: readonly string[]): void {
  if (open.length === 0) return;
  const some = open.slice(0, 5).map((each) => `\`${echo(each, 80)}\``);
  const more = open.length > some.length ? ` and ${open.length - some.length} more` : '';
  diagnostics.add('info', 'k6-not-judged', `the points do not say whether these thresholds held: ${some.join(', ')}${more}`, {
    file: name,
  });
}

/** What was left out, guessed or taken another way. */
export function sayPoints({ diagnostics, name }: ReaderInput, record: PointState, guessed: number, hasRequests: boolean): void {
  const info = (code: string, message: string) => diagnostics.add('info', code, message, { file: name });
  if (record.definedAgain > 0)
    diagnostics.add(
      'warning',
      'several-results',
      `metrics are defined again (${record.definedAgain} times), which k6 does once in a test: several results in one file, counted as one run`,
      { file: name },
    );
  if (record.outside > 0)
    info('k6-setup', `${record.outside} requests of setup() and teardown() were left out: they are no part of the load`);
  if (record.otherLines > 0) info('k6-other-lines', `${record.otherLines} lines that are no points were passed over`);
  if (record.foldedPoints > 0) info('k6-metrics-folded', `${record.foldedPoints} points of custom metrics beyond the limit were left out`);
  if (guessed > 0)
    info(
      'k6-types-guessed',
      `the file does not say the types of ${guessed} custom metrics; values of 0 and 1 were taken as rates, others as trends`,
    );
  if (!hasRequests) info('k6-no-requests', 'the test made no requests that k6 counts; its iterations were taken as transactions');
}
