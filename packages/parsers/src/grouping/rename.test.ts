import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '@loadline/schema';
import { renamer } from './rename.js';

const rename = (from: string, to: string, name: string) => renamer({ from: { glob: from }, to })(name);

describe('renamer with a glob', () => {
  it.each([
    ['/users/{int}', '/users/:id', '/users/42', '/users/:id'],
    ['/users/{int}/posts/{int}', '/users/$2/$1', '/users/1/posts/22', '/users/22/1'],
    ['/USERS/{int}', '/users/:id', '/Users/42', '/users/:id'],
    ['/users/{int}/*', '/users/:id/*', '/users/7/posts/3', '/users/:id/posts/3'],
    ['*/items/{uuid}?*', '*/items/:uuid', '/v1/items/0f8fad5b-d9cb-469f-a165-70867728950e?x=1', '/v1/items/:uuid'],
    ['/blob/{hex}.{word}', '/blob/:hash.$2', '/blob/deadBEEF01.tar.gz', '/blob/:hash.tar.gz'],
    ['/{word}/health', '/$1/ok', '/api/health', '/api/ok'],
    ['{word}-{int}', '$1', 'job-a-12', 'job-a'],
    ['*', 'all', '', 'all'],
    ['/a/*/b/*', '*~*', '/a/x/b/y/b/z', 'x~y/b/z'],
    ['/pay/{int}', '/pay/*', '/pay/9', '/pay/*'],
    ['/price/{int}', '$$$1 $2', '/price/9', '$9 $2'],
    ['/users/{id}', '/users/:id', '/users/{id}', '/users/:id'],
    ['/İ/{int}', '/i/:n', '/İ/5', '/i/:n'],
  ])('%s → %s of %s is %s', (from, to, name, expected) => {
    expect(rename(from, to, name)).toBe(expected);
  });
  it.each([
    ['/users/{int}', '/users/42a'],
    ['/users/{int}', '/users/'],
    ['/users/{int}', '/api/users/42'],
    ['/users/{int}', '/users/42/'],
    ['/{word}', '/a/b'],
    ['/{word}', '/a?b'],
    ['/x/{uuid}', '/x/0f8fad5b-d9cb-469f-a165-70867728950'],
    ['/x/{hex}', '/x/xyz'],
    ['', 'a'],
  ])('%s does not fit %s', (from, name) => {
    expect(rename(from, 'new', name)).toBeUndefined();
  });
  it('keeps names that look like properties or replacement patterns', () => {
    expect(rename('/x/*', '/y/*', '/x/__proto__')).toBe('/y/__proto__');
    expect(rename('/x/*', '/y/$1', "/x/$&$'$1")).toBe("/y/$&$'$1");
  });
  it('puts together what it took apart', () => {
    const pieces = fc.array(fc.constantFrom('a', '/', '7', 'é', '*', '-', '{', 'int'), { maxLength: 12 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(pieces, pieces, (before, after) => {
        expect(rename('*/*', '*/*', `${before}/${after}`)).toBe(`${before}/${after}`);
        expect(rename('*{int}*', '$1$2$3', `${before}5${after}`)).toBe(`${before}5${after}`);
      }),
    );
  });
  it('is done with names that are made to be slow', () => {
    // Tried one way after the other, eight stars over 4,096 characters would take longer than anybody waits.
    expect(rename('*1*1*1*1*{int}*{int}*{word}*x', 'new', 'a1'.repeat(2048))).toBeUndefined();
    expect(rename('{word}{word}{word}{word}{word}{word}/', 'new', 'a'.repeat(4096))).toBeUndefined();
  });
  it('leaves names of more than 4,096 characters alone, and cuts what it makes to that', () => {
    expect(rename('*', 'new', 'x'.repeat(4097))).toBeUndefined();
    expect(rename('*', '$1$1$1', 'x'.repeat(4000))).toHaveLength(4096);
  });
});

describe('renamer with a regular expression', () => {
  const regex = (from: string, to: string, name: string) => renamer({ from: { regex: from }, to })(name);
  it('replaces each match', () => {
    expect(regex('\\d+', ':id', '/users/1/posts/22')).toBe('/users/:id/posts/:id');
    expect(regex('^/v[12]/(.*)$', '/$1', '/v1/x')).toBe('/x');
    expect(regex('^/v[12]/', '/', '/v3/x')).toBeUndefined();
  });
  it('does not remember where it was', () => {
    const rename = renamer({ from: { regex: 'a' }, to: 'b' });
    expect([rename('xxa'), rename('a'), rename('a')]).toEqual(['xxb', 'b', 'b']);
  });
  it('refuses what is none', () => {
    expect(() => renamer({ from: { regex: '(' }, to: '' })).toThrow(UserError);
  });
});
