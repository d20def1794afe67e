import { UserError } from '@loadline/schema';
import { label, metric, oneOf, parsePercentiles, readParameters, wrong } from './address-parameters.js';
import { equals, parseMatchers } from './matchers.js';
import { parseLength, parseWindow, type Window } from './window.js';

/** What an address asks for. */
export interface Request {
  /** The address without user and query, for messages. */
  name: string;
  /** Where the API is: `https://host/prefix`. */
  base: URL;
  window: Window;
  /** Step of the timeline in ms. */
  stepMs: number | undefined;
  /** Matchers that every series has to fit. */
  matchers: string;
  /** What wrote the series; looked for unless given. */
  exporter: 'k6' | 'locust' | 'histogram' | undefined;
  /** Metrics and labels, where they are not those that are known. */
  histogram: string | undefined;
  requests: string | undefined;
  failures: string | undefined;
  users: string | undefined;
  /** Matchers of the requests that failed. */
  failed: string | undefined;
  /** Label that names the endpoint; empty: none. */
  endpoint: string | undefined;
  /** Label of the method; empty: none. */
  method: string | undefined;
  /** Unit of the times. */
  unit: 's' | 'ms' | 'us' | undefined;
  /** Percentiles that are taken from histograms. */
  percentiles: readonly number[];
}

const SCHEME = /^prometheus\+(https?:\/\/)/i;

/** Whether an input is the address of a time-series store rather than a file. */
export function isPrometheusAddress(input: string): boolean {
  return SCHEME.test(input);
}

/** The address without user, password and query: what may be printed and stored. */
export function prometheusName(address: string): string {
  try {
    const { protocol, host, pathname } = new URL(address.replace(SCHEME, '$1'));
    return `prometheus+${protocol}//${host}${pathname === '/' ? '' : pathname}`;
  } catch {
    return 'the address of a time-series store';
  }
}

/**
 * What an address such as `prometheus+https://host/prefix?start=…&duration=10m&job=shop` asks for.
 *
 * @throws UserError for what is wrong with it. A user or password in it is refused and never repeated.
 */
export function parseAddress(address: string, nowMs: number): Request {
  const name = prometheusName(address);
  const url = parseUrl(address, name);
  const get = readParameters(url, name);
  const base = new URL(url.origin + url.pathname.replace(/\/+$/, ''));
  const {
    start,
    end,
    duration = get('window'),
    step,
  } = { start: get('start'), end: get('end'), duration: get('duration'), step: get('step') };
  const stepMs = step === undefined ? undefined : parseLength(step);
  if (step !== undefined && stepMs === undefined) throw wrong('step', step, 'a length of time, such as 15s');
  const matchers = [
    ...['job', 'testid'].flatMap((label) => (get(label) === undefined ? [] : [equals(label, get(label) ?? '')])),
    parseMatchers(get('selector') ?? '', 'selector'),
  ];
  return {
    name,
    base,
    window: parseWindow({ ...optional('start', start), ...optional('end', end), ...optional('duration', duration) }, nowMs),
    stepMs,
    matchers: matchers.filter((each) => each !== '').join(','),
    exporter: oneOf('exporter', get('exporter'), ['k6', 'locust', 'histogram']),
    histogram: metric('histogram', get('histogram')),
    requests: metric('requests', get('requests')),
    failures: metric('failures', get('failures')),
    users: metric('users', get('users')),
    failed: get('failed') === undefined ? undefined : parseMatchers(get('failed') ?? '', 'failed'),
    endpoint: label('endpoint', get('endpoint')),
    method: label('method', get('method')),
    unit: oneOf('unit', get('unit'), ['s', 'ms', 'us']),
    percentiles: parsePercentiles(get('percentiles')),
  };
}

function parseUrl(address: string, name: string): URL {
  let url: URL | undefined;
  try {
    url = new URL(address.replace(SCHEME, '$1'));
  } catch {
    url = undefined;
  }
  if (url === undefined || url.hostname === '')
    throw new UserError({
      code: 'prometheus-address',
      found: 'an address that is none',
      expected: '`prometheus+https://HOST:PORT/PREFIX?…`',
    });
  if (url.username !== '' || url.password !== '')
    throw new UserError({
      code: 'prometheus-address',
      found: 'an address with a user or a password in it',
      expected: 'an address without: it would stand in logs and in the history of the shell',
      place: { file: name },
      hint: 'Put them into PROMETHEUS_USERNAME and PROMETHEUS_PASSWORD, or a token into PROMETHEUS_TOKEN.',
    });
  return url;
}

function optional<Key extends string>(key: Key, value: string | undefined): Partial<Record<Key, string>> {
  return value === undefined ? {} : ({ [key]: value } as Partial<Record<Key, string>>);
}
