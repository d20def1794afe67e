import type { Comparison } from '@loadline/schema/types';
import { describe, expect, test } from 'vitest';
import { buildComparison, endpoint } from '../test/build-comparison.js';
import { readCommand } from '../test/workflow-commands.js';
import { renderIssue, reportFormats } from './index.js';

const COMMANDS = ['::error file=x::y', '  ::warning::y', '##[error]y', 'a ##[group]y', '###[endgroup]', '##vso[task.complete]y'];

/** A name in every place where a comparison has one, in an endpoint of each verdict. */
function comparisonOf(name: string): Comparison {
  const verdicts = ['fail', 'warn', 'inconclusive', 'missing', 'invalid', 'new', 'pass'] as const;
  const at = { metric: 'p95', before: 412, after: 660, limit: '+30%', reason: { code: 'unknown-word' as const, message: name } };
  const comparison = buildComparison(
    verdicts.map((verdict) => ({ ...at, verdict, service: name, endpoint: endpoint(`${name} ${verdict}`) })),
    { headline: name, errors: [{ message: name, count: 3 }] },
  );
  const diagnostics = ['gate-matches-nothing', 'gate-matches-nothing', name].map((code) => ({
    code,
    severity: 'error' as const,
    message: name,
  }));
  return { ...comparison, diagnostics, policy: { ...comparison.policy, suite: name, environment: name } };
}

/** The formats whose texts are a CI job's to read: in these no name can be a command. CSV and Prometheus text have no escape for `##[`. */
const renderings = [
  ...reportFormats.filter(({ name }) => name !== 'annotations'),
  { name: 'issue', render: (comparison: Comparison) => renderIssue(comparison, 'fail')?.body ?? '' },
];

describe.each(renderings)('the log of a CI job that shows $name', ({ name: format, render }) => {
  test.each(COMMANDS)('takes nothing for the command %s', (name) => {
    const lines = render(comparisonOf(name)).split(/\r\n|[\r\n]/);
    const isCommand = (line: string) => readCommand(line) !== undefined || line.includes('##vso[');
    if (['csv', 'prometheus'].includes(format) && name.includes('##')) expect(lines.filter((line) => /^\s*##/.test(line))).toEqual([]);
    else expect(lines.filter(isCommand)).toEqual([]);
  });

  test('is text that reads as before', () => {
    if (format === 'json') expect(JSON.parse(render(comparisonOf('##[error]y')))).toEqual(comparisonOf('##[error]y'));
  });
});
