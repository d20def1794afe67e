import type { Run } from '@loadline/schema/types';
import { formatNumber } from './format-number.js';

/**
 * What a run holds, in one line (`32 endpoints, 25,629 requests, 17,837 failures`), and in a second one what its files do
 * not say (`not in the files: users`). What stands in no file is no zero.
 */
export function renderRunLine({ run, endpoints, total }: Run, options: { unicode?: boolean } = {}): string {
  const count = (value: number | null | undefined) =>
    value === null || value === undefined ? 'an unknown number of' : formatNumber(value, options);
  const unsaid = [
    ...(run.startedAt === undefined ? ['start'] : []),
    ...(run.durationSeconds === undefined ? ['duration'] : []),
    ...(run.load.users === null ? ['users'] : []),
  ];
  const counted = `${endpoints.length} ${endpoints.length === 1 ? 'endpoint' : 'endpoints'}, ${count(total?.requests ?? sum(endpoints, 'requests'))} requests, ${count(total?.failures ?? sum(endpoints, 'failures'))} failures`;
  return unsaid.length === 0 ? counted : `${counted}\n  not in the files: ${unsaid.join(', ')}`;
}

function sum(endpoints: Run['endpoints'], key: 'requests' | 'failures'): number | null {
  const counted = endpoints.filter(({ kind }) => kind === 'request');
  return counted.reduce<number | null>((all, endpoint) => (all === null || endpoint[key] === null ? null : all + endpoint[key]), 0);
}
