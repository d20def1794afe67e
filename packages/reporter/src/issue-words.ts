import type { Finding } from '@loadline/schema/types';

/**
 * Where to look first, for what went wrong: steps in plain Markdown, the most telling first. They hold nothing from
 * outside.
 */
export function investigationSteps(findings: readonly Finding[]): string[] {
  const has = (test: (finding: Finding) => boolean) => findings.some(test);
  const slower = has((finding) => finding.unit === 'ms' && finding.verdict !== 'missing');
  const failing = has((finding) => finding.unit === '%' && finding.verdict !== 'missing');
  const fewer = has((finding) => finding.unit === 'requests/s' && finding.verdict !== 'missing');
  const gone = has((finding) => finding.verdict === 'missing');
  return [
    'Run the same test once more on the same commit. What does not show again may have been the machine or the network.',
    ...(gone
      ? [
          'Find out why something was not measured at all: a renamed endpoint, a scenario that was left out, a load test that stopped early.',
        ]
      : []),
    ...(failing ? ['Read the errors before the latencies: requests that fail at once look fast, requests that time out look slow.'] : []),
    ...(slower
      ? [
          'Compare p50 with p95. If both moved, every request does more work; if only p95 moved, look for locks, pools, garbage collection and cold caches.',
        ]
      : []),
    ...(fewer
      ? ['Check whether the load generator could still send: with a fixed number of users, slower answers alone lower the throughput.']
      : []),
    'List what changed between the two commits: code, dependencies, configuration, database schema, amount of data.',
    "Hold traces, profiles and the database's slow-query log of both runs side by side for the endpoints in the table.",
  ];
}

/** What has to be done before the issue can be closed. */
export function reviewChecklist(kind: 'fail' | 'warn'): string[] {
  return kind === 'fail'
    ? [
        'It shows in a second run',
        'The commit or change that caused it is named',
        'It is fixed or reverted, or the new level is accepted with a written reason',
        'A run after that is within the limits',
        'The baseline is rebuilt if the new level was accepted',
      ]
    : [
        'It shows in a second run',
        'Somebody has looked at how it moved over the last runs',
        'It is fixed, or it is written down why it may stay',
        'The limits still say what matters',
      ];
}
