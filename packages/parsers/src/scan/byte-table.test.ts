import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createByteTable } from './byte-table.js';

const encode = (text: string) => new TextEncoder().encode(text);

describe('createByteTable', () => {
  it('gives each key the value that it was added with, as a map does', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { maxLength: 600 }), (keys) => {
        const table = createByteTable<number>();
        const map = new Map<string, number>();
        keys.forEach((key, index) => {
          // The key stands amid other bytes.
          const bytes = encode(`<${key}>`);
          const known = table.find(bytes, 1, bytes.length - 1);
          const text = new TextDecoder().decode(bytes);
          expect(known).toBe(map.get(text));
          if (known !== undefined) return;
          expect(table.add(bytes, 1, bytes.length - 1, index)).toBe(index);
          map.set(text, index);
        });
        expect(table.size()).toBe(map.size);
      }),
    );
  });
  it('holds empty keys and long ones', () => {
    const table = createByteTable<string>();
    const long = new Uint8Array(100_000).fill(7);
    table.add(long, 0, 0, 'none');
    table.add(long, 0, long.length, 'long');
    expect(table.find(long, 5, 5)).toBe('none');
    expect(table.find(long, 0, long.length)).toBe('long');
    expect(table.find(long, 0, long.length - 1)).toBeUndefined();
  });
  it('forgets what it holds when it is full, and goes on', () => {
    const table = createByteTable<number>(10);
    for (let key = 0; key < 1000; key++) {
      const bytes = encode(`key ${key}`);
      expect(table.find(bytes, 0, bytes.length)).toBeUndefined();
      table.add(bytes, 0, bytes.length, key);
      expect(table.find(bytes, 0, bytes.length)).toBe(key);
      expect(table.size()).toBeLessThanOrEqual(10);
    }
  });
});
