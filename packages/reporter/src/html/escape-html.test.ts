import { expect, test } from 'vitest';
import { HOSTILE_NAMES } from '../../test/cases.js';
import { escapeHtml } from './escape-html.js';
import { html } from './html.js';

test.each(HOSTILE_NAMES.map((name) => [name]))('%j closes no tag and no quoted attribute', (name) => {
  expect(escapeHtml(name)).not.toMatch(
    /[<>"'`\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]|&(?!(?:amp|lt|gt|quot|#39|#96);)/u,
  );
});

test('names that need no escaping are left as they are', () => {
  expect(escapeHtml('POST /v1/chat/{id} 顧客 naïve')).toBe('POST /v1/chat/{id} 顧客 naïve');
});

test('a template escapes what is put in, unless it is markup', () => {
  expect(html`<p title="${'"x"'}">${['<', html`<b>${'&'}</b>`, undefined, 3]}</p>`.markup).toBe(
    '<p title="&quot;x&quot;">&lt;<b>&amp;</b>3</p>',
  );
});
