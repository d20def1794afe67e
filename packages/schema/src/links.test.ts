import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkLinkTemplate } from './links.js';
import { normalizePolicy } from './policy.js';

describe('checkLinkTemplate', () => {
  it.each([
    'https://traces.example/?from={startMs}&to={endMs}&endpoint={name}',
    'http://localhost:3000/d/load?from={startIso}&to={endIso}#{method}',
    'HTTPS://[::1]:8080/{service}/{commit}',
    'https://traces.example',
    'https://grafana.example/explore?left=%7B%22queries%22:%5B%22{name}%22%5D%7D',
  ])('takes %s', (template) => {
    expect(checkLinkTemplate(template)).toBeUndefined();
  });

  it.each([
    ['javascript:alert(1)', 'the address', 0],
    [' https://a.example', 'the address', 0],
    ['//a.example', 'the address', 0],
    ['{name}://a.example', 'the address', 0],
    ['https:///x', 'the host ``', 8],
    ['https://{service}.example/', 'the host `{service}.example`', 8],
    ['https://ada:secret@a.example/', 'the host `ada:secret@a.example`', 8],
    ['https://a.example\\@b.example/', 'the host', 8],
    ['https://a.example/?q=a b', '` ` in an address', 22],
    ['https://a.example/?q="', '`"` in an address', 21],
    ['https://a.example/?q=\u202e', 'in an address', 21],
    ['https://a.example/?q={nam}', 'the placeholder `{nam}`', 21],
    ['https://a.example/?q={}', 'the placeholder `{}`', 21],
    ['https://a.example/?q={name', '`{` without its other half', 21],
    ['https://a.example/?q={{name}}', '`{` without its other half', 21],
  ])('says what is wrong with %s, and where', (template, found, offset) => {
    const problem = checkLinkTemplate(template);
    expect(problem?.found).toContain(found);
    expect(problem?.offset).toBe(offset);
    expect(problem?.expected).not.toBe('');
  });

  it('names the nearest placeholder', () => {
    expect(checkLinkTemplate('https://a.example/?q={endpoint}')?.expected).toContain('`{name}`');
    expect(checkLinkTemplate('https://a.example/?q={comit}')?.hint).toBe('Did you mean `{commit}`?');
  });

  it('takes nothing that leads elsewhere, whatever is written', () => {
    const parts = fc.constantFrom('https://', 'http:', '/', '\\', '@', ':', 'a.example', '{name}', '?', '#', '{', '}', '\t', 'javascript:');
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 8 }), (written) => {
        const template = written.join('');
        if (checkLinkTemplate(template) !== undefined) return;
        expect(template).toMatch(/^https?:\/\/a\.example/i);
        expect(template.replace(/^https?:\/\/[^/?#]*/i, '')).not.toMatch(/^[^/?#]/);
      }),
    );
  });
});

describe('links in a configuration', () => {
  it('become a list, in the order in which they were written', () => {
    const links = { traces: 'https://a.example/?from={startMs}', 'CPU & memory': 'https://b.example/{service}' };
    const { policy, problems, settings } = normalizePolicy({ links });
    expect(problems).toEqual([]);
    expect(policy.links).toEqual([
      { name: 'traces', template: links.traces },
      { name: 'CPU & memory', template: links['CPU & memory'] },
    ]);
    expect(settings.at(-2)).toEqual({ name: 'links.traces', value: links.traces, path: ['links', 'traces'] });
  });

  it('are absent where there are none', () => {
    expect(normalizePolicy({ links: {} }).policy).not.toHaveProperty('links');
    expect(normalizePolicy(undefined).settings.at(-1)).toEqual({ name: 'links', value: '(none)', path: undefined });
  });

  it('say where in an address', () => {
    const { problems } = normalizePolicy({ links: { traces: 'https://a.example/?to={ends}' } });
    expect(problems).toMatchObject([{ code: 'config-link', path: ['links', 'traces'], at: 'value', offset: 22 }]);
  });
});
