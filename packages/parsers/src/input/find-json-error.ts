const SPACE = /[ \t\r\n]*/y;
const PUNCTUATION = /[[\]{},:]/y;
const LITERAL = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})?|["\u0000-\u001f]/g;

type Expected = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'nothing';

/**
 * Where a text stops being JSON: the index of the first token that does not fit. The platform's own message names the
 * place only for some mistakes.
 *
 * @param text a text that `JSON.parse` refused.
 * @example findJsonError('{"a": x}') // 6
 */
export function findJsonError(text: string): number {
  const stack: string[] = [];
  let expected: Expected = 'value';
  let at = 0;
  for (;;) {
    at = matchAt(SPACE, text, at) ?? at;
    const token = readToken(text, at);
    const next: Expected | undefined = token === undefined ? undefined : step(token.kind, expected, stack);
    if (token === undefined || next === undefined) return at;
    expected = next;
    at = token.end;
  }
}

function matchAt(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function readToken(text: string, at: number): { kind: string; end: number } | undefined {
  const first = text[at];
  if (first === '"') {
    const end = stringEnd(text, at);
    return end === undefined ? undefined : { kind: 'string', end };
  }
  if (first !== undefined && matchAt(PUNCTUATION, text, at) !== undefined) return { kind: first, end: at + 1 };
  const end = matchAt(LITERAL, text, at);
  return end === undefined ? undefined : { kind: 'literal', end };
}

/** End of a string without mistakes, one escape after the other. */
function stringEnd(text: string, open: number): number | undefined {
  ESCAPE.lastIndex = open + 1;
  for (let match = ESCAPE.exec(text); match !== null; match = ESCAPE.exec(text)) {
    if (match[0] === '"') return match.index + 1;
    if (match[0].length === 1) return undefined;
  }
  return undefined;
}

/** What may follow a token; undefined when the token itself may not stand there. */
function step(token: string, expected: Expected, stack: string[]): Expected | undefined {
  const after = (): Expected => (stack.length === 0 ? 'nothing' : 'comma-or-end');
  const mayBeValue = expected === 'value' || expected === 'value-or-end';
  if (token === 'string' && (expected === 'key' || expected === 'key-or-end')) return 'colon';
  if (token === 'string' || token === 'literal') return mayBeValue ? after() : undefined;
  if (token === ':') return expected === 'colon' ? 'value' : undefined;
  if (token === ',') return expected === 'comma-or-end' ? (stack.at(-1) === '{' ? 'key' : 'value') : undefined;
  if (token === '{' || token === '[') {
    if (!mayBeValue) return undefined;
    stack.push(token);
    return token === '{' ? 'key-or-end' : 'value-or-end';
  }
  const mayEnd = expected === 'comma-or-end' || expected === (token === '}' ? 'key-or-end' : 'value-or-end');
  if (!mayEnd || stack.pop() !== (token === '}' ? '{' : '[')) return undefined;
  return after();
}
