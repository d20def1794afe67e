import { echo } from '@loadline/schema';
import { field } from '../input/json-text.js';
import type { Claim, ReaderInput } from '../reader.js';
import { countOf } from '../values/number-of.js';
import type { Counts } from './failure-counts.js';

/** Says what autocannon does not: requests without an answer, response times that are no times of answers. */
export function sayCounts(
  { diagnostics, name: file }: ReaderInput,
  name: string,
  { responses, lost, unclear }: Counts,
  timed = responses,
): void {
  const shown = `\`${echo(name)}\``;
  if (lost > 0)
    diagnostics.add(
      'warning',
      'requests-unanswered',
      `${shown}: ${lost} requests were sent and not answered, which autocannon does not call errors; they count as failed (with \`-D\` autocannon itself closes connections and forgets answers)`,
      { file },
    );
  if (unclear > 0)
    diagnostics.add(
      'warning',
      'requests-unclear',
      `${shown}: ${unclear} more requests were sent than answered; with \`-R\` or \`-r\` autocannon counts too many, without them they were lost; they are not counted`,
      { file },
    );
  if (timed > responses)
    diagnostics.add(
      'warning',
      'latency-corrected',
      `${shown}: ${timed} response times of ${responses} answers: autocannon added those of requests that its rate did not let it send (\`-C\` turns that off)`,
      { file },
    );
  if (timed < responses)
    diagnostics.add(
      'info',
      'latency-excludes',
      `${shown}: the response times of ${responses - timed} failed requests were left out (\`-x\`)`,
      { file },
    );
}

/** Where autocannon's own numbers of requests and failures are others. */
export function claimsOf(subject: string, result: unknown, counts: Counts): Claim[] {
  const claims: Claim[] = [];
  const errors = (countOf(field(result, 'errors')) ?? 0) + (countOf(field(result, 'non2xx')) ?? 0);
  if (errors !== counts.failures)
    claims.push({
      subject,
      metric: 'failures',
      theirs: errors,
      ours: counts.failures,
      unit: 'requests',
      why: 'autocannon’s errors and answers that are not 2xx; ours leave out 1xx and 3xx, and count other bodies and closed connections',
    });
  if (counts.responses !== counts.requests)
    claims.push({
      subject,
      metric: 'requests',
      theirs: counts.responses,
      ours: counts.requests,
      unit: 'requests',
      why: 'autocannon counts answers; ours count the requests that got none, too',
    });
  return claims;
}
