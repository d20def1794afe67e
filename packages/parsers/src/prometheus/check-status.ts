import { echo, UserError } from '@loadline/schema';
import type { Credentials } from './credentials.js';

const ECHOED_BYTES = 2000;

/**
 * Refuses answers that hold no series: refusals, errors, and what comes from something else than the API. Nothing secret of
 * the request is repeated.
 *
 * @throws UserError saying what was answered.
 */
export function checkStatus(response: Response, text: string, { name, credentials }: { name: string; credentials: Credentials }): void {
  const { status } = response;
  const place = { file: name };
  const says = echo(credentials.redact(text.slice(0, ECHOED_BYTES)));
  const error = (code: string, found: string, expected: string, hint?: string) =>
    new UserError({ code, found, expected, place, ...(hint === undefined ? {} : { hint }) });
  if (status >= 300 && status < 400)
    throw error(
      'prometheus-answer',
      `a redirection (status ${status})`,
      'the API itself: redirections are not followed',
      'Give the address it leads to.',
    );
  if (status === 401 || status === 403)
    throw error(
      'prometheus-refused',
      `the store refused the request (status ${status})`,
      credentials.isSecret ? 'credentials that may read it' : 'credentials in the environment',
      'They are taken from PROMETHEUS_TOKEN, or PROMETHEUS_USERNAME and PROMETHEUS_PASSWORD; the tenant from PROMETHEUS_ORG_ID.',
    );
  if (status === 404)
    throw error(
      'prometheus-not-found',
      'no API at this address (status 404)',
      'the API under `/api/v1/`',
      'Is a prefix missing, such as /prometheus or /select/0/prometheus?',
    );
  const isAnswer = /^\s*\{[^]{0,200}"status"/.test(text);
  if ((status === 400 || status === 422) && isAnswer)
    throw error(
      'prometheus-query',
      `the store could not answer the query: ${messageOf(says, text, credentials)}`,
      'metrics and labels that exist',
    );
  if (status === 429 || status >= 500)
    throw error(
      'prometheus-busy',
      `the store could not answer now (status ${status})${says === '' ? '' : `: ${isAnswer ? messageOf(says, text, credentials) : says}`}`,
      'an answer',
      'Try again, or read a shorter window.',
    );
  if (status !== 200) throw error('prometheus-answer', `an answer of status ${status}`, 'status 200');
  if (!/^\s*\{/.test(text))
    throw error(
      'prometheus-answer',
      `an answer that is not JSON${says === '' ? '' : `: ${says.slice(0, 60)}`}`,
      'the answer of Prometheus’ API',
      'Does a login page or a proxy stand before it?',
    );
}

function messageOf(says: string, text: string, { redact }: Credentials): string {
  const message = /"error"\s*:\s*"((?:[^"\\]|\\.){0,400})/.exec(text.slice(0, ECHOED_BYTES * 4))?.[1];
  return message === undefined ? says : echo(redact(message.replace(/\\(["\\])/g, '$1')));
}
