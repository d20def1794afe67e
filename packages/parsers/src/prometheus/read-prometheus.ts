import { createHash } from 'node:crypto';
import { UserError } from '@loadline/schema';
import type { Diagnostics } from '../input/diagnostics.js';
import type { ReadLimits } from '../input/read-limits.js';
import type { RunPart } from '../reader.js';
import type { ApiAnswer } from './api-answer.js';
import { createClient } from './client.js';
import { type Env, readCredentials } from './credentials.js';
import { findExporter } from './find-exporter.js';
import { parseAddress, prometheusName, type Request } from './parse-address.js';
import { readTimeline } from './read-timeline.js';
import { readValues } from './read-values.js';
import { sayWhatMatters } from './say-what-matters.js';

/** What reading over the network needs from outside. */
export interface PrometheusOptions {
  /** Environment variables, of which the credentials are taken. */
  env: Env;
  /** Sends requests. */
  fetch: typeof fetch;
  /** The present. */
  now(): Date;
  /** What an answer may cost. */
  limits: ReadLimits;
  /** Where to put what has to be said. */
  diagnostics: Diagnostics;
  /** Ends the reading. */
  signal?: AbortSignal;
  /** Longest time for one query in ms; 30 s unless given. */
  timeoutMs?: number;
}

/** What was read from a store, with what identifies it. */
export interface PrometheusPart {
  part: RunPart;
  /** The address without user and query. */
  name: string;
  /** Bytes of all answers. */
  bytes: number;
  /** SHA-256 of what they held, whatever order the store gave it in. */
  sha256: string;
}

/**
 * Reads a run out of a time-series store: Prometheus, Thanos, Mimir, VictoriaMetrics. The store sums up the series of the
 * window by endpoint, however many machines wrote them. Credentials are taken from the environment alone (see
 * `readCredentials`) and stand in no message and no result.
 *
 * @param address `prometheus+https://HOST:PORT/PREFIX?start=…&duration=…`, see docs/formats/prometheus.md.
 * @throws UserError for an address, credentials or an answer that will not do.
 */
export async function readPrometheus(address: string, options: PrometheusOptions): Promise<PrometheusPart> {
  const request = parseAddress(address, options.now().getTime());
  const credentials = readCredentials(options.env);
  const seen = createSeen();
  const client = createClient({
    ...options,
    base: request.base,
    name: request.name,
    credentials,
    timeoutMs: options.timeoutMs ?? 30_000,
    onAnswer: seen.add,
  });
  if (credentials.isSecret && isPlain(request.base))
    options.diagnostics.add('warning', 'credentials-in-the-clear', 'credentials were sent without encryption; use prometheus+https', {
      file: request.name,
    });
  const exporter = await findExporter(client, request);
  const { tally, isEstimate } = await readValues(client, request, exporter);
  const timeline = await readTimeline(client, request, exporter);
  const { startMs, endMs } = request.window;
  const durationSeconds = (endMs - startMs) / 1000;
  const { diagnostics, limits } = options;
  const place = { diagnostics, limits, file: request.name };
  const endpoints = tally.endpoints({
    ...place,
    durationSeconds,
    perMs: exporter.perMs,
    percentiles: request.percentiles,
    isEstimate,
    isLocust: exporter.name === 'locust',
  });
  if (endpoints.length === 0) throw nothingCounted(request);
  sayWhatMatters(request, isEstimate, timeline, seen.warnings(), diagnostics);
  const part: RunPart = {
    state: { endpoints, rank: 1 },
    errors: tally.errors(),
    slices: timeline.slices,
    startedAtMs: startMs,
    durationSeconds,
    ...(timeline.users === undefined ? {} : { users: timeline.users }),
    load: { model: exporter.name === 'locust' ? 'closed' : 'unknown' },
    partial: false,
  };
  return { part, name: prometheusName(address), bytes: seen.bytes(), sha256: seen.hash() };
}

function isPlain({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && !/^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}

/** Remembers what was answered: its size, its hash, what the store had to say. */
function createSeen() {
  const lines: string[] = [];
  const warnings = new Set<string>();
  let size = 0;
  return {
    add(query: string, { series, warnings: said }: ApiAnswer, bytes: number) {
      size += bytes;
      for (const each of said) if (warnings.size < 5) warnings.add(each);
      for (const { labels, samples, histograms } of series) lines.push(JSON.stringify([query, [...labels].sort(), samples, histograms]));
    },
    bytes: () => size,
    warnings: () => [...warnings],
    hash: () => createHash('sha256').update(lines.sort().join('\n')).digest('hex'),
  };
}

function nothingCounted(request: Request): UserError {
  return new UserError({
    code: 'no-requests',
    found: 'series in which no request was counted in the window',
    expected: 'at least one request',
    place: { file: request.name },
    hint: 'Does the window hold the load test?',
  });
}
