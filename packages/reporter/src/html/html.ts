import { escapeHtml } from './escape-html.js';

/** Markup of our own, in which everything from outside has been escaped. Only {@link html} and {@link trusted} make it. */
export interface Html {
  readonly markup: string;
}

/** What may stand in a template: markup as it is, everything else escaped, nothing as nothing. */
export type HtmlValue = Html | string | number | undefined | readonly HtmlValue[];

/** No markup at all. */
export const nothing: Html = { markup: '' };

/**
 * Markup from a template. Whatever is put in is escaped unless it is markup itself, so that no text from outside can
 * become any. Attributes must be quoted in the template; its indentation is not part of the markup.
 *
 * @example html`<td title="${exact}">${name}</td>`
 */
export function html(template: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  const parts = withoutIndentation(template);
  let markup = parts[0] ?? '';
  values.forEach((value, index) => {
    markup += markupOf(value) + (parts[index + 1] ?? '');
  });
  return { markup };
}

const known = new WeakMap<TemplateStringsArray, readonly string[]>();

function withoutIndentation(template: TemplateStringsArray): readonly string[] {
  const parts = known.get(template) ?? template.map((part) => part.replace(/\s*\n\s*/g, '\n'));
  known.set(template, parts);
  return parts;
}

/** Markup from a constant of this package, such as its styles. Never from anything that came from outside. */
export function trusted(markup: string): Html {
  return { markup };
}

function markupOf(value: HtmlValue): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  return 'markup' in value ? value.markup : value.map(markupOf).join('');
}
