import type { Run } from '@loadline/schema/types';
import { plural } from './describe-comparison.js';

/**
 * What a run holds, in one line (`32 endpoints, 25,629 requests, 17,837 failures`), and in a second one what its files do
 * not say (`not in the files: users`). What stands in no file is no zero.
 */
export function renderRunLine({ run, endpoints, total }: Run): string {
  const count = (key: 'requests' | 'failures', noun: string) => {
    const value = total?.[key] ?? sum(endpoints, key);
    return value === null ? `an unknown number of ${noun}s` : plural(value, noun);
  };
  const unsaid = [
    ...(run.startedAt === undefined ? ['start'] : []),
    ...(run.durationSeconds === undefined ? ['duration'] : []),
    ...(run.load.users === null ? ['users'] : []),
  ];
  const counted = [plural(endpoints.length, 'endpoint'), count('requests', 'request'), count('failures', 'failure')].join(', ');
  return unsaid.length === 0 ? counted : `${counted}\n  not in the files: ${unsaid.join(', ')}`;
}

/** Of all single requests; null where there are none, or where one of them does not say. */
function sum(endpoints: Run['endpoints'], key: 'requests' | 'failures'): number | null {
  const counts = endpoints.flatMap((endpoint) => (endpoint.kind === 'request' ? [endpoint[key]] : []));
  return counts.reduce((all, count) => (all === null || count === null ? null : all + count), counts.length === 0 ? null : 0);
}
