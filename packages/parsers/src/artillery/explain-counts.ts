import { echo, type Endpoint } from '@loadline/schema';
import type { Claim, ReaderInput } from '../reader.js';
import type { HttpCounts } from './http-counts.js';
import { isCount, type Metrics } from './metrics.js';

/** Says where the total is more than its parts, and what was not counted. */
export function sayCounts({ diagnostics, name: file }: ReaderInput, http: HttpCounts, endpoints: readonly Endpoint[]): void {
  const counted = endpoints.reduce((sum, { requests }) => sum + (requests ?? 0), 0);
  if (counted !== http.requests)
    diagnostics.add(
      'info',
      'total-differs',
      `Artillery counts ${http.requests} requests in all, and ${counted} by endpoint: redirects, requests that the plugin leaves out and in old versions those without an answer are in the total alone`,
      { file },
    );
  if (http.open > 0)
    diagnostics.add('warning', 'requests-open', `${http.open} requests were sent, and neither answered nor failed; they are not counted`, {
      file,
    });
  if (http.otherErrors.length === 0) return;
  const shown = http.otherErrors.slice(0, 3).map(([message, count]) => `\`${echo(message, 100)}\` ${count}`);
  diagnostics.add(
    'warning',
    'errors-after-answers',
    `errors that are no missing answers fail no request, since an answer counts by its status: ${shown.join(', ')}${http.otherErrors.length > 3 ? ' …' : ''}`,
    { file },
  );
}

/** Where Artillery's own numbers of failures and requests per second are others. */
export function claimsOf(metrics: Metrics, http: HttpCounts, seconds = 0): Claim[] {
  const theirs =
    http.otherErrors.reduce((total, [, count]) => total + count, 0) +
    http.kinds.reduce((total, kind) => total + (kind.status === undefined ? kind.count : 0), 0);
  const why = 'Artillery counts errors, which a status of 400 or more is not, and a failed capture or expectation is';
  const claims: Claim[] =
    theirs === http.failures ? [] : [{ subject: 'the run', metric: 'failures', theirs, ours: http.failures, unit: 'requests', why }];
  const rate = metrics.rates.get('http.request_rate');
  const ours = seconds > 0 ? http.requests / seconds : undefined;
  if (rate !== undefined && ours !== undefined && Math.abs(rate - ours) >= 1)
    claims.push({
      subject: 'the run',
      metric: 'rps',
      theirs: rate,
      ours,
      unit: '/s',
      why: 'Artillery takes the mean of its periods, each by itself and rounded; ours is requests by the length of the run',
    });
  return claims;
}

/** Says which counters of requests and errors cannot be counts. */
export function sayUnreadable({ diagnostics, name: file }: ReaderInput, { counters }: Metrics): void {
  for (const [name, count] of counters)
    if (!isCount(count) && /^(?:http\.(?:requests$|responses$|codes\.)|errors\.|plugins\.metrics-by-endpoint\.)/.test(name))
      diagnostics.add('warning', 'row-rejected', `a counter was left out: ${count} of \`${echo(name, 100)}\` is no count`, { file });
}
