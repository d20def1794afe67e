import { describe, expect, it } from 'vitest';
import { createClock, parseDate } from './jtl-clock.js';

const at = Date.UTC(2026, 10, 3, 7, 6, 50);

describe('time stamps of a JTL', () => {
  it.each([
    ['2026/11/03 07:06:50.250', at + 250],
    ['2026-11-03 07:06:50,250', at + 250],
    ['2026-11-03T07:06:50', at],
    ['2026-11-03T08:06:50+01:00', at],
    ['2026-11-03T02:06:50.5-0500', at + 500],
    ['11/03/26 07:06:50', at],
    ['11/3/2026 7:06', at - 50_000],
    ['03.11.2026 07:06:50', at],
  ])('reads %s', (text, ms) => {
    expect(parseDate(text, 'month-first')?.ms).toBe(ms);
    expect(createClock('month-first')(text)).toBe(ms);
  });
  it('takes the day first where that is known', () => {
    expect(createClock('day-first')('03/11/26 07:06:50')).toBe(at);
  });
  it.each(['', 'soon', '2026/13/01 00:00:00', '2026/11/03', '2026/11/03 24:00:00', `${'9'.repeat(50)}`, '1,79524E+12'])(
    'reads no date in %j',
    (text) => {
      expect(createClock('month-first')(text)).toBeNaN();
      expect(createClock('epoch')(text)).toBeNaN();
    },
  );
  it('reads one time after another, within a minute and beyond', () => {
    const clock = createClock('month-first');
    const times = [
      '2026/11/03 07:06:50.001',
      '2026/11/03 07:06:59.999',
      '2026/11/03 07:07:00.000',
      '2026/11/03 07:06:60.000',
      '2026/11/03 07:06:51.100',
    ];
    expect(times.map(clock)).toEqual([at + 1, at + 9999, at + 10_000, at + 10_000, at + 1100]);
  });
  it('reads milliseconds', () => {
    expect(['1795244810529', '0', '-1', '1e3', '12345678901234567'].map(createClock('epoch'))).toEqual([1795244810529, 0, NaN, NaN, NaN]);
  });
});
