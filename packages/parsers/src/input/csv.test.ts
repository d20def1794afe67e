import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { type CsvRecord, findDelimiter, forEachRecord, splitCells } from './csv.js';
import { defaultReadLimits } from './read-limits.js';

async function records(text: string, quoting: 'csv' | 'none' = 'csv', lineLength = defaultReadLimits.lineLength): Promise<CsvRecord[]> {
  const found: CsvRecord[] = [];
  const input = {
    name: 'a.csv',
    limits: { ...defaultReadLimits, lineLength },
    text: async function* () {
      yield text;
    },
  };
  await forEachRecord(input, quoting, (record) => found.push(record));
  return found;
}

const print = (cells: readonly string[]) => cells.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');

describe('forEachRecord', () => {
  it('takes \\n, \\r\\n and \\r\\r\\n, and leaves blank lines out', async () => {
    const found = await records('a,b\r\r\n\r\r\n1,2\r\n\n3,4\n');
    expect(found.map(({ line, text }) => [line, text])).toEqual([
      [1, 'a,b'],
      [3, '1,2'],
      [5, '3,4'],
    ]);
  });

  it('keeps the lines of a quoted field together, and counts on', async () => {
    const found = await records('a,"x\r\ny ""z"""\r\nb,c\r\n');
    expect(found.map(({ line, text, ended }) => [line, text, ended])).toEqual([
      [1, 'a,"x\ny ""z"""', true],
      [3, 'b,c', true],
    ]);
  });

  it('says when the file ends within quotes, and when no line break follows', async () => {
    expect((await records('a,"x\nb,c\n')).map(({ line, open }) => [line, open])).toEqual([[1, true]]);
    expect((await records('a,b')).map(({ ended, open }) => [ended, open])).toEqual([[false, false]]);
  });

  it('takes each line by itself where nothing was escaped', async () => {
    expect(await records('"a "b",1\n"c",2\n', 'none')).toHaveLength(2);
  });

  it('refuses a record that never ends', async () => {
    await expect(records(`a,"${'x\n'.repeat(600)}`, 'csv', 1000)).rejects.toMatchObject({ code: 'line-too-long' });
  });
});

describe('splitCells', () => {
  it('reads back what is printed', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', '"', ',', ' ', '\n', 'é', '|') }), { minLength: 1 }), (cells) => {
        expect(splitCells(print(cells), ',').map((cell) => cell.text)).toEqual(cells);
      }),
    );
  });

  it('knows where each field begins', () => {
    expect(splitCells('ab,"c,d",e', ',')).toEqual([
      { text: 'ab', column: 1 },
      { text: 'c,d', column: 4 },
      { text: 'e', column: 10 },
    ]);
  });
});

describe('findDelimiter', () => {
  it.each([
    ['a,b,c', ','],
    ['a;b;c', ';'],
    ['a\tb', '\t'],
    ['Average (ms), p;Name,x', ','],
  ])('%s', (header, expected) => {
    expect(findDelimiter(header)).toBe(expected);
  });
});

describe('against papaparse', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '1', ',', '"', '\n', ' ', 'é', ';', "'"), maxLength: 6 });
  it('reads what it writes, and what it reads', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 6 }), async (table) => {
        const text = Papa.unparse(table, { newline: '\n', quotes: true });
        const found = (await records(text)).map((record) => splitCells(record.text, ',').map(({ text: value }) => value));
        expect(found).toEqual(Papa.parse<string[]>(text, { delimiter: ',', newline: '\n' }).data);
        expect(found).toEqual(table);
      }),
    );
  });
});
