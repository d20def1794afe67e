import { expect, test } from 'vitest';
import { nodesOf, readGfm, shownText } from '../../test/read-gfm.js';
import { markdownLinks } from './markdown-link.js';

test.each([
  ['traces', 'https://traces.example/?a=1&b=2&copy;=3'],
  ['a](https://evil.example)', 'https://traces.example/(a)_b_*c*/[d]'],
  ['<img src=x>|`', 'http://[::1]:80/~x'],
])('%s is one link and nothing else', (name, href) => {
  const links = nodesOf(readGfm(markdownLinks([{ name, href }]))).filter(({ type }) => !['root', 'paragraph', 'text'].includes(type));
  expect(links.map(({ type }) => type)).toEqual(['link']);
  expect(links.map((node) => decodeURIComponent(String(node.url)))).toEqual([href]);
  expect(links.map((node) => shownText(node).replaceAll('\u200B', ''))).toEqual([name]);
});

test('several stand in one line', () => {
  expect(markdownLinks(['a', 'b'].map((name) => ({ name, href: 'https://x.example/' })))).toBe(
    '[a](https://x.example/) · [b](https://x.example/)',
  );
});
