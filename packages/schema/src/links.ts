import { echo, nearest } from './errors.js';

/** What may stand in braces in the address of a link. */
export const linkPlaceholders = ['startMs', 'endMs', 'startIso', 'endIso', 'name', 'method', 'service', 'commit'] as const;

/** One of them. */
export type LinkPlaceholder = (typeof linkPlaceholders)[number];

/** Why a template is none, and where. */
export interface LinkProblem {
  found: string;
  expected: string;
  hint?: string;
  /** Offset into the template, in UTF-16 units. */
  offset: number;
}

/** What no address holds: it is written in per cent there. */
const UNSAFE = /[\p{Z}\p{C}"<>\\^`|]/u;

/** A host with its port, and nothing that would be a secret (`user:password@`). */
const HOST = /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;

/**
 * What is wrong with the template of a link: undefined for an address by http or https, of a host that is written out, whose
 * placeholders in its path, query or fragment are all known.
 *
 * @example checkLinkTemplate('https://traces.example/?from={startMs}') // undefined
 * @example checkLinkTemplate('https://traces.example/?from={startMS}')?.hint // 'Did you mean `{startMs}`?'
 */
export function checkLinkTemplate(template: string): LinkProblem | undefined {
  return checkAddress(template) ?? checkPlaceholders(template);
}

function checkAddress(template: string): LinkProblem | undefined {
  const [scheme] = /^https?:\/\//i.exec(template) ?? [];
  if (scheme === undefined)
    return { found: `the address \`${echo(template)}\``, expected: 'one that begins with `https://` or `http://`', offset: 0 };
  const [host = ''] = /^[^/?#]*/.exec(template.slice(scheme.length)) ?? [];
  if (!HOST.test(host))
    return {
      found: `the host \`${echo(host)}\``,
      expected: 'one that is written out, such as `traces.example`, without a user and without placeholders',
      offset: scheme.length,
    };
  const unsafe = UNSAFE.exec(template);
  if (unsafe === null) return undefined;
  return {
    found: `\`${echo(unsafe[0])}\` in an address`,
    expected: `it in per cent: \`${percentEncoded(unsafe[0])}\``,
    offset: unsafe.index,
  };
}

function checkPlaceholders(template: string): LinkProblem | undefined {
  for (const { 0: whole, 1: word, index } of template.matchAll(/\{([^{}]*)\}|[{}]/g)) {
    if (word === undefined)
      return {
        found: `\`${whole}\` without its other half`,
        expected: `a placeholder in braces; a brace that means itself is \`${percentEncoded(whole)}\``,
        offset: index,
      };
    if (!(linkPlaceholders as readonly string[]).includes(word)) return unknownPlaceholder(word, index);
  }
  return undefined;
}

function unknownPlaceholder(word: string, offset: number): LinkProblem {
  const near = nearest(word, linkPlaceholders);
  return {
    found: `the placeholder \`{${echo(word)}}\``,
    expected: `one of ${linkPlaceholders.map((each) => `\`{${each}}\``).join(', ')}`,
    ...(near === undefined ? {} : { hint: `Did you mean \`{${near}}\`?` }),
    offset,
  };
}

function percentEncoded(character: string): string {
  return encodeURIComponent(character.replace(/\p{Cs}/gu, '\uFFFD'));
}
