import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createByteNumbers, hashBytes, numberOfBytes } from './byte-numbers.js';

const numberOf = (table: ReturnType<typeof createByteNumbers>, text: string, limit = 1e6) => {
  const bytes = new TextEncoder().encode(`<${text}>`);
  const view = new DataView(bytes.buffer);
  return numberOfBytes(table, hashBytes(view, 1, bytes.length - 1), view, 1, bytes.length - 1, limit);
};

describe('numberOfBytes', () => {
  it('gives every text one number, in the order in which they came', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string({ maxLength: 9 }), fc.nat(600).map(String)), { maxLength: 900 }), (texts) => {
        const table = createByteNumbers();
        const numbers = new Map<string, number>();
        for (const text of texts) {
          const wellFormed = text.replace(/\p{Cs}/gu, '?');
          if (!numbers.has(wellFormed)) numbers.set(wellFormed, numbers.size);
          expect(numberOf(table, wellFormed)).toBe(numbers.get(wellFormed));
        }
      }),
    );
  });
  it('takes up no more than the limit', () => {
    const table = createByteNumbers();
    expect(['a', 'b', 'c', 'b'].map((text) => numberOf(table, text, 2))).toEqual([0, 1, -1, 1]);
  });
});
