import { echo, type Endpoint, UserError } from '@loadline/schema';
import { collectEndpoints } from '../collect-endpoints.js';
import type { Head } from '../input/open-source.js';
import { readDocument } from '../input/read-document.js';
import type { Reader, ReaderInput, RunPart } from '../reader.js';
import { ALL_REQUESTS } from '../values/name-of-url.js';
import { pathOf } from './group-path.js';
import { fieldsOf, statsEndpoint, statsEntries, statsSeconds, totalOf } from './stats-tree.js';

const COUNTS = /"numberOfRequests"\s{0,20}:\s{0,20}\{\s{0,20}"total"/;
const TREE = /^\{\s{0,20}"type"\s{0,20}:\s{0,20}"GROUP"\s{0,20},/;
const LEAF = /^\{\s{0,20}"name"\s{0,20}:\s{0,20}"[^"]{0,200}"\s{0,20},\s{0,20}"numberOfRequests"\s{0,20}:/;

/**
 * `js/stats.json` of the report of Gatling 2.2 to 3.13.4. A request failed when Gatling says KO. Response times are whole
 * milliseconds of all requests; its percentiles are estimates.
 */
export const gatlingStatsJson: Reader = {
  format: 'gatling-stats-json',
  tool: 'gatling',
  title: 'Gatling stats.json',
  detect: ({ text }: Head) => TREE.test(text) && COUNTS.test(text),
  async read(input) {
    const root = await readObject(input);
    const stats = fieldsOf(root['stats']);
    const { entries, rejected } = statsEntries(root);
    for (const name of rejected)
      input.diagnostics.add('warning', 'entry-rejected', `${name} was not counted: it has no statistics`, { file: input.name });
    if (stats === undefined || entries.length === 0) throw noStats(input);
    const collector = collectEndpoints(input.diagnostics, input.limits, input.name);
    for (const { id, stats: own } of entries) {
      const endpoint = statsEndpoint(id, own);
      sayFailures(input, endpoint);
      collector.add(endpoint);
    }
    const endpoints = collector.list();
    const total = totalOf(stats);
    sayTotal(input, endpoints, total.requests);
    return { state: { endpoints, total, rank: 0 }, ...lengthOf(stats), partial: false };
  },
};

/** `js/global_stats.json` of the same report: the whole run as one. */
export const gatlingGlobalStatsJson: Reader = {
  format: 'gatling-global-stats-json',
  tool: 'gatling',
  title: 'Gatling global_stats.json',
  isReport: true,
  detect: ({ text }: Head) => LEAF.test(text) && COUNTS.test(text),
  async read(input) {
    const stats = await readObject(input);
    const endpoint = statsEndpoint({ kind: 'request', name: ALL_REQUESTS }, stats);
    sayFailures(input, endpoint);
    return {
      state: { endpoints: [endpoint], rank: -1 },
      ...lengthOf(stats),
      partial: false,
    };
  },
};

function sayFailures({ diagnostics, name }: ReaderInput, { failures, ...endpoint }: Endpoint): void {
  if (failures === null)
    diagnostics.add(
      'warning',
      'failures-unknown',
      `the file does not count the failures of ${echo(pathOf(endpoint))}, or more of them than requests`,
      {
        file: name,
      },
    );
}

function sayTotal({ diagnostics, name }: ReaderInput, endpoints: readonly Endpoint[], total: number | null): void {
  const sum = endpoints.filter(({ kind }) => kind === 'request').reduce((all, { requests }) => all + (requests ?? 0), 0);
  if (total !== null && total !== sum)
    diagnostics.add('warning', 'total-differs', `the file states ${total} requests in all, and ${sum} of them by name`, { file: name });
}

function lengthOf(stats: Readonly<Record<string, unknown>>): Pick<RunPart, 'durationSeconds'> {
  const durationSeconds = statsSeconds(stats);
  return durationSeconds === undefined ? {} : { durationSeconds };
}

async function readObject(input: ReaderInput): Promise<Readonly<Record<string, unknown>>> {
  return fieldsOf(await readDocument(input, (text) => text.indexOf('{'))) ?? {};
}

function noStats(input: ReaderInput): UserError {
  return new UserError({
    code: 'no-requests',
    found: 'statistics of Gatling with no request in them',
    expected: 'at least one request',
    place: { file: input.name },
  });
}
