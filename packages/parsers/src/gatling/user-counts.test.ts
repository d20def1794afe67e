import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addUserCounts, countUser, createUserCounts, forEachUserCount, type UserCounts } from './user-counts.js';

const listOf = (counts: UserCounts) => {
  const list: [number, number][] = [];
  forEachUserCount(counts, (atMs, users) => list.push([atMs, users]));
  return list;
};

it('gives the same users however a log is cut', () => {
  const event = fc.tuple(fc.nat(20_000), fc.boolean());
  fc.assert(
    fc.property(fc.array(event, { maxLength: 200 }), fc.array(fc.nat(200), { maxLength: 4 }), (events, cuts) => {
      const whole = createUserCounts();
      for (const [at, isStart] of events) countUser(whole, at, isStart);
      const joined = createUserCounts();
      const ends = [...cuts, 200].sort((a, b) => a - b);
      ends.forEach((end, index) => {
        const part = createUserCounts();
        for (const [at, isStart] of events.slice(ends[index - 1] ?? 0, end)) countUser(part, at, isStart);
        addUserCounts(joined, part);
      });
      expect(listOf(joined)).toEqual(listOf(whole));
    }),
  );
});

it('keeps its size when users come at every millisecond for hours', () => {
  const whole = createUserCounts();
  const [first, second] = [createUserCounts(), createUserCounts()];
  for (let at = 0; at < 500_000; at++) {
    for (const counts of [whole, at < 250_000 ? first : second]) {
      countUser(counts, at, true);
      countUser(counts, at + 3, false);
    }
  }
  const joined = createUserCounts();
  addUserCounts(joined, first);
  addUserCounts(joined, second);
  expect(whole.intervals.size).toBeLessThanOrEqual(32_768);
  expect(joined.widthMs).toBe(whole.widthMs);
  expect(listOf(joined).join()).toBe(listOf(whole).join());
  expect(listOf(whole).reduce((most, [, users]) => Math.max(most, users), 0)).toBe(3);
});

it('is not led astray by absurd moments', () => {
  const counts = createUserCounts();
  countUser(counts, 0, true);
  countUser(counts, 999_999_999_999_999, false);
  expect(listOf(counts).length).toBeLessThan(5000);
});
