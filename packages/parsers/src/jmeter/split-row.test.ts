import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitCells } from '../input/csv.js';
import { createRowFields, type RowFields, splitPlain, splitQuoted, splitWords } from './split-row.js';

const MOST = 5;
const bytesOf = (text: string) => new TextEncoder().encode(text);
const cellsOf = (fields: RowFields, bytes: Uint8Array) =>
  Array.from({ length: Math.min(fields.count, MOST) }, (_, column) => {
    const text = new TextDecoder().decode(bytes.subarray(fields.starts[column], fields.ends[column]));
    if (fields.escaped[column] === 2) return splitCells(text, ',')[0]?.text;
    return fields.escaped[column] === 1 ? text.replaceAll('""', '"') : text;
  });

const plain = fc.array(fc.stringMatching(/^[ a-z!é0-9:/]{0,11}$/), { minLength: 1, maxLength: 8 });
const odd = fc.array(fc.oneof(fc.stringMatching(/^[a-z"]{0,6}$/), fc.constantFrom('"a,b"', '"x""y"', '"two\nlines"', '""', '"a"b')), {
  minLength: 1,
  maxLength: 8,
});

describe('splitting a row', () => {
  it('finds the same fields in words as byte by byte', () => {
    fc.assert(
      fc.property(plain, fc.constantFrom('\n', '\r\n'), fc.nat(3), (cells, end, before) => {
        const row = `${cells.join(',')}${end}`;
        const bytes = bytesOf(`${'x'.repeat(before)}${row}next,row\n`);
        const view = new DataView(bytes.buffer);
        const length = bytesOf(row).length;
        const [one, two, three] = [0, 1, 2].map(() => createRowFields(44, MOST, [1])) as [RowFields, RowFields, RowFields];
        expect(splitPlain(one, bytes, view, before)).toBe(before + length);
        expect(splitWords(two, bytes, view, before)).toBe(before + length);
        expect(splitQuoted(three, bytes, before, bytes.length)).toBe(before + length);
        for (const fields of [one, two, three]) {
          expect(fields.count).toBe(cells.length);
          expect(cellsOf(fields, bytes)).toEqual(cells.slice(0, MOST));
        }
        expect(one.hashes[1]).toBe(two.hashes[1]);
      }),
    );
  });
  it('finds in quoted fields what splitting a text does', () => {
    fc.assert(
      fc.property(odd, (cells) => {
        const row = cells.join(',');
        const bytes = bytesOf(`${row}\n`);
        const fields = createRowFields(44, MOST, []);
        const next = splitQuoted(fields, bytes, 0, bytes.length);
        // Quotes that do not close make one row of what would be two.
        fc.pre(next === bytes.length);
        const wanted = splitCells(row, ',').map(({ text }) => text);
        expect(fields.count).toBe(wanted.length);
        expect(cellsOf(fields, bytes)).toEqual(wanted.slice(0, MOST));
      }),
    );
  });
  it('says of a row that does not end that it does not, and of quotes that they are there', () => {
    const fields = createRowFields(44, MOST, []);
    for (const text of ['a,b', 'a,"b\n', '"a"', '"a"\r']) expect(splitQuoted(fields, bytesOf(text), 0, text.length)).toBe(-1);
    for (const text of ['a,"b"\nxxx', 'a\rb\nxxx']) {
      const bytes = bytesOf(text);
      expect(splitPlain(fields, bytes, new DataView(bytes.buffer), 0)).toBe(-1);
      expect(splitWords(fields, bytes, new DataView(bytes.buffer), 0)).toBe(-1);
    }
  });
});
