import fc from 'fast-check';
import type { Comparison } from '@loadline/schema';
import { defaultPolicy } from '@loadline/schema';
import { describe, expect, it } from 'vitest';
import { fillLinks } from './fill-link.js';

const current: Comparison['current'] = {
  runs: 1,
  ids: ['r'],
  startedAt: '2026-01-12T19:00:00+01:00',
  endedAt: '2026-01-12T18:05:00.500Z',
  commit: 'abc123',
  users: 10,
  durationSeconds: 300,
};

const api: Comparison['policy']['services'] = [{ name: 'api', match: [{ text: { glob: '*' } }] }];

function withLinks(...templates: string[]): Pick<Comparison, 'policy' | 'current'> {
  const links = templates.map((template, index) => ({ name: `link ${index + 1}`, template }));
  return { policy: { ...defaultPolicy(), services: api, links }, current };
}

const checkout = { service: 'api', endpoint: { kind: 'request' as const, method: 'POST', name: '/checkout' } };

/** The only address of the only link. */
function fillOne(template: string, subject: Parameters<typeof fillLinks>[1] = checkout): string | undefined {
  return fillLinks(withLinks(template), subject)[0]?.href;
}

describe('fillLinks', () => {
  it('fills in the window, the commit and the endpoint', () => {
    const template = 'https://a.example/{service}?from={startMs}&to={endMs}&q={method}+{name}#{commit}';
    expect(fillOne(template)).toBe('https://a.example/api?from=1768240800000&to=1768241100500&q=POST+%2Fcheckout#abc123');
    expect(fillOne('https://a.example/?from={startIso}&to={endIso}')).toBe(
      'https://a.example/?from=2026-01-12T18%3A00%3A00.000Z&to=2026-01-12T18%3A05%3A00.500Z',
    );
  });

  it('leaves out what has no value', () => {
    const comparison = withLinks('https://a.example/?from={startMs}', 'https://a.example/?q={name}', 'https://a.example/?q={method}');
    expect(fillLinks(comparison).map(({ name }) => name)).toEqual(['link 1']);
    expect(fillLinks(comparison, { service: 'api' }).map(({ name }) => name)).toEqual(['link 1']);
    expect(fillLinks(comparison, { service: 'api', endpoint: { kind: 'request', name: '/a' } }).map(({ name }) => name)).toEqual([
      'link 1',
      'link 2',
    ]);
    expect(fillLinks({ ...comparison, current: { ...current, startedAt: 'soon' } })).toEqual([]);
  });

  it('has no name for the one service that nobody named', () => {
    const comparison = withLinks('https://a.example/?q={service}');
    expect(fillLinks({ ...comparison, policy: { ...comparison.policy, services: [] } }, { service: 'all' })).toEqual([]);
  });

  it('is empty without links', () => {
    expect(fillLinks({ policy: defaultPolicy(), current }, checkout)).toEqual([]);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'https://{service}/',
    'https://a@b.example/',
    '//b.example/',
    'https://a.example/{later}',
  ])('takes no %s, whoever wrote the comparison', (template) => {
    expect(fillOne(template)).toBeUndefined();
  });

  it.each([
    ['/a?b=c&d#e', '%2Fa%3Fb%3Dc%26d%23e'],
    ['"><script>', '%22%3E%3Cscript%3E'],
    ["') onclick=(", '%27%29%20onclick%3D%28'],
    ['a b\u202e\n', 'a%20b%E2%80%AE%0A'],
    ['{startMs}', '%7BstartMs%7D'],
    ['$& $1 100%', '%24%26%20%241%20100%25'],
    ['\ud800', '%EF%BF%BD'],
    ['größe', 'gr%C3%B6%C3%9Fe'],
  ])('encodes the name %s', (name, encoded) => {
    expect(fillOne('https://a.example/?q={name}&x=1', { service: 'api', endpoint: { kind: 'request', name } })).toBe(
      `https://a.example/?q=${encoded}&x=1`,
    );
  });

  it('does not lead up the path', () => {
    const named = (name: string) => ({ service: 'api', endpoint: { kind: 'request' as const, name } });
    expect(fillOne('https://a.example/d/{name}/x', named('..'))).toBeUndefined();
    expect(fillOne('https://a.example/d/.{name}/x', named('.'))).toBeUndefined();
    expect(fillOne('https://a.example/d/{name}', named('..?'))).toBe('https://a.example/d/..%3F');
    expect(fillOne('https://a.example/d/../{name}', named('x'))).toBe('https://a.example/d/../x');
    expect(fillOne('https://a.example/d?up={name}', named('..'))).toBe('https://a.example/d?up=..');
  });

  it('encodes what a template has beyond ASCII', () => {
    expect(fillOne('https://a.example/übersicht?q={name}')).toBe('https://a.example/%C3%BCbersicht?q=%2Fcheckout');
  });

  it('changes nothing but the values, whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), fc.string({ unit: 'binary', minLength: 1 }), (name, method) => {
        const href = fillOne('https://a.example/p/{method}?q={name}&x=1#end', {
          service: 'api',
          endpoint: { kind: 'request', name, method },
        });
        if (href === undefined) return;
        const address = new URL(href);
        expect(address.href).toBe(href);
        expect(address.origin).toBe('https://a.example');
        expect(address.pathname.split('/').length).toBe(3);
        expect([...address.searchParams.keys()]).toEqual(['q', 'x']);
        expect(address.searchParams.get('q')).toBe(name.replace(/\p{Cs}/gu, '\uFFFD'));
        expect(address.hash).toBe('#end');
        expect(href).toMatch(/^[\x21-\x7e]+$/);
        expect(href).not.toMatch(/["'<>()[\]`\\]/);
      }),
    );
  });
});
