import { formatNumber } from './format-number.js';

/**
 * The first of some names, and how many more there are.
 *
 * @example nameSome(['/a', '/b', '/c'], 2) // '/a, /b and 1 more'
 */
export function nameSome(names: readonly string[], most: number): string {
  const left = names.length - most;
  return names.slice(0, most).join(', ') + (left > 0 ? ` and ${formatNumber(left)} more` : '');
}
