import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertDocument, type Endpoint } from '@loadline/schema';
import { describe, expect, it } from 'vitest';
import { bytesSource, fileSource, readRun } from '../index.js';
import { pathOf } from './group-path.js';

const folder = join(import.meta.dirname, '../../testdata/gatling');

interface Values {
  requests: number;
  failures: number;
  min: number;
  max: number;
  mean: number;
  p50: number;
  p75: number;
  p95: number;
  p99: number;
}
interface Expected {
  total: Values;
  paths: (Values & { kind: 'request' | 'group'; path: string })[];
  errors: Record<string, number>;
  unsent: Record<string, number>;
  users: number;
  startedAtMs: number;
  rejected: number;
  tool?: { total: number; ko: number; min: number; max: number; mean: number };
  verdicts?: [expression: string, held: boolean][];
}
const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Record<string, Expected>;
const files = Object.entries(expected);
const read = (file: string) => readRun([fileSource(join(folder, file))]);

const short = (text: string) => (text.length < 200 ? text : `${text.slice(0, 40)}…${text.length}`);
const metrics = (from: Pick<Endpoint, 'metrics'>) => new Map(from.metrics.map(({ name, value }) => [name, value]));
const valuesOf = (from: Pick<Endpoint, 'requests' | 'failures' | 'metrics'>) => {
  const value = metrics(from);
  const percentile = (number: number) => value.get(`p${number}_latency_ms`);
  return {
    requests: from.requests,
    failures: from.failures,
    min: value.get('min_latency_ms'),
    max: value.get('max_latency_ms'),
    mean: Number(value.get('avg_latency_ms')?.toFixed(6)),
    ...Object.fromEntries([50, 75, 95, 99].map((number) => [`p${number}`, Number(percentile(number)?.toFixed(6))])),
  };
};

/** Wording of a goal since 3.13; before it the words differed. */
const wording = (text: string) =>
  text
    .replace(/ (all|successful|failed) requests/, ' $1 events')
    .replace(/is between inclusive (\S+) and (\S+)$/, 'is between $1 and $2 inclusive');

describe('simulation.log of real runs', () => {
  it.each(files)(
    '%s holds the requests that were counted without us',
    async (file, { total, paths, errors, unsent, users, startedAtMs }) => {
      const run = await read(file);
      assertDocument(run);
      expect(valuesOf(run.total as unknown as Endpoint)).toEqual(total);
      const found = run.endpoints
        .map((endpoint) => ({
          kind: endpoint.kind === 'transaction' ? 'group' : endpoint.kind,
          path: pathOf(endpoint),
          ...valuesOf(endpoint),
        }))
        .filter(({ path }) => path.length < 2000 && !path.includes('://'))
        .sort((a, b) => (a.kind + a.path < b.kind + b.path ? -1 : 1));
      const wanted = paths
        .filter(({ path }) => !path.includes('…') && !path.includes('://'))
        .sort((a, b) => (a.kind + a.path < b.kind + b.path ? -1 : 1));
      expect(found).toEqual(wanted);
      expect(run.endpoints).toHaveLength(paths.length);
      const counted = new Map<string, number>();
      for (const { message, count } of run.errors) counted.set(message, (counted.get(message) ?? 0) + count);
      const failedGroups = paths.filter(({ kind }) => kind === 'group').reduce((sum, { failures }) => sum + failures, 0);
      expect(counted.get('a request of the group failed') ?? 0).toBe(failedGroups);
      counted.delete('a request of the group failed');
      expect(Object.fromEntries(counted)).toEqual({ ...errors, ...unsent });
      expect(run.run.load.users).toBe(users);
      expect(run.run.startedAt).toBe(new Date(startedAtMs).toISOString());
      expect(run.errorsComplete).toBe(true);
    },
  );

  it.each(files.filter(([, { tool }]) => tool !== undefined))('%s agrees with the report of Gatling', async (file, { tool, total }) => {
    expect({ total: total.requests, ko: total.failures, min: total.min, max: total.max }).toEqual({
      total: tool?.total,
      ko: tool?.ko,
      min: tool?.min,
      max: tool?.max,
    });
    const whole = file.startsWith('2.0') || file.startsWith('2.1') ? Math.floor : Math.round;
    expect(whole(metrics((await read(file)).total as unknown as Endpoint).get('avg_latency_ms') ?? NaN)).toBe(tool?.mean);
  });

  it.each(files.filter(([, { verdicts }]) => verdicts !== undefined))(
    '%s: the assertions are judged as Gatling judged them',
    async (file, { verdicts }) => {
      const slos = (await read(file)).slos ?? [];
      const found = slos.map(({ expression, held }) => [short(expression), held]);
      if (file.startsWith('2.1')) {
        // It printed whole numbers, and `less than` for what may be reached as well.
        expect(found.map(([, held]) => held)).toEqual(verdicts?.map(([, held]) => held));
        return;
      }
      const comparable = ([text, held]: readonly unknown[]) => (String(text).includes('…') ? held : [wording(String(text)), held]);
      expect(found.map(comparable).sort()).toEqual(verdicts?.map(comparable).sort());
    },
  );

  it('reads the assertions of 3.13.0, which could not read them itself', async () => {
    const expressions = async (version: string) =>
      (await read(`${version}/simulation.log`)).slos?.map(({ expression }) => expression).sort();
    expect(await expressions('3.13.0')).toEqual(await expressions('3.13.1'));
  });

  it('says what it did not count', async () => {
    for (const [file, { rejected }] of files) {
      const { diagnostics } = await read(file);
      const places = diagnostics.filter(({ code }) => code === 'row-rejected');
      expect([file, places.length]).toEqual([file, Math.min(20, rejected)]);
      const sum = diagnostics.find(({ code }) => code === 'rows-rejected');
      if (rejected > 20) expect(sum?.message).toContain(String(rejected));
    }
  });

  it.each(['3.12.0-killed/simulation.log.gz', '3.14.9-killed/simulation.log.gz'])('%s ends early', async (file) => {
    const run = await read(file);
    expect(run.run.partial).toBe(true);
    expect(run.diagnostics.map(({ code }) => code)).toContain('file-cut');
  });

  it('tells the version, the simulation and what the run was called', async () => {
    const facts = async (file: string) => {
      const { run, diagnostics } = await read(file);
      return [run.toolVersion, run.scenario, run.sources[0]?.format, diagnostics.find(({ code }) => code === 'run-description')?.message];
    };
    expect(await facts('2.0.3/simulation.log.gz')).toEqual(['2.0-2.1', 'LoadSimulation', 'gatling-log', undefined]);
    expect(await facts('2.3.1/simulation.log.gz')).toEqual(['2.2-2.3', 'LoadSimulation', 'gatling-log', undefined]);
    const described = 'the run is described as: a check of the shop';
    expect(await facts('3.12.0/simulation.log')).toEqual(['3.12.0', 'LoadSimulation', 'gatling-log', described]);
    expect(await facts('3.14.9/simulation.log')).toEqual(['3.14.9', 'LoadSimulation', 'gatling-binary-log', described]);
  });

  it('has the users of each second', async () => {
    const { timeline } = await read('3.14.9/simulation.log');
    expect(timeline?.points.map(({ users }) => users)).toEqual(timeline?.points.map(() => expect.any(Number) as number));
    expect(Math.max(...(timeline?.points ?? []).map(({ users }) => users ?? 0))).toBe(expected['3.14.9/simulation.log']?.users);
  });
});

describe('two logs of Gatling in one file', () => {
  it('count as one, whose assertions are judged once', async () => {
    const text = readFileSync(join(folder, '3.12.0/simulation.log'), 'utf8');
    const [one, two] = [await readRun([bytesSource('x', text)]), await readRun([bytesSource('x', text + text)])];
    expect(two.total?.requests).toBe(2 * (one.total?.requests ?? 0));
    expect(two.slos?.map(({ expression }) => expression)).toEqual(one.slos?.map(({ expression }) => expression));
    expect(two.diagnostics.map(({ code }) => code)).toContain('logs-joined');
  });
});
