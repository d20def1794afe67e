import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readMarker, writeMarker } from './issue-marker.js';

describe('marker', () => {
  test('says suite and kind', () => {
    expect(writeMarker({ suite: 'nightly eu-west', kind: 'fail' })).toBe(
      '<!-- loadline:issue:v1 {"suite":"nightly eu-west","kind":"fail"} -->',
    );
  });

  test('whatever the suite is called, it is read back and stays one comment in one line of plain ASCII', () => {
    const hostile = fc.constantFrom(
      '-->',
      '--!>',
      '<!--',
      '--',
      '@everyone',
      '\n',
      '```',
      '\u202e',
      '"}',
      '__proto__',
      '\\',
      '<script>',
      '\ud800',
    );
    const suites = fc.array(fc.oneof(hostile, fc.string({ unit: 'binary' })), { maxLength: 6 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(suites, fc.constantFrom('fail' as const, 'warn' as const), (suite, kind) => {
        const written = writeMarker({ suite, kind });
        expect(written).toMatch(/^<!-- [ -~]+ -->$/);
        expect(written.slice(4, -3)).not.toMatch(/--|[<>@]/);
        expect(readMarker(`above\n${written}\nbelow ${writeMarker({ suite: 'other', kind: 'warn' })}`)).toEqual({ suite, kind });
      }),
    );
  });

  test.each([
    '',
    '<!-- loadline:issue:v1 -->',
    '<!-- loadline:issue:v1 {} -->',
    '<!-- loadline:issue:v1 {"suite":"a"} -->',
    '<!-- loadline:issue:v1 {"suite":"a","kind":"other"} -->',
    '<!-- loadline:issue:v1 {"suite":1,"kind":"fail"} -->',
    '<!-- loadline:issue:v1 {"suite":"a","kind":"fail"',
    '<!-- loadline:issue:v1 {suite} -->',
    '<!-- loadline:issue:v2 {"suite":"a","kind":"fail"} -->',
  ])('%s is none', (body) => {
    expect(readMarker(body)).toBeUndefined();
  });
});
