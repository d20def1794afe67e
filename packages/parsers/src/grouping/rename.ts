import type { Rename } from '@loadline/schema';
import { echo, UserError } from '@loadline/schema';
import { matchTemplate, parseTemplate } from './template.js';

/** Longest name that is matched, and longest that is made, in characters. */
const NAME_LIMIT = 4096;

/**
 * A rename rule as a function from a name to the new name, or undefined where the rule does not fit.
 *
 * A glob must fit the whole name, without case, and its name is replaced whole. In `to`, `$1` to `$9` stand for what the
 * stars and placeholders of `from` stood for, in order; a `*` for what the star at the same place among stars stood for; `$$`
 * for `$`. What has no counterpart stays as it is written.
 *
 * A regular expression is searched for, with case, and each match is replaced (anchor it to replace the whole name); `to`
 * has the forms of JavaScript's `String.replace`. Only globs take time in proportion to the name's length whatever the name.
 *
 * @throws UserError when the regular expression is none.
 * @example renamer({ from: { glob: '/users/{int}/*' }, to: '/users/:id/*' })('/users/7/posts') // '/users/:id/posts'
 */
export function renamer({ from, to }: Rename): (name: string) => string | undefined {
  const rename = 'regex' in from ? regexRenamer(from.regex, to) : globRenamer(from.glob, to);
  return (name) => (name.length > NAME_LIMIT ? undefined : rename(name)?.slice(0, NAME_LIMIT));
}

function regexRenamer(source: string, to: string): (name: string) => string | undefined {
  const expression = compile(source);
  return (name) => {
    expression.lastIndex = 0;
    return expression.test(name) ? name.replace(expression, to) : undefined;
  };
}

function compile(source: string): RegExp {
  try {
    return new RegExp(source, 'gu');
  } catch (error) {
    throw new UserError({
      code: 'rename-regex',
      found: `\`${echo(source)}\` in a rename rule (${echo(error instanceof Error ? error.message : String(error))})`,
      expected: 'a regular expression',
    });
  }
}

function globRenamer(glob: string, to: string): (name: string) => string | undefined {
  const template = parseTemplate(glob);
  return (name) => {
    const captures = matchTemplate(template, name);
    return captures === undefined ? undefined : fill(to, captures);
  };
}

function fill(to: string, captures: readonly { text: string; isStar: boolean }[]): string {
  const stars = captures.filter((capture) => capture.isStar);
  let star = 0;
  return to.replace(/\$([1-9$])|\*/g, (whole, sign: string | undefined) => {
    if (sign === '$') return '$';
    if (sign !== undefined) return captures[Number(sign) - 1]?.text ?? whole;
    star += 1;
    return stars[star - 1]?.text ?? whole;
  });
}
