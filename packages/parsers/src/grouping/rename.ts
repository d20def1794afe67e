import type { Pattern, Rename } from '@loadline/schema';

type Token = { kind: 'text'; text: string } | { kind: 'star' } | { kind: 'segment'; fits: RegExp };

/** What a placeholder in a rename rule stands for: one part of a path, as far as the next slash. */
const PLACEHOLDERS: Readonly<Record<string, RegExp>> = {
  int: /^\d+$/,
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  hex: /^[0-9a-f]+$/i,
  word: /^[^/]+$/,
};

const SUBJECT_LIMIT = 4096;

/** A rename rule as a function: the new name, or undefined where the rule does not fit. */
export function renamer({ from, to }: Rename): (name: string) => string | undefined {
  const capture = capturer(from);
  return (name) => {
    const captures = capture(name);
    return captures === undefined ? undefined : fill(to, captures);
  };
}

function capturer(pattern: Pattern): (name: string) => readonly string[] | undefined {
  if ('regex' in pattern) {
    const expression = new RegExp(pattern.regex, 'u');
    return (name) => {
      const match = name.length > SUBJECT_LIMIT ? null : expression.exec(name);
      return match === null ? undefined : match.slice(1).map((group) => group ?? '');
    };
  }
  const tokens = tokenize(pattern.glob);
  return (name) => (name.length > SUBJECT_LIMIT ? undefined : captureTokens(tokens, name));
}

function tokenize(glob: string): Token[] {
  return glob.split(/(\*|\{(?:int|uuid|hex|word)\})/).filter((piece) => piece !== '').map((piece): Token => {
    if (piece === '*') return { kind: 'star' };
    const fits = PLACEHOLDERS[/^\{(\w+)\}$/.exec(piece)?.[1] ?? ''];
    return fits === undefined ? { kind: 'text', text: piece.toLowerCase() } : { kind: 'segment', fits };
  });
}

/** What stars and placeholders stand for, or undefined. Remembers dead ends, so that time grows with tokens × length. */
function captureTokens(tokens: readonly Token[], name: string): string[] | undefined {
  const lower = name.toLowerCase();
  const dead = new Set<number>();
  const walk = (index: number, at: number): string[] | undefined => {
    const token = tokens[index];
    if (token === undefined) return at === name.length ? [] : undefined;
    const state = index * (name.length + 1) + at;
    if (dead.has(state)) return undefined;
    for (const end of endings(token, name, lower, at)) {
      const rest = walk(index + 1, end);
      if (rest !== undefined) return token.kind === 'text' ? rest : [name.slice(at, end), ...rest];
    }
    dead.add(state);
    return undefined;
  };
  return walk(0, 0);
}

function endings(token: Token, name: string, lower: string, at: number): Iterable<number> {
  if (token.kind === 'text') return lower.startsWith(token.text, at) ? [at + token.text.length] : [];
  if (token.kind === 'star') return Array.from({ length: name.length - at + 1 }, (_, length) => at + length);
  const slash = name.slice(at).search(/[/?#]/);
  const end = slash < 0 ? name.length : at + slash;
  return token.fits.test(name.slice(at, end)) ? [end] : [];
}

/** `$1`, `$2`, … and `*` in order stand for what was captured. */
function fill(to: string, captures: readonly string[]): string {
  let star = 0;
  return to.replace(/\$(\d)|\*/g, (whole, digit: string | undefined) => (digit === undefined ? (captures[star++] ?? whole) : (captures[Number(digit) - 1] ?? '')));
}
