// Adds up what the packages' test runs left behind, so that `npm test` can end with one count.
import { existsSync, readFileSync } from 'node:fs';

/**
 * Counts one results file (vitest's JSON). A file that is missing, unreadable or without a test is a failure, and so is a
 * run that broke outside its tests: nothing may pass because it did not happen.
 * @param {string} file
 * @returns {{ passed: number, failed: number, skipped: number, problem?: string }}
 */
export function countResults(file) {
  const failure = (problem) => ({ passed: 0, failed: 1, skipped: 0, problem: `${file}: ${problem}` });
  if (!existsSync(file)) return failure('no test results');
  let results;
  try {
    results = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return failure('the test results are not JSON');
  }
  const files = Array.isArray(results?.testResults) ? results.testResults : [];
  const statuses = files.flatMap((each) => (each.assertionResults ?? []).map((test) => test.status));
  if (statuses.length === 0) return failure('no tests');
  const passed = statuses.filter((status) => status === 'passed').length;
  const failed = statuses.filter((status) => status === 'failed').length;
  const counts = { passed, failed, skipped: statuses.length - passed - failed };
  const broken = files.filter(
    (each) => each.status === 'failed' && !(each.assertionResults ?? []).some((test) => test.status === 'failed'),
  );
  if (broken.length > 0)
    return { ...counts, failed: failed + broken.length, problem: broken.map((each) => `${each.name} broke outside its tests`).join('\n') };
  if (results.success === false && failed === 0) return { ...counts, failed: 1, problem: `${file}: the run failed outside its tests` };
  return counts;
}

/** The last line of `npm test`. */
export function formatCounts({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
