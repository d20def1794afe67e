import { UserError } from '@loadline/schema';

/** Environment variables. */
export type Env = Readonly<Record<string, string | undefined>>;

/** How requests prove who sends them. */
export interface Credentials {
  /** Headers. */
  headers: Readonly<Record<string, string>>;
  /** Whether there is anything secret among them. */
  isSecret: boolean;
  /** A text with everything secret taken out. */
  redact(text: string): string;
}

/**
 * Credentials from the environment: `PROMETHEUS_TOKEN` (sent as a bearer token), or `PROMETHEUS_USERNAME` with
 * `PROMETHEUS_PASSWORD`; and `PROMETHEUS_ORG_ID`, the tenant of Mimir, Cortex and Loki's kin.
 *
 * @throws UserError when they hold characters that no header may hold, or contradict one another. The values are never repeated.
 */
export function readCredentials(env: Env): Credentials {
  const [token, username, password, tenant] = ['TOKEN', 'USERNAME', 'PASSWORD', 'ORG_ID'].map((name) => read(env, `PROMETHEUS_${name}`));
  if (token !== undefined && (username !== undefined || password !== undefined))
    throw wrong('PROMETHEUS_TOKEN beside PROMETHEUS_USERNAME or PROMETHEUS_PASSWORD', 'either the token or the other two');
  if ((username === undefined) !== (password === undefined))
    throw wrong(
      username === undefined ? 'PROMETHEUS_PASSWORD without PROMETHEUS_USERNAME' : 'PROMETHEUS_USERNAME without PROMETHEUS_PASSWORD',
      'both or none',
    );
  const pair = username === undefined ? undefined : Buffer.from(`${username}:${password ?? ''}`).toString('base64');
  const secrets = [token, password, pair].filter((each) => each !== undefined).sort((a, b) => b.length - a.length);
  return {
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(pair === undefined ? {} : { authorization: `Basic ${pair}` }),
      ...(tenant === undefined ? {} : { 'x-scope-orgid': tenant }),
    },
    isSecret: secrets.length > 0,
    redact: (text) => secrets.reduce((rest, secret) => rest.replaceAll(secret, '***').replaceAll(encodeURIComponent(secret), '***'), text),
  };
}

function read(env: Env, name: string): string | undefined {
  const value = env[name]?.trim();
  if (value === undefined || value === '') return undefined;
  const allowed = name === 'PROMETHEUS_USERNAME' || name === 'PROMETHEUS_PASSWORD' ? /^[^\p{Cc}]{1,4096}$/u : /^[\x21-\x7e]{1,8192}$/;
  if (!allowed.test(value))
    throw wrong(`a value of ${name} that holds blanks, line breaks or other characters no header may hold`, 'its plain text');
  return value;
}

function wrong(found: string, expected: string): UserError {
  return new UserError({ code: 'prometheus-credentials', found, expected });
}
