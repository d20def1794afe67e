import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTextReader, guessEncoding } from './text-decoder.js';

const bytes = (...values: number[]) => Uint8Array.from(values);
const utf8 = (text: string) => new TextEncoder().encode(text);

function utf16(text: string, bigEndian: boolean, mark: boolean): Uint8Array {
  const buffer = Buffer.from((mark ? '\uFEFF' : '') + text, 'utf16le');
  return new Uint8Array(bigEndian ? buffer.swap16() : buffer);
}

/** Decodes in pieces that end at these places. */
function decode(data: Uint8Array, cuts: readonly number[] = []): { text: string; encoding: string; damaged: boolean } {
  const guessed = guessEncoding(data);
  const reader = createTextReader(guessed === 'binary' ? 'utf-8' : guessed);
  const places = [...new Set([0, ...cuts.map((cut) => cut % (data.length + 1)), data.length])].sort((a, b) => a - b);
  let text = '';
  for (let index = 1; index < places.length; index++) text += reader.decode(data.subarray(places[index - 1], places[index]));
  return { text: text + reader.end(), encoding: reader.encoding(), damaged: reader.damaged() };
}

const sample = 'Type,Name\nGET,/flaky é ünïcode 日本 😀\n';

describe('text', () => {
  it.each([
    ['UTF-8', utf8(sample), 'utf-8'],
    ['UTF-8 with a mark', utf8(`\uFEFF${sample}`), 'utf-8'],
    ['UTF-16LE with a mark', utf16(sample, false, true), 'utf-16le'],
    ['UTF-16BE with a mark', utf16(sample, true, true), 'utf-16be'],
    ['UTF-16LE', utf16(sample, false, false), 'utf-16le'],
    ['UTF-16BE', utf16(sample, true, false), 'utf-16be'],
  ])('of %s is read', (_, data, encoding) => {
    expect(decode(data)).toEqual({ text: sample, encoding, damaged: false });
  });

  it('that is not UTF-8 is windows-1252', () => {
    expect(decode(bytes(0x47, 0xe9, 0x2c, 0x80, 0x93, 0x0a))).toEqual({ text: 'Gé,€“\n', encoding: 'windows-1252', damaged: false });
    // Looks like the beginning of UTF-8, and is not.
    expect(decode(bytes(0x61, 0xc3, 0x2c, 0x62)).text).toBe('aÃ,b');
  });

  it('that was UTF-8 before stays UTF-8, with the broken bytes marked', () => {
    expect(decode(Uint8Array.from([...utf8('é '), 0xff, 0x61]))).toEqual({ text: 'é \uFFFDa', encoding: 'utf-8', damaged: true });
  });

  it('that ends within a character is cut, not of another encoding', () => {
    expect(decode(bytes(0x61, 0xe6, 0x97))).toEqual({ text: 'a\uFFFD', encoding: 'utf-8', damaged: true });
  });

  it('refuses overlong forms and surrogates as UTF-8', () => {
    for (const wrong of [
      bytes(0x61, 0xc0, 0xaf),
      bytes(0x61, 0xe0, 0x80, 0xaf),
      bytes(0x61, 0xed, 0xa0, 0x80),
      bytes(0x61, 0xf4, 0x90, 0x80, 0x80),
    ]) {
      expect(decode(wrong).encoding).toBe('windows-1252');
    }
  });

  it('agrees with the platform on what is UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const wellFormed = new TextDecoder('utf-8', { ignoreBOM: true }).decode(utf8(text));
        expect(decode(utf8(`a${text}`)).text).toBe(`a${wellFormed}`);
      }),
    );
  });

  it('does not depend on where the bytes are split', () => {
    const data = fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.string({ unit: 'grapheme' }).map(utf8));
    fc.assert(
      fc.property(data, fc.array(fc.nat(40), { maxLength: 8 }), (all, cuts) => {
        expect(decode(all, cuts)).toEqual(decode(all));
      }),
    );
  });
});

describe('guessEncoding', () => {
  it.each([
    ['a picture', bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d)],
    ['control characters', bytes(1, 2, 3, 4, 5, 6, 7, 8)],
    ['zeros', new Uint8Array(100)],
  ])('%s is binary', (_, data) => {
    expect(guessEncoding(data)).toBe('binary');
  });
});
