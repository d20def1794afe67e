import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findJsonError } from './find-json-error.js';

it.each([
  ['{"a": x}', 6],
  ['{"a": 1,}', 8],
  ['[1, NaN]', 4],
  ['[1 2]', 3],
  ['{a: 1}', 1],
  ['["a\tb"]', 1],
  ['[1}', 2],
  ['[01]', 2],
  ['["\\x"]', 1],
  ['', 0],
  ['[1', 2],
])('%j fails at %d', (text, at) => {
  expect(findJsonError(text)).toBe(at);
});

it('goes through the whole of what is JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      const text = JSON.stringify(value, null, 1);
      expect(findJsonError(text)).toBe(text.length);
    }),
  );
});
