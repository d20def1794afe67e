import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endpointKey, fitsGlob, fitsMatch, formatEndpoint } from './match.js';

describe('fitsGlob', () => {
  it.each([
    ['/v1/*', '/v1/chat/completions', true],
    ['/v1/*', '/v2/chat', false],
    ['*gateway*', 'API_Gateway', true],
    ['post /checkout', 'POST /checkout', true],
    ['/a', '/a/b', false],
    ['*', '', true],
    ['a*b*c', 'a--b--b--c', true],
    ['a*a', 'a', false],
    ['/users/{int}', '/users/{int}', true],
    ['a.c', 'abc', false],
  ])('%s and %s: %s', (glob, text, fits) => {
    expect(fitsGlob(glob, text)).toBe(fits);
  });
  it('agrees with a regular expression', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ab*]{0,8}$/), fc.stringMatching(/^[ab]{0,10}$/), (glob, text) => {
        expect(fitsGlob(glob, text)).toBe(new RegExp(`^${glob.replaceAll('*', '.*')}$`, 'i').test(text));
      }),
    );
  });
  it('is not slowed down by many stars', () => {
    expect(fitsGlob(`${'*a'.repeat(200)}b`, 'a'.repeat(4000))).toBe(false);
  });
});

describe('fitsMatch', () => {
  const endpoint = {
    kind: 'request',
    method: 'POST',
    name: '/checkout',
    scenario: 'peak',
    tags: [{ name: 'region', value: 'eu-1' }],
    service: 'shop',
  } as const;
  const subject = { ...endpoint, tags: [...endpoint.tags] };
  it('fits the name, or METHOD name', () => {
    expect(fitsMatch({ text: { glob: '/checkout' } }, subject)).toBe(true);
    expect(fitsMatch({ text: { glob: 'post /check*' } }, subject)).toBe(true);
    expect(fitsMatch({ text: { regex: '^/check' } }, subject)).toBe(true);
    expect(fitsMatch({ text: { regex: '^/CHECK' } }, subject)).toBe(false);
  });
  it('wants every part', () => {
    expect(fitsMatch({ method: { glob: 'post' }, service: { glob: 'shop' }, scenario: { glob: 'p*' }, kind: 'request' }, subject)).toBe(
      true,
    );
    expect(fitsMatch({ method: { glob: 'GET' }, service: { glob: 'shop' } }, subject)).toBe(false);
    expect(fitsMatch({ tags: [{ name: 'region', value: { glob: 'eu-*' } }] }, subject)).toBe(true);
    expect(fitsMatch({ tags: [{ name: 'zone', value: { glob: '*' } }] }, subject)).toBe(false);
    expect(fitsMatch({ group: { glob: 'x' } }, subject)).toBe(false);
  });
});

describe('endpointKey', () => {
  it('is the JSON of the identity, whatever stands in it', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', '"', '\\', '\uD800', 'GET', '/a b'));
    fc.assert(
      fc.property(text, text, text, (method, name, group) => {
        const key = endpointKey({ kind: 'request', method, name, group, tags: [{ name, value: group }] });
        expect(key).toBe(JSON.stringify(['request', method, name, group, '', [[name, group]]]));
      }),
    );
  });

  it('counts all of the identity, case included, and cannot be forged by a name', () => {
    const key = (method: string | undefined, name: string) =>
      endpointKey({ kind: 'request', ...(method === undefined ? {} : { method }), name });
    expect(key('GET', '/a')).not.toBe(key('get', '/a'));
    expect(key('GET', '/a')).not.toBe(key(undefined, 'GET /a'));
    expect(key(undefined, '__proto__')).toContain('__proto__');
    expect(formatEndpoint({ kind: 'transaction', name: 'login', group: 'auth' })).toBe('login [auth] (transaction)');
  });
});
