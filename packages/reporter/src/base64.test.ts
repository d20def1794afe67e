import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBase64, writeBase64 } from './base64.js';

const bytesOf = (text: string) => Uint8Array.from(text, (each) => each.charCodeAt(0));

// The test vectors of RFC 4648, §10.
test.each([
  ['', ''],
  ['f', 'Zg=='],
  ['fo', 'Zm8='],
  ['foo', 'Zm9v'],
  ['foob', 'Zm9vYg=='],
  ['fooba', 'Zm9vYmE='],
  ['foobar', 'Zm9vYmFy'],
])('%j is %j', (text, written) => {
  expect(writeBase64(bytesOf(text))).toBe(written);
  expect(readBase64(written)).toEqual(bytesOf(text));
});

test('any bytes come back', () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => void expect(readBase64(writeBase64(bytes))).toEqual(bytes)));
});

test.each(['Zg', 'Z g=', 'Zm9-', 'Zm=v', 'Zé=='])('%j is no base64', (text) => {
  expect(readBase64(text)).toBeUndefined();
});
