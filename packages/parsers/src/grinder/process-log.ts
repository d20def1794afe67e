import { type Endpoint, UserError } from '@loadline/schema';
import { collectEndpoints } from '../collect-endpoints.js';
import { forEachLine } from '../input/read-lines.js';
import type { Reader } from '../reader.js';
import { buildEndpoint } from '../values/build-endpoint.js';
import { countOf, numberOf } from '../values/number-of.js';

/** Columns between the number and the name: tests, errors, mean, deviation, rate; then those of HTTP. */
const RESPONSE_ERRORS = 7;

/**
 * The log of a worker process, which ends in a table of its tests. A test failed when it was marked as an error, or when
 * an answer of 4xx or 5xx came, which the table counts apart.
 */
export const processLog: Reader = {
  format: 'grinder-log',
  tool: 'grinder',
  title: 'The Grinder log',
  isReport: true,
  detect: ({ text }) =>
    /^[^\n]{0,120}The Grinder (?:version )?\d{1,2}\.\d/m.test(text.slice(0, 2000)) &&
    /\b(?:INFO|worker process|time zone is)\b/.test(text.slice(0, 4000)),
  async read(input) {
    const collected = collectEndpoints(input.diagnostics, input.limits, input.name);
    const facts: { version?: string; startedAtMs?: number; elapsedMs?: number; threads: number } = { threads: 0 };
    let isWhole = false;
    await forEachLine(input, ({ text, ended }) => {
      const line = text.trimEnd();
      const end = line.slice(-200);
      const version = /The Grinder (?:version )?(\d{1,2}\.\d[\w.-]{0,30})$/.exec(end)?.[1];
      if (version !== undefined) facts.version ??= version;
      const start = /start time is (\d{12,14}) ms since Epoch$/.exec(end)?.[1];
      if (start !== undefined) facts.startedAtMs ??= Number(start);
      const elapsed = /elapsed time is (\d{1,12}) ms$/.exec(end)?.[1];
      if (elapsed !== undefined) facts.elapsedMs = Number(elapsed);
      if (/ starting, will (?:do \d{1,10} runs?|run forever)$/.test(end)) facts.threads++;
      if (/^Totals +\d/.test(line)) isWhole = ended;
      const endpoint = ended ? rowOf(line) : undefined;
      if (endpoint !== undefined) collected.add(endpoint, { file: input.name });
    });
    const endpoints = collected.list();
    if (endpoints.length === 0) throw noTable(input.name);
    const { version, startedAtMs, elapsedMs, threads } = facts;
    return {
      state: { endpoints, rank: 1 },
      load: { model: 'closed' },
      ...(version === undefined ? {} : { toolVersion: version }),
      ...(startedAtMs === undefined ? {} : { startedAtMs }),
      ...(elapsedMs === undefined || elapsedMs === 0 ? {} : { durationSeconds: elapsedMs / 1000 }),
      ...(threads === 0 ? {} : { users: threads }),
      partial: !isWhole,
    };
  },
};

/** `Test 1   20   0   3.70   3.39   22.86 …   "login"`; composite tests stand in brackets and are made of others. */
function rowOf(line: string): Endpoint | undefined {
  const quote = line.indexOf('"');
  const named = quote > 0 && line.endsWith('"') && quote < line.length - 1;
  const [, bracket, number = '', values = ''] =
    /^(\()?Test (\d{1,10})\)? +(.{1,2000})$/.exec(named ? line.slice(0, quote).trimEnd() : line) ?? [];
  const cells = values.split(/ +/);
  const [tests, errors] = [countOf(cells[0]), countOf(cells[1])];
  if (tests === undefined || errors === undefined || cells.length < 5) return undefined;
  const refused = cells.length > RESPONSE_ERRORS ? (countOf(cells[RESPONSE_ERRORS]) ?? 0) : 0;
  const requests = tests + errors;
  return buildEndpoint(
    { kind: bracket === undefined ? 'request' : 'transaction', name: named ? line.slice(quote + 1, -1) : `Test ${number}` },
    {
      requests,
      failures: Math.min(errors + refused, requests),
      latency: { unit: 'ms', provenance: 'reported', resolution: 0.01, avg: decimal(cells[2]) },
      // Its rate is of the tests that were no errors.
      rps: errors === 0 ? decimal(cells[4]) : undefined,
    },
  );
}

/** The decimals are those of the machine's language; thousands are not set apart. */
function decimal(text: string | undefined): number | undefined {
  return numberOf(/^\d{1,15},\d{1,3}$/.test(text ?? '') ? (text ?? '').replace(',', '.') : text);
}

function noTable(file: string): UserError {
  return new UserError({
    code: 'no-requests',
    found: 'a log of The Grinder without its table of tests',
    expected: 'the table, which is written when the worker process ends',
    place: { file },
    hint: 'Give the data log that lies beside it (…-data.log).',
  });
}
