import { createHash } from 'node:crypto';

/** Longest name or message that is kept, in characters. */
const NAME_LIMIT = 2048;

const ADDRESS = /([a-z][a-z0-9+.-]{0,30}:\/\/)([^\s/?#"'<>`]*@)?([^\s?#"'<>`]*)(\?[^\s#"'<>`]*)?/gi;

/**
 * A foreign name made fit to be stored: user-info and query of any address with a scheme are taken out, broken
 * surrogates become `�`, and what is longer than 2,048 characters is cut and ends in a hash of the whole, so that two
 * long names stay two.
 *
 * @example cleanName('https://user:key@host/path?token=1') // 'https://host/path'
 */
export function cleanName(name: string): string {
  const isLong = name.length > NAME_LIMIT;
  const kept = isLong ? `${name.slice(0, NAME_LIMIT - 20)}…#${createHash('sha256').update(name).digest('hex').slice(0, 16)}` : name;
  const wellFormed = kept.replace(/\p{Cs}/gu, '\uFFFD');
  return wellFormed.includes('://') ? wellFormed.replace(ADDRESS, '$1$3') : wellFormed;
}

/** Whether a name is longer than what is kept. */
export function isTooLong(name: string): boolean {
  return name.length > NAME_LIMIT;
}
