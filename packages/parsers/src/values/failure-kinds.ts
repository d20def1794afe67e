import type { ErrorCount } from '@loadline/schema';
import { cleanName } from '../clean-name.js';

const MOST_KINDS = 1000;
const OTHER = '(other failures)';

/**
 * Failures as a report lists them, brought together by kind: a message that names the own port of a connection
 * (`127.0.0.1:41234->127.0.0.1:80`) would else be a kind for each. At most 1,000 are kept; the rest are one more.
 */
export function failureKinds(listed: readonly { message: string; count: number; status?: string }[]): ErrorCount[] {
  const kinds = new Map<string, ErrorCount>();
  for (const { message, count, status } of listed) {
    if (count === 0) continue;
    const told = cleanName(message.replace(/:\d{1,5}->/g, ':*->'));
    const known = kinds.get(`${status ?? ''} ${told}`);
    const kind = known ?? (kinds.size < MOST_KINDS ? undefined : kinds.get(OTHER));
    if (kind !== undefined) kind.count += count;
    else if (kinds.size < MOST_KINDS)
      kinds.set(`${status ?? ''} ${told}`, { message: told, ...(status === undefined ? {} : { status }), count });
    else kinds.set(OTHER, { message: OTHER, count });
  }
  return [...kinds.values()];
}
