import type { Endpoint, ErrorCount } from '@loadline/schema';
import type { Claim } from '../reader.js';
import { failureKinds } from '../values/failure-kinds.js';

/** What oha calls requests that were under way when the time was up. */
const ABORTED = 'aborted due to deadline';

/** What oha counted, in whichever of its formats. */
export interface OhaListed {
  /** Answers by status. */
  statuses: readonly { status: string; count: number }[];
  /** Requests without an answer, by message. */
  errors: readonly { message: string; count: number }[];
}

/** The counts of a run. */
export interface OhaCounts {
  requests: number;
  failures: number;
  /** Requests that were under way when the time was up: neither. */
  aborted: number;
  kinds: ErrorCount[];
}

/**
 * Requests are answers and requests that ended without one. A request failed when its status is 400 or above, or when it
 * got no answer. What was under way when the time was up is no request that was measured.
 */
export function ohaCounts({ statuses, errors }: OhaListed): OhaCounts {
  const sum = (counted: readonly { count: number }[]) => counted.reduce((total, { count }) => total + count, 0);
  const refused = statuses.filter(({ status }) => Number(status) >= 400);
  const lost = errors.filter(({ message }) => message !== ABORTED);
  return {
    requests: sum(statuses) + sum(lost),
    failures: sum(refused) + sum(lost),
    aborted: sum(errors) - sum(lost),
    kinds: failureKinds([...refused.map(({ status, count }) => ({ message: `HTTP ${status}`, status, count })), ...lost]),
  };
}

/** Where oha's own rates differ: every answer is a success to it, and what was under way at the end counts in its throughput. */
export function ohaClaims(endpoint: Endpoint, theirs: { successRate: number | undefined; rps: number | undefined }): Claim[] {
  const own = (wanted: string) => endpoint.metrics.find(({ name }) => name === wanted)?.value;
  const claims: Claim[] = [
    {
      subject: endpoint.name,
      metric: 'error_rate_pct',
      theirs: theirs.successRate === undefined ? undefined : Number((100 - theirs.successRate * 100).toPrecision(12)),
      ours: own('error_rate_pct'),
      unit: '%',
      why: 'any answer is a success to it, one of status 500 too',
    },
    {
      subject: endpoint.name,
      metric: 'rps',
      theirs: theirs.rps,
      ours: own('rps'),
      unit: '/s',
      why: 'it counts requests that were under way when the time was up',
    },
  ];
  return claims.filter(
    (claim) => claim.theirs !== undefined && Math.abs(claim.theirs - (claim.ours ?? 0)) > Math.abs(claim.theirs) * 0.001 + 0.005,
  );
}
