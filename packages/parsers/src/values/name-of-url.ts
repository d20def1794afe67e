import { cleanName } from '../clean-name.js';

/** Name of the one endpoint of a tool that names none. */
export const ALL_REQUESTS = '(all requests)';

/**
 * The name of an endpoint of which only its address is known: the path, so that the same service on another port or host
 * is the same endpoint. What is no address stays as it is, cleaned.
 *
 * @example nameOfUrl('http://127.0.0.1:8080/v1/items?id=1') // '/v1/items'
 */
export function nameOfUrl(url: string): string {
  const text = url.trim();
  if (text === '') return ALL_REQUESTS;
  const match = /^[a-z][a-z0-9+.-]{0,30}:\/\/[^/?#]{0,2048}([^?#]*)/i.exec(text);
  if (match === null) return cleanName(text.replace(/[?#].*$/s, '') || text);
  return cleanName(match[1] === '' || match[1] === undefined ? '/' : match[1]);
}
