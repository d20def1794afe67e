import { cleanName } from '../clean-name.js';

/** The port of the caller's own end, which differs from connection to connection: `127.0.0.1:53412->127.0.0.1:80`. */
const OWN_PORT = /(?<=(?:\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[[0-9a-f:.%a-z]{2,60}\])):[1-9]\d{0,4}(?=->)/gi;

/**
 * What a request died of, in words that are the same for every request that died of it: the caller's own port and the
 * query of an address are taken out.
 */
export function errorText(error: string, code: number): string {
  if (error === '') return code === 0 ? 'no response' : `status ${code}`;
  const kept = error.length > 4096 ? error.slice(0, 4096) : error;
  return cleanName(kept.includes('->') ? kept.replace(OWN_PORT, '') : kept);
}

/**
 * Whether vegeta takes a status code for a success: 200 to 399. It is the rule by which requests of vegeta fail here, too;
 * 0 is a request without an answer.
 */
export function isSuccess(code: number): boolean {
  return code >= 200 && code < 400;
}
