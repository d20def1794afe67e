import { deflateSync } from 'fflate/browser';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeBase64 } from '../base64.js';
import { sha256Hex } from '../sha256.js';
import { packJson, unpackJson } from './packed-json.js';

test('any JSON comes back, half surrogates and all', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => void expect(unpackJson(packJson(value))).toEqual(JSON.parse(JSON.stringify(value)))));
  expect(unpackJson(packJson({ name: '\uD800 – 🔥 \u0000' }))).toEqual({ name: '\uD800 – 🔥 \u0000' });
});

test('nothing in it could end a comment or mean something in Markdown', () => {
  expect(packJson(['-->', '@everyone', '<b>', '##[group]', '`'])).toMatch(/^[\w+/]+={0,2}\.[0-9a-f]{16}$/);
});

test('a text that would unpack to more than is taken is none', () => {
  const bomb = writeBase64(deflateSync(new Uint8Array(100_000_000).fill(32), { level: 9 }));
  expect(bomb.length).toBeLessThan(200_000);
  expect(unpackJson(`${bomb}.${sha256Hex(bomb).slice(0, 16)}`)).toBeUndefined();
  expect(unpackJson(packJson('abc'), 5)).toBe('abc');
  expect(unpackJson(packJson('abcd'), 5)).toBeUndefined();
});

test('one letter that was changed is noticed, wherever it stands', () => {
  const text = packJson({ errors: Array.from({ length: 40 }, (_, index) => ({ name: `/page-${index}`, value: index / 7 })) });
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] === 'A' ? 'B' : 'A';
    expect(unpackJson(text.slice(0, at) + letter + text.slice(at + 1))).toBeUndefined();
  }
});

test.each(['', 'AAAA', 'not base64', '////', packJson({ a: [1, 2, 3] }).slice(0, -8)])('%j holds nothing', (text) => {
  expect(unpackJson(text)).toBeUndefined();
});
