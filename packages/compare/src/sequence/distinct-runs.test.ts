import type { Run } from '@loadline/schema';
import { describe, expect, it } from 'vitest';
import { compareFlat } from '../compare-flat.js';
import { exitCode } from '../exit-code.js';
import { judge, one } from '../testing/judge.js';
import { distinctRuns } from './distinct-runs.js';

const made = (id: string, ...hashes: string[]): Run =>
  one({ p95: 1 }, { id, sources: hashes.map((sha256) => ({ name: `${id}.csv`, format: 'x', bytes: 1, sha256 })) });
const idsOf = (...runs: Run[]) => distinctRuns(runs).runs.map(({ run }) => run.id);

it('keeps different runs, in their order', () => {
  expect(idsOf(made('a', '1'), made('b', '2'), made('c'))).toEqual(['a', 'b', 'c']);
  expect(distinctRuns([made('a', '1'), made('b', '2')]).diagnostics).toEqual([]);
});

it('drops what was given before, by id or by its files, and says so', () => {
  expect(idsOf(made('a', '1'), made('a', '2'))).toEqual(['a']);
  expect(idsOf(made('a', '1'), made('b', '1'))).toEqual(['a']);
  expect(idsOf(made('a', '1', '2'), made('b', '2'), made('c', '3', '2'))).toEqual(['a', 'c']);
  expect(distinctRuns([made('a', '1'), made('b', '1')]).diagnostics).toMatchObject([
    { code: 'run-twice', severity: 'warning', message: 'run 2 (b.csv) was given twice and counts once' },
  ]);
});

it('takes runs without files by their ids', () => {
  expect(idsOf(made('a'), made('b'))).toEqual(['a', 'b']);
});

describe('a baseline that holds a judged run', () => {
  const refused = (before: Run[], after: Run[]) => {
    const { verdict, headline, findings, diagnostics, ...rest } = judge(before, after, {
      gates: [{ p95: { fail: '+25%', slo: '< 1ms' } }],
    });
    const codes = new Set(findings.map(({ reason }) => reason.code));
    return { code: exitCode({ findings, diagnostics, ...rest }), verdict, headline, codes: [...codes], said: diagnostics };
  };

  it('is no baseline: nothing is judged, and the run is named', () => {
    const message = 'held against itself: run 2 (b.csv) of the baseline';
    expect(refused([made('a', '1'), made('b', '2')], [made('b', '2')])).toEqual({
      code: 2,
      verdict: 'invalid',
      headline: message,
      codes: ['run-on-both-sides'],
      said: [{ code: 'run-on-both-sides', severity: 'error', message }],
    });
  });

  it.each([
    ['its id', [made('a', '1')], [made('a', '9')]],
    ['its files under another name', [made('a', '1', '2')], [made('b', '2', '1')]],
    ['one of its files', [made('a', '1', '2')], [made('b', '2')]],
    ['its files with one more', [made('a', '2')], [made('b', '1', '2')]],
    ['one of several', [made('a', '1')], [made('c', '3'), made('b', '1')]],
  ])('is found by %s', (_what, before, after) => {
    expect(refused(before, after).codes).toEqual(['run-on-both-sides']);
  });

  it('is none where nothing is the same, or plain numbers are equal', () => {
    expect(refused([made('a', '1', '2')], [made('b', '2', '3')]).codes).not.toContain('run-on-both-sides');
    const flat = { api: { p95_latency_ms: 100 } };
    expect(compareFlat(flat, flat, { p95: '+10%' }).verdict).toBe('pass');
  });
});
