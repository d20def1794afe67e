import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COUNTS, createJudge, IS_SUB_RESULT, judgeHeld, UNKNOWN } from './jtl-judge.js';
import { createLabel } from './jtl-label.js';
import type { JtlRow } from './jtl-row.js';
import { isNumbered } from './sub-results.js';

const rowOf = (label: string, thread: number, startMs: number, elapsedMs: number): JtlRow => ({
  ...{ label, thread, startMs, elapsedMs, method: undefined, isTransaction: false, samples: 1, failures: 0 },
  ...{ code: '', message: '', failureMessage: '', users: -1, values: [] },
});

/** The rows of each part, judged in a judge of its own, and what was held judged at the end. */
function countIn(parts: readonly (readonly JtlRow[])[]): { counted: JtlRow[]; subResults: number } {
  const counted: JtlRow[] = [];
  let subResults = 0;
  const states = parts.map((rows) => {
    const judge = createJudge(0);
    for (const row of rows) {
      const verdict = judge.judge(createLabel(row.label), row.thread, Float64Array.of(row.startMs, row.startMs + row.elapsedMs));
      if (verdict === COUNTS) counted.push(row);
      if (verdict === IS_SUB_RESULT) subResults++;
      if (verdict === UNKNOWN) judge.hold(row);
    }
    return judge.state();
  });
  subResults += judgeHeld(states, 0, (row) => counted.push(row));
  return { counted: counted.sort((a, b) => a.startMs - b.startMs || a.thread - b.thread || a.label.localeCompare(b.label)), subResults };
}

describe('telling samples from sub-results', () => {
  it('knows them by name, order, thread and time', () => {
    const { counted, subResults } = countIn([
      [
        rowOf('page', 1, 0, 100),
        rowOf('page', 2, 10, 100),
        rowOf('page-0', 1, 0, 40),
        rowOf('page-1', 1, 40, 60),
        rowOf('page-1-0', 1, 40, 20),
        rowOf('page-0', 2, 10, 40),
        rowOf('page-0', 1, 200, 40),
        rowOf('page-2', 2, 50, 10),
        rowOf('other-0', 2, 60, 10),
      ],
    ]);
    expect(counted.map(({ label, startMs }) => [label, startMs])).toEqual([
      ['page', 0],
      ['page', 10],
      ['other-0', 60],
      ['page-0', 200],
    ]);
    expect(subResults).toBe(5);
  });
  it('gives of the parts of a file what it gives of the whole', () => {
    const sample = fc.record({
      label: fc.constantFrom('page', 'step-1', 'step-2', 'page-0'),
      thread: fc.nat(2),
      subs: fc.nat(3),
      ms: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 25 }), fc.array(fc.nat(60), { maxLength: 4 }), (samples, cuts) => {
        const rows = samples.flatMap(({ label, thread, subs, ms }, index) => [
          rowOf(label, thread, index * 10, ms),
          ...Array.from({ length: subs }, (_, sub) => rowOf(`${label}-${sub}`, thread, index * 10 + (sub * ms) / 4, ms / 4)),
        ]);
        const at = [0, ...cuts.filter((cut) => cut < rows.length).sort((a, b) => a - b), rows.length];
        const parts = at.slice(1).map((end, index) => rows.slice(at[index], end));
        expect(countIn(parts)).toEqual(countIn([rows]));
        expect(countIn([rows]).counted).toHaveLength(samples.length);
      }),
    );
  });
  it('takes a number at the end for that of a sub-result only behind a hyphen', () => {
    expect(['page-0', 'a-b-12', '日本-3', 'page-1-0'].map(isNumbered)).toEqual([true, true, true, true]);
    expect(['page', 'page0', '-1', 'page--1', 'page-1234567', ''].map(isNumbered)).toEqual([false, false, false, false, false, false]);
  });
});
