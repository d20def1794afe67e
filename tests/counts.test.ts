import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { countResults, formatCounts } from '../scripts/counts.mjs';

const folder = mkdtempSync(join(tmpdir(), 'loadline counts '));
afterAll(() => rmSync(folder, { recursive: true }));

function count(content: unknown) {
  const file = join(folder, 'results.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  const { passed, failed, skipped, problem } = countResults(file);
  return { passed, failed, skipped, problem: problem?.replace(file, 'results.json') };
}
const suite = (status: string, ...tests: string[]) => ({
  name: 'some.test.ts',
  status,
  assertionResults: tests.map((each) => ({ status: each })),
});

describe('countResults', () => {
  it('adds up tests, not files', () => {
    const testResults = [suite('passed', 'passed', 'passed', 'skipped'), suite('passed', 'passed', 'todo', 'pending')];
    expect(count({ success: true, testResults })).toEqual({ passed: 3, failed: 0, skipped: 3, problem: undefined });
  });

  it('counts failures', () => {
    expect(count({ success: false, testResults: [suite('failed', 'failed', 'passed')] })).toMatchObject({ passed: 1, failed: 1 });
  });

  it('takes a file that broke before its first test for a failure', () => {
    const results = { success: false, testResults: [suite('passed', 'passed'), suite('failed')] };
    expect(count(results)).toEqual({ passed: 1, failed: 1, skipped: 0, problem: 'some.test.ts broke outside its tests' });
  });

  it('takes a run that failed without a failing test for a failure', () => {
    expect(count({ success: false, testResults: [suite('passed', 'passed')] })).toMatchObject({ passed: 1, failed: 1 });
  });

  it('takes results that are empty, broken or not there for a failure', () => {
    expect(count({ success: true, testResults: [] })).toEqual({ passed: 0, failed: 1, skipped: 0, problem: 'results.json: no tests' });
    expect(count('')).toMatchObject({ failed: 1, problem: 'results.json: the test results are not JSON' });
    expect(count('null')).toMatchObject({ failed: 1, problem: 'results.json: no tests' });
    expect(countResults(join(folder, 'none.json'))).toMatchObject({
      passed: 0,
      failed: 1,
      problem: expect.stringContaining('no test results') as string,
    });
  });
});

describe('formatCounts', () => {
  it('names skipped tests only when there are some', () => {
    expect(formatCounts({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed');
    expect(formatCounts({ passed: 1, failed: 2, skipped: 3 })).toBe('1 passed, 2 failed, 3 skipped');
  });
});
