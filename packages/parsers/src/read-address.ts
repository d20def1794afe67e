import { UserError } from '@loadline/schema';
import type { ReadPart } from './assemble-run.js';
import { cleanName } from './clean-name.js';
import type { Diagnostics } from './input/diagnostics.js';
import type { ReadLimits } from './input/read-limits.js';
import { readPrometheus } from './prometheus/read-prometheus.js';
import type { Reader } from './reader.js';

/** What reading over the network needs from outside. */
export interface RemoteOptions {
  /** Environment variables, of which the credentials are taken: `PROMETHEUS_TOKEN`, `PROMETHEUS_USERNAME`, `PROMETHEUS_PASSWORD`. */
  env: Readonly<Record<string, string | undefined>>;
  /** Sends requests. */
  fetch: typeof fetch;
  /** The present. */
  now(): Date;
  /** Ends the reading. */
  signal?: AbortSignal;
}

/** A store is no file: it is never told by content. */
export const prometheusQuery: Reader = {
  format: 'prometheus-query',
  tool: 'prometheus',
  title: 'Prometheus and its kin, asked over HTTP',
  detect: () => false,
  read: () => Promise.reject(new TypeError('a time-series store has no file')),
};

/**
 * Reads a run out of the store at an address.
 *
 * @throws UserError when there is no network to read from, or what `readPrometheus` throws.
 */
export async function readAddress(
  address: string,
  name: string,
  { remote, limits, diagnostics }: { remote: RemoteOptions | undefined; limits: ReadLimits; diagnostics: Diagnostics },
): Promise<ReadPart> {
  if (remote === undefined)
    throw new UserError({
      code: 'input-unreadable',
      found: 'the address of a time-series store',
      expected: 'a file: this program does not read over the network',
      place: { file: name },
    });
  const { part, bytes, sha256 } = await readPrometheus(address, { ...remote, limits, diagnostics });
  return { reader: prometheusQuery, part, source: { name: cleanName(name), format: prometheusQuery.format, bytes, sha256 }, name };
}
