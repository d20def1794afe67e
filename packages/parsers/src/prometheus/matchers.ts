import { echo, UserError } from '@loadline/schema';

const MATCHER = /\s*([a-zA-Z_][a-zA-Z0-9_]{0,200})\s*(=~|!~|!=|=)\s*("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')\s*(,|$)/y;

/**
 * Checks label matchers as they stand between the braces of a selector, and gives them without blanks: `job="shop",code!~"5.."`.
 * The braces may be there.
 *
 * @throws UserError when it is anything else, so that nothing else gets into a query.
 */
export function parseMatchers(text: string, parameter: string): string {
  const trimmed = text.trim();
  const inner = trimmed.startsWith('{') && trimmed.endsWith('}') ? trimmed.slice(1, -1).trim() : trimmed;
  const found: string[] = [];
  MATCHER.lastIndex = 0;
  while (MATCHER.lastIndex < inner.length) {
    const match = MATCHER.exec(inner);
    if (match === null || found.length >= 50) {
      throw new UserError({
        code: 'prometheus-address',
        found: `\`${parameter}=${echo(text)}\``,
        expected: 'label matchers with a comma between them, such as job="shop",testid=~"nightly-.*"',
      });
    }
    found.push(`${match[1] ?? ''}${match[2] ?? ''}${match[3] ?? ''}`);
  }
  return found.join(',');
}

/** The matcher for a label with a given value: `job="shop"`. */
export function equals(label: string, value: string): string {
  return `${label}="${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}

/** A selector: a metric with matchers, empty ones left out. */
export function selector(metric: string, ...matchers: readonly (string | undefined)[]): string {
  const all = matchers.filter((each) => each !== undefined && each !== '');
  return all.length === 0 ? metric : `${metric}{${all.join(',')}}`;
}
