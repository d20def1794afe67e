import { parseLimit } from '@loadline/schema/limits';
import { expect, test, vi } from 'vitest';
import { buildFinding } from '../test/build-comparison.js';
import { limitAlternatives } from './format-change.js';

vi.mock(import('@loadline/schema/limits'), async (original) => {
  const actual = await original();
  return { ...actual, parseLimit: vi.fn(actual.parseLimit) };
});

const findingOf = (metric: string, text: string) =>
  buildFinding({ metric, before: 100, after: 200, limit: { level: 'fail', text, broken: true } });

test('a limit is read once for all findings that have it, though each has its own copy', () => {
  const findings = Array.from({ length: 2000 }, (_, index) => findingOf('p95', `+${30 + (index % 10)}%`));
  vi.mocked(parseLimit).mockClear();
  const read = findings.map(limitAlternatives);
  expect(vi.mocked(parseLimit)).toHaveBeenCalledTimes(10);
  expect(read[1999]).toEqual([{ all: [expect.objectContaining({ bound: 39 })] }]);
});

test('however many limits there are, each is read for what it is', () => {
  for (let bound = 1; bound <= 3000; bound++) expect(limitAlternatives(findingOf('p95', `+${bound}%`))[0]?.all[0]?.bound).toBe(bound);
  expect(limitAlternatives(findingOf('rps', '-30%'))).not.toEqual(limitAlternatives(findingOf('p95', '-30%')));
});
