import type { Baseline, EndpointId, Run } from '@loadline/schema';
import { describeMetric, echo, formatEndpoint, UserError } from '@loadline/schema';

/** What was counted and measured of an endpoint, a service or a run as a whole, in one run. */
interface Counted {
  requests: number | null;
  failures: number | null;
  metrics: readonly { name: string; value: number | null }[];
}

/**
 * Refuses numbers that nothing can have measured: what is no finite number, times, rates and counts below 0, more failures than
 * requests. Readers of result files do not let them through; documents that were made by hand, and callers, may.
 *
 * @throws UserError that names the run, the endpoint and the number.
 */
export function checkNumbers(baseline: Baseline, runs: readonly Run[]): void {
  baseline.runs.forEach(({ id }, run) => {
    const column = ({ requests, failures, metrics }: Columns): Counted => ({
      requests: requests[run] ?? null,
      failures: failures[run] ?? null,
      metrics: metrics.map(({ name, values }) => ({ name, value: values[run] ?? null })),
    });
    const where = `the run ${echo(id)} of the baseline`;
    for (const service of baseline.services) {
      check(column(service), where, service.name);
      for (const endpoint of service.endpoints) check(column(endpoint), where, endpoint.endpoint);
    }
    if (baseline.total !== undefined) check(column(baseline.total), where);
  });
  for (const { run, endpoints, services = [], total } of runs) {
    const where = `the run ${echo(run.id)}`;
    for (const endpoint of endpoints) check(endpoint, where, endpoint);
    for (const service of services) check(service, where, service.name);
    if (total !== undefined) check(total, where);
  }
}

interface Columns {
  requests: readonly (number | null)[];
  failures: readonly (number | null)[];
  metrics: readonly { name: string; values: readonly (number | null)[] }[];
}

function check({ requests, failures, metrics }: Counted, where: string, of?: EndpointId | string): void {
  const refuse = (name: string, value: number, expected: string) => {
    const what = of === undefined ? '' : ` of ${echo(typeof of === 'string' ? of : formatEndpoint(of))}`;
    throw new UserError({ code: 'impossible-number', found: `${echo(name)} ${value}${what} in ${where}`, expected });
  };
  for (const [name, count] of [
    ['requests', requests],
    ['failures', failures],
  ] as const)
    if (count !== null && !(count >= 0 && count < Infinity)) refuse(name, count, 'a count, 0 or more');
  if (requests !== null && failures !== null && failures > requests) refuse('failures', failures, `at most the ${requests} requests`);
  for (const { name, value } of metrics) {
    if (value === null || (value >= 0 && value < Infinity)) continue;
    if (!Number.isFinite(value)) refuse(name, value, 'a finite number');
    if (describeMetric(name).builtIn) refuse(name, value, '0 or more');
  }
}
