import { describe, expect, it } from 'vitest';
import { findingWords, type FindingWords } from '../packages/reporter/src/index.js';
import { emittedCodes } from './emitted-codes.js';

const emitted = emittedCodes();
const words = new Map<string, FindingWords>(Object.entries(findingWords));
const GRAVITY: readonly (string | undefined)[] = ['info', 'warning', 'error'];

describe('the words for diagnostics', () => {
  it('are there for each code that the sources make', () => {
    const bare = emitted.filter(({ code }) => words.get(code)?.severity === undefined);
    expect(bare.map(({ code, file }) => `${code}: ${file}`)).toEqual([]);
  });

  it('are there for none that the sources do not make', () => {
    const made = new Set(emitted.map(({ code }) => code));
    const told = [...words].filter(([, { severity }]) => severity !== undefined);
    expect(told.map(([code]) => code).filter((code) => !made.has(code))).toEqual([]);
    expect(made.size).toBe(told.length);
    expect(made.size).toBeGreaterThan(100);
  });

  it('tell how grave they are', () => {
    const gravest = new Map<string, string | undefined>();
    for (const { code, severity } of emitted)
      if (GRAVITY.indexOf(severity) >= GRAVITY.indexOf(gravest.get(code))) gravest.set(code, severity);
    for (const [code, severity] of gravest) expect([code, words.get(code)?.severity]).toEqual([code, severity]);
  });
});

describe('the search for diagnostics', () => {
  it.each([
    ['a collector’s own', 'file-cut', 'parsers/src/ab/ab-part.ts'],
    ['an object', 'mix-shift', 'compare/src/mix-shifts.ts'],
    ['a helper given the severity', 'zone-unknown', 'parsers/src/jmeter/jtl-said.ts'],
    ['a choice of two', 'only-transactions', 'parsers/src/jmeter/jtl-said.ts'],
    ['a helper given the code', 'k6-setup', 'parsers/src/k6/point-notes.ts'],
    ['a helper that makes an object', 'flat-value', 'schema/src/flat.ts'],
    ['a table', 'baseline-users-differ', 'baseline/src/run-differences.ts'],
    ['a table of rows', 'users-differ', 'compare/src/side-diagnostics.ts'],
    ['a reason that is told as well', 'environment-differs', 'compare/src/report-guards.ts'],
    ['a table and a helper', 'baseline-durations-differ', 'baseline/src/run-differences.ts'],
  ])('finds %s', (_what, code, file) => {
    expect(emitted).toContainEqual(expect.objectContaining({ code, file }));
  });

  it('passes over errors', () => {
    const codes = new Set(emitted.map(({ code }) => code));
    for (const code of ['no-requests', 'too-few-runs', 'flat-shape', 'unauthorized', 'config-limit']) expect(codes).not.toContain(code);
  });
});
