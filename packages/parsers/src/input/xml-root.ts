/**
 * Name of the root element of a text that begins like XML, past a declaration, comments, a stylesheet and a DOCTYPE;
 * undefined when there is none in it.
 *
 * @example xmlRootOf('<?xml version="1.0"?><testResults version="1.2">') // 'testResults'
 */
export function xmlRootOf(text: string): string | undefined {
  let at = 0;
  for (let parts = 0; parts < 20; parts++) {
    while (at < text.length && text.charCodeAt(at) <= 32) at++;
    if (text[at] !== '<') return undefined;
    if (text.startsWith('<?', at)) at = after(text, '?>', at);
    else if (text.startsWith('<!--', at)) at = after(text, '-->', at);
    else if (text.startsWith('<!', at)) at = afterDoctype(text, at);
    else return /^<([A-Za-z_][\w.-]{0,200})[\s/>]/.exec(text.slice(at, at + 210))?.[1];
    if (at < 0) return undefined;
  }
  return undefined;
}

function after(text: string, ending: string, from: number): number {
  const found = text.indexOf(ending, from);
  return found < 0 ? -1 : found + ending.length;
}

/** A DOCTYPE ends at the first `>` outside of its brackets. */
function afterDoctype(text: string, from: number): number {
  const bracket = text.indexOf('[', from);
  const end = text.indexOf('>', from);
  if (end < 0) return -1;
  return bracket < 0 || bracket > end ? end + 1 : after(text, '>', text.indexOf(']', bracket));
}
