import { UserError } from '@loadline/schema';
import type { Reader, ReaderInput, TimelineSlice } from '../reader.js';
import { readReports, type Seen } from './worker-reports.js';
import { endpointOfTotal, type WorkerTotals } from './worker-totals.js';

/**
 * `locust-workers.ldjson`, which Taurus writes where Locust runs distributed: a line for each report of a worker to the
 * master, with what came since its last one. They are added up. A request failed when Locust counts it as failed.
 */
export const taurusLocustWorkers: Reader = {
  format: 'taurus-locust-workers',
  tool: 'taurus',
  title: 'Taurus reports of Locust workers',
  isRaw: true,
  detect: ({ text }) =>
    /^\{\s{0,5}"(?:stats|errors)"\s{0,5}:\s{0,5}[[{]/.test(text) &&
    ['"num_requests"', '"num_reqs_per_sec"', '"response_times"'].every((key) => text.includes(key)),
  async read(input) {
    const { totals, seen } = await readReports(input);
    const list = totals.list();
    const onTop = areFailuresOnTop(input, totals, seen);
    const seconds = seen.end > seen.start ? seen.end - seen.start : undefined;
    const endpoints = list.map((total) => endpointOfTotal(total, onTop, seconds)).filter(({ requests }) => requests !== 0);
    if (endpoints.length === 0)
      throw new UserError({
        code: 'no-requests',
        found: 'no request at all',
        expected: 'at least one report with requests',
        place: { file: input.name },
      });
    if (totals.hasFolded())
      input.diagnostics.add(
        'warning',
        'endpoints-folded',
        `the file has more than ${input.limits.endpoints.toLocaleString('en-US')} endpoints; the others were folded into \`(other)\``,
        {
          file: input.name,
        },
      );
    if (seen.hasMoreErrors)
      input.diagnostics.add('info', 'failures-folded', 'there are more than 1,000 kinds of failures; the others are not named', {
        file: input.name,
      });
    if (seen.isCut)
      input.diagnostics.add('warning', 'file-cut', 'the file ends in the middle of a report, which was left out', { file: input.name });
    return {
      state: { endpoints, rank: 3 },
      errors: [...seen.errors.values()],
      ...(onTop ? {} : { slices: slicesOf(seen) }),
      ...(seen.start < Infinity ? { startedAtMs: seen.start * 1000 } : {}),
      ...(seconds === undefined ? {} : { durationSeconds: seconds }),
      ...(seen.mostUsers === 0 ? {} : { users: seen.mostUsers }),
      partial: seen.isCut,
    };
  },
};

/**
 * Up to some 0.11, Locust did not count failed requests as requests. More failures than requests show it; counts of
 * failures by second show a later one.
 */
function areFailuresOnTop({ diagnostics, name }: ReaderInput, totals: WorkerTotals, seen: Seen): boolean {
  const list = totals.list();
  if (list.some(({ requests, failures }) => failures > requests)) return true;
  if (!seen.hasFailuresPerSecond && list.some(({ failures }) => failures > 0))
    diagnostics.add(
      'warning',
      'failures-ambiguous',
      'Locust up to 0.11 did not count failed requests as requests, and this file does not show which Locust wrote it; they were taken as counted',
      { file: name },
    );
  return false;
}

function slicesOf({ seconds, hasFailuresPerSecond }: Seen): TimelineSlice[] {
  return [...seconds]
    .sort(([a], [b]) => a - b)
    .map(([second, { requests, failures }]) => ({ from: second, to: second + 1, requests, ...(hasFailuresPerSecond ? { failures } : {}) }));
}
