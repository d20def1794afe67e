import { formatPlace } from '@loadline/schema';
import type { Diagnostic, ErrorCount } from '@loadline/schema/types';
import { cutMiddle } from './display-width.js';
import { formatNumber } from './format-number.js';

/** A diagnostic in one line: where, what, how often. Foreign text, not escaped. */
export function diagnosticText({ message, place, count }: Diagnostic): string {
  const where = formatPlace(place);
  // "5 more of the same kind" has said it.
  const isSaid = count === undefined || count <= 1 || message.replace('baseline: ', '').startsWith(`${count} `);
  const times = isSaid ? '' : ` (${formatNumber(count)} times)`;
  return `${where === '' ? '' : `${where}: `}${message}${times}`;
}

/** A failure in one line, `12 × 503 Service Unavailable`, cut to what a person reads. Foreign text, not escaped. */
export function errorText(error: ErrorCount): string {
  const status = error.status === undefined || error.message.includes(error.status) ? '' : `${error.status} `;
  return `${formatNumber(error.count)} × ${cutMiddle(`${status}${error.message}`, 120)}`;
}
