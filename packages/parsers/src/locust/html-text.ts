const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
]);

/** Turns HTML's character references back into characters. One pass: `&amp;lt;` becomes `&lt;`. */
export function unescapeHtml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,6});/gi, (reference, body: string) => {
    if (!body.startsWith('#')) return ENTITIES.get(body.toLowerCase()) ?? reference;
    const code = body[1]?.toLowerCase() === 'x' ? parseInt(body.slice(2), 16) : parseInt(body.slice(1), 10);
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : reference;
  });
}

/**
 * Whether texts of one kind were escaped for HTML before they were written: at least one holds a reference, and none
 * holds a character that escaping would have taken away. Some versions of Locust escape messages but not names, so that
 * it is told for each kind by itself.
 */
export function wereEscaped(texts: readonly string[]): boolean {
  const reference = /&(?:amp|lt|gt|quot|#x27|#39|#34);/;
  return (
    texts.some((text) => reference.test(text)) &&
    texts.every((text) => !/[<>"']/.test(text) && !/&(?!(?:amp|lt|gt|quot|#x27|#39|#34);)/.test(text))
  );
}
