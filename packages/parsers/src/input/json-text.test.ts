import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { field, findJson, parseJsonAt } from './json-text.js';
import { defaultReadLimits } from './read-limits.js';

const input = { name: 'a.json', limits: defaultReadLimits };

describe('parseJsonAt', () => {
  it('takes any document, whatever its strings hold, and nothing behind it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom('', '\n', ' ]}"', '\n{"next": 1}'), (value, behind) => {
        const text = JSON.stringify([value]);
        const document = parseJsonAt(text + behind, 0, input);
        expect(document).toEqual({ value: JSON.parse(text), truncated: false, trailing: behind.trim() !== '', end: text.length });
      }),
    );
  });

  it('keeps the whole items of a list that ends early', () => {
    const text = '[{"name": "a ] } \\" b"}, {"name": "c", "x": {"y": 1';
    expect(parseJsonAt(text, 0, input)).toEqual({ value: [{ name: 'a ] } " b' }], truncated: true, trailing: false, end: text.length });
  });

  it.each([
    ['{"a": 1', 'json-truncated'],
    ['[', 'json-truncated'],
    ['[{"a": "b', 'json-truncated'],
    ['{"a": 1,}', 'json-damaged'],
    ['[1, NaN]', 'json-damaged'],
    ['['.repeat(100_000), 'json-nesting'],
  ])('refuses %.20s', (text, code) => {
    expect(() => parseJsonAt(text, 0, input)).toThrow(expect.objectContaining({ code }));
  });

  it('says where', () => {
    expect(() => parseJsonAt('{\n  "a": 1,\n  "b": x\n}', 0, input)).toThrow(/^a\.json:3:8: /);
  });
});

describe('findJson', () => {
  it.each([
    ['[2026-11-20 23:19:04,663] vm/INFO\n[\n  {"a": 1}\n]', 34],
    ['  {"a": 1}', 2],
    ['[{"a": 1}]', 0],
    ['nothing [here]', -1],
    ['[1, 2]', -1],
  ])('%j begins at %d', (text, at) => {
    expect(findJson(text)).toBe(at);
  });
});

it('sees only fields of the object itself', () => {
  expect(field({}, 'constructor')).toBeUndefined();
  expect(field(JSON.parse('{"__proto__": 1}'), '__proto__')).toBe(1);
  expect(field(null, 'a')).toBeUndefined();
});
