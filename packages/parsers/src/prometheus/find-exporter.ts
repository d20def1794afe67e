import { UserError } from '@loadline/schema';
import type { Client } from './client.js';
import {
  commonHistograms,
  type Exporter,
  k6Exporter,
  locustExporter,
  methodLabels,
  nameLabels,
  perMsOf,
  statusLabels,
} from './exporters.js';
import { selector } from './matchers.js';
import type { Request } from './parse-address.js';
import { there } from './promql.js';

/** What there is of an exporter's series, in the window of a request. */
export interface FoundExporter extends Exporter {
  /** The form of the histogram, where there is one. */
  form: 'classic' | 'native' | undefined;
}

const PER_MS = { s: 0.001, ms: 1, us: 1000 } as const;

/**
 * Looks in the store for what wrote the series of the window: k6, an exporter for Locust, or a histogram of response
 * times that the address names or that is commonly called so.
 *
 * @throws UserError `no-requests` when nothing of the kind is there.
 */
export async function findExporter(client: Client, request: Request): Promise<FoundExporter> {
  const isNamed = request.histogram !== undefined || request.requests !== undefined;
  if (!isNamed && request.exporter !== 'histogram') {
    for (const known of [k6Exporter, locustExporter]) {
      if (request.exporter !== undefined && request.exporter !== known.name) continue;
      if (!(await isThere(client, request, known.requests))) continue;
      return { ...(await withFailures(client, request, overridden(known, request))), form: await formOf(client, request, known.histogram) };
    }
  }
  if (request.exporter === undefined || request.exporter === 'histogram') {
    for (const name of isNamed ? [request.histogram] : commonHistograms) {
      const form = await formOf(client, request, name);
      if (form === undefined && request.requests === undefined) continue;
      const requests = request.requests ?? (form === 'native' ? (name ?? '') : `${name ?? ''}_count`);
      if (request.requests !== undefined && !(await isThere(client, request, requests))) continue;
      return { ...(await describeHistogram(client, request, requests, name)), form };
    }
  }
  throw nothingThere(request);
}

async function isThere(client: Client, request: Request, metric: string): Promise<boolean> {
  const { startMs, endMs } = request.window;
  const { series } = await client.query(there(selector(metric, request.matchers), { windowMs: endMs - startMs }), endMs);
  return series.length > 0;
}

async function formOf(client: Client, request: Request, name: string | undefined): Promise<FoundExporter['form']> {
  if (name === undefined) return undefined;
  if (await isThere(client, request, `${name}_bucket`)) return 'classic';
  return (await isThere(client, request, name)) ? 'native' : undefined;
}

/** What the address says goes before what is known. */
function overridden(known: Exporter, { failures, failed, users, endpoint, method, unit }: Request): Exporter {
  const labels = {
    ...known.labels,
    ...(endpoint === undefined ? {} : { name: endpoint === '' ? undefined : endpoint }),
    ...(method === undefined ? {} : { method: method === '' ? undefined : method }),
  };
  return {
    ...known,
    labels,
    ...(failures === undefined ? {} : { failed: { series: failures } }),
    ...(failed === undefined ? {} : { failed: { matchers: failed } }),
    ...(users === undefined ? {} : { users }),
    ...(unit === undefined ? {} : { perMs: PER_MS[unit] }),
  };
}

/** k6 can be told not to tag what it expected; then the status decides. */
async function withFailures(client: Client, request: Request, known: Exporter): Promise<Exporter> {
  if (known.name !== 'k6' || request.failed !== undefined || request.failures !== undefined) return known;
  const { startMs, endMs } = request.window;
  const tagged = await client.query(
    there(selector(known.requests, request.matchers, 'expected_response!=""'), { windowMs: endMs - startMs }),
    endMs,
  );
  return tagged.series.length > 0 ? known : { ...known, failed: { matchers: 'status!~"[123].*"' } };
}

/** Labels of a histogram are told by which of those that are usual it bears. */
async function describeHistogram(client: Client, request: Request, requests: string, histogram: string | undefined): Promise<Exporter> {
  const { startMs, endMs } = request.window;
  const bears = async (label: string) => {
    const metric = selector(requests, request.matchers, `${label}!=""`);
    return (await client.query(there(metric, { windowMs: endMs - startMs }), endMs)).series.length > 0;
  };
  const first = async (labels: readonly string[]) => {
    for (const label of labels) if (await bears(label)) return label;
    return undefined;
  };
  const status = await first(statusLabels);
  const labels = {
    name: request.endpoint === undefined ? await first(nameLabels) : undefined,
    method: request.method === undefined ? await first(methodLabels) : undefined,
    group: undefined,
    scenario: undefined,
    status,
  };
  const failed = { matchers: status === undefined ? '' : `${status}=~"[45].*|0|"` };
  return overridden(
    { name: 'histogram', requests, failed, ...(histogram === undefined ? {} : { histogram }), perMs: perMsOf(histogram ?? ''), labels },
    request,
  );
}

function nothingThere(request: Request): UserError {
  const { startMs, endMs } = request.window;
  const named = request.requests ?? request.histogram;
  const from = new Date(startMs).toISOString();
  return new UserError({
    code: 'no-requests',
    found: `no series of ${named === undefined ? 'a load generator' : `\`${named}\``} from ${from} to ${new Date(endMs).toISOString()}${request.matchers === '' ? '' : ` with {${request.matchers}}`}`,
    expected:
      named === undefined
        ? `${k6Exporter.requests}, ${locustExporter.requests}, or a histogram such as ${commonHistograms.slice(0, 3).join(', ')}`
        : 'it to be there',
    place: { file: request.name },
    hint: 'Name the histogram by histogram=, the counter by requests=, and check the window and the matchers.',
  });
}
