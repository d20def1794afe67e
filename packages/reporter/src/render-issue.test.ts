import { expect, test } from 'vitest';
import { cases, manyEndpoints } from '../test/cases.js';
import { readTables } from '../test/gfm.js';
import { renderIssue } from './index.js';

function caseOf(name: string) {
  const found = cases.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no case ${name}`);
  return found.comparison;
}

const bodyOf = (...given: Parameters<typeof renderIssue>): string => {
  const issue = renderIssue(...given);
  if (issue === undefined) throw new Error('no issue');
  return issue.body;
};

test('titles count what counts: failures with what is no longer measured, warnings alone', () => {
  expect(renderIssue(caseOf('every-verdict'), 'fail')?.title).toBe('🚨 Critical Performance Regression Detected (4 metrics)');
  expect(renderIssue(caseOf('every-verdict'), 'warn')?.title).toBe('⚠️ Performance Warning (1 metric trending towards regression)');
});

test('there is none where nothing of its kind counts', () => {
  for (const name of ['muted', 'all-fine', 'not-comparable'])
    expect([renderIssue(caseOf(name), 'fail'), renderIssue(caseOf(name), 'warn')]).toEqual([undefined, undefined]);
  expect(renderIssue(manyEndpoints(2, 'fail'), 'warn')).toBeUndefined();
});

test('a body has a table, steps, a checklist and commands', () => {
  const body = bodyOf(caseOf('one-regression'), 'fail');
  expect(readTables(body)[1]?.[2]).toEqual(['all', 'POST /checkout', 'p95', '412 ms', '660 ms', '+60.2 %', '+30%']);
  expect(body).toMatch(/^## Investigation steps\n\n1\. /m);
  expect(body).toMatch(/^- \[ \] /m);
  expect(body).toMatch(/^```bash\n# .*\nloadline /m);
  expect(body).toMatch(/^- 12 × 503 Server Error/m);
});

test('a body begins with the headline, why one may believe it, and the worst', () => {
  const body = bodyOf(caseOf('one-regression'), 'fail');
  expect(body).toMatch(/^\*\*❌ FAIL\*\* 1 of 12 endpoints slower: POST \/checkout p95 412 → 660 ms/);
  expect(body).toContain('\n- run-to-run noise was not measured');
  expect(readTables(body)[0]?.[2]?.[0]).toBe('**POST /checkout**');
  expect(bodyOf(caseOf('one-regression'), 'warn')).not.toContain('| Worst |');
});

test('an issue of warnings names the first of them, though something else fails', () => {
  expect(bodyOf(caseOf('one-regression'), 'warn')).toMatch(/^\*\*⚠️ WATCH\*\* \S+ \S+ p\d+ .*→.*, \+.* %.*, warn \+/);
});

test('an issue of warnings says which are only suspected to have broken a limit that fails', () => {
  const comparison = caseOf('every-verdict');
  const suspected = {
    ...comparison,
    findings: comparison.findings.map((each) =>
      each.verdict === 'warn' ? { ...each, reason: { code: 'suspected' as const, message: 'beyond the limit +15%' } } : each,
    ),
  };
  expect(bodyOf(comparison, 'warn')).toContain('broke a limit that warns; none');
  expect(bodyOf(suspected, 'warn')).not.toContain('a limit that warns');
  expect(bodyOf(suspected, 'warn')).toContain('may have broken a limit that fails; this is suspected and not yet proven');
});

test('steps fit what went wrong', () => {
  const steps = (name: string) => bodyOf(caseOf(name), 'fail');
  expect(steps('one-regression')).toContain('Compare p50 with p95');
  expect(steps('service-scope')).not.toContain('Compare p50 with p95');
  expect(steps('service-scope')).toContain('not measured at all');
});

test('commands can be replaced, and none of them can leave its block', () => {
  const body = bodyOf(caseOf('one-regression'), 'fail', {
    commands: [{ description: 'Ours', command: 'make load\n```\n# Heading' }],
  });
  expect(body).toContain("# Ours\nmake load\uFFFD'''\uFFFD# Heading\n```");
  expect(body).not.toContain('loadline compare');
});

test('a body of 2,000 failures fits and says what it left out', () => {
  const { title, body } = renderIssue(manyEndpoints(2000, 'fail'), 'fail') ?? { title: '', body: '' };
  expect(title).toContain('(2,000 metrics)');
  expect(body.length).toBeLessThanOrEqual(64_000);
  expect(body).toMatch(/_[\d,]+ more rows are left out/);
  expect(body).toContain('## Checklist');
});

test('an issue of a reduced copy counts all, and says how many it lists', () => {
  const whole = manyEndpoints(10, 'fail');
  const counts = { ...whole.counts, findings: { ...whole.counts.findings, fail: 900, warn: 40 } };
  const { title, body } = renderIssue({ ...whole, counts }, 'fail') ?? { title: '', body: '' };
  expect(title).toContain('(900 metrics)');
  expect(body).toContain('900 metrics (10 of them listed here)');
  expect(renderIssue({ ...whole, counts }, 'warn')?.title).toContain('(40 metrics');
});
