import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTimeParser, parseDecimal } from './parse-bytes.js';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const decimal = (text: string) => parseDecimal(bytesOf(`x${text}x`), 1, 1 + text.length);

describe('parseDecimal', () => {
  it('gives what Number gives, to the last bit', () => {
    fc.assert(
      fc.property(fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.bigInt().map(String)), (value) => {
        expect(decimal(String(value))).toBe(Number(value));
      }),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^-?\d{1,12}\.\d{1,12}$/), (text) => {
        expect(decimal(text)).toBe(Number(text));
      }),
    );
  });

  it.each(['', '-', '.', '1.', '.5', '1e', 'NaN', 'Infinity', '0x10', '1,5', ' 1', '1 ', '--1', '1.2.3', '"1"'])(
    'finds no number in %j',
    (text) => {
      expect(decimal(text)).toBeNaN();
    },
  );
});

describe('createTimeParser', () => {
  it('gives what Date.parse gives, and the digits behind the milliseconds', () => {
    const parse = createTimeParser();
    const time = (text: string) => parse(bytesOf(`"${text}"`), 1, 1 + text.length);
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
        fc.integer({ min: -719, max: 840 }),
        (date, offset) => {
          expect(time(date.toISOString())).toBeCloseTo(date.getTime(), 2);
          const sign = offset < 0 ? '-' : '+';
          const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60].map((part) => String(part).padStart(2, '0'));
          const text = `${new Date(date.getTime() + offset * 60_000).toISOString().slice(0, -1)}${sign}${hours}:${minutes}`;
          expect(time(text)).toBeCloseTo(date.getTime(), 2);
        },
      ),
    );
    expect(time('2026-11-20T23:26:20.820696851Z')).toBeCloseTo(Date.parse('2026-11-20T23:26:20Z') + 820.696851, 3);
  });

  it.each([
    '',
    '2026',
    '2026-13-20T23:26:20Z',
    '2026-11-20T25:26:20Z',
    '2026-11-20T23:26:20',
    '2026-11-20 x3:26:20Z',
    '2026-11-20T23:26:20+0100',
    'x026-11-20T23:26:20Z',
  ])('finds no time in %j', (text) => {
    expect(createTimeParser()(bytesOf(text), 0, text.length)).toBeNaN();
  });
});
