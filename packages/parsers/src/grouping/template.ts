/** One piece of a glob: plain text, a star, characters of a class (one or more), or a UUID. */
type Token = { kind: 'text'; text: string } | { kind: 'star' } | { kind: 'class'; fits: RegExp } | { kind: 'uuid' };

/** A glob with placeholders, read. */
export type Template = readonly Token[];

/** What a star or a placeholder stood for. */
export interface Capture {
  text: string;
  isStar: boolean;
}

const CLASSES: ReadonlyMap<string, RegExp> = new Map([
  ['{int}', /[0-9]/],
  ['{hex}', /[0-9a-f]/i],
  ['{word}', /[^/?#]/],
]);

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/iy;
const UUID_LENGTH = 36;

/**
 * Reads a glob with placeholders: `*` stands for anything, slashes and nothing included; `{int}` for digits, `{hex}` for
 * hexadecimal digits, `{uuid}` for a UUID, `{word}` for one segment of a path or a piece of it (no `/`, `?`, `#`). Anything
 * else, other words in braces too, stands for itself.
 */
export function parseTemplate(glob: string): Template {
  const pieces = glob.split(/(\*|\{(?:int|hex|uuid|word)\})/).filter((piece) => piece !== '');
  return pieces.map((piece): Token => {
    if (piece === '*') return { kind: 'star' };
    if (piece === '{uuid}') return { kind: 'uuid' };
    const fits = CLASSES.get(piece);
    return fits === undefined ? { kind: 'text', text: fold(piece) } : { kind: 'class', fits };
  });
}

/**
 * What the stars and placeholders of a template stand for in a name that it fits as a whole, without regard to case;
 * undefined where it does not fit. Stars take as little as they can, placeholders as much, from left to right. Takes time
 * in proportion to the name's length times the template's, whatever the name.
 */
export function matchTemplate(template: Template, name: string): Capture[] | undefined {
  const folded = fold(name);
  const [first] = template;
  if (first?.kind === 'text' && !folded.startsWith(first.text)) return undefined;
  const fits = fitsFrom(template, name, folded);
  if (fits[0]?.[0] !== 1) return undefined;
  const captures: Capture[] = [];
  let at = 0;
  template.forEach((token, index) => {
    const end = endOf(token, name, at, fits[index + 1] ?? new Uint8Array());
    if (token.kind !== 'text') captures.push({ text: name.slice(at, end), isStar: token.kind === 'star' });
    at = end;
  });
  return captures;
}

/** For each token and place: whether the name from there on fits the template from there on. */
function fitsFrom(template: Template, name: string, folded: string): Uint8Array[] {
  const end = new Uint8Array(name.length + 2);
  end[name.length] = 1;
  const fits: Uint8Array[] = [end];
  for (const token of [...template].reverse()) {
    const rest = fits[0] ?? end;
    const here = new Uint8Array(name.length + 2);
    for (let at = name.length; at >= 0; at--) here[at] = fitsAt(token, name, folded, at, rest, here) ? 1 : 0;
    fits.unshift(here);
  }
  return fits;
}

function fitsAt(token: Token, name: string, folded: string, at: number, rest: Uint8Array, here: Uint8Array): boolean {
  switch (token.kind) {
    case 'text':
      return rest[at + token.text.length] === 1 && folded.startsWith(token.text, at);
    case 'star':
      return rest[at] === 1 || here[at + 1] === 1;
    case 'class':
      return (rest[at + 1] === 1 || here[at + 1] === 1) && token.fits.test(name.charAt(at));
    case 'uuid':
      return rest[at + UUID_LENGTH] === 1 && isUuidAt(name, at);
  }
}

function isUuidAt(name: string, at: number): boolean {
  UUID.lastIndex = at;
  return UUID.test(name);
}

/** Where a token ends that begins at a place from which everything fits. */
function endOf(token: Token, name: string, at: number, rest: Uint8Array): number {
  if (token.kind === 'text') return at + token.text.length;
  if (token.kind === 'uuid') return at + UUID_LENGTH;
  if (token.kind === 'star') return rest.indexOf(1, at);
  let end = at;
  for (let next = at + 1; next <= name.length && token.fits.test(name.charAt(next - 1)); next++) if (rest[next] === 1) end = next;
  return end;
}

/** Lower case, character by character: `İ` has two in lower case, and places would no longer agree. */
function fold(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  return Array.from({ length: text.length }, (_, index) => {
    const unit = text.charAt(index);
    return unit.toLowerCase().length === 1 ? unit.toLowerCase() : unit;
  }).join('');
}
