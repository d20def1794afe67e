import { createHash } from 'node:crypto';
import type { Diagnostic, Endpoint, ErrorCount, Run, Source as SourceInfo } from '@loadline/schema';
import { endpointKey, formatEndpoint, schemaAddress, schemaVersion, UserError } from '@loadline/schema';
import { candidateOf, type Draft } from './draft.js';
import { findReader, unknownFormat } from './detect-format.js';
import { joinSame } from './grouping/join-endpoints.js';
import { loadSource, type ReadLimits, defaultLimits, type Source } from './source.js';

/** How files are read. */
export interface ReadOptions {
  /** Bounds on what is read. */
  limits?: ReadLimits;
  /** Seconds to cut from the start; only raw sources have them to cut, and none of the formats read here is one. */
  warmupSeconds?: number;
}

const MAX_ENDPOINTS = 10_000;

/**
 * Reads the files of one run as a Run: one file, or the siblings that a load generator wrote of it. Of several that list
 * endpoints the latest state is taken (JSON over CSV); counts are never added across files.
 *
 * @throws UserError when a file cannot be read, is of no known format, or none of them lists endpoints.
 */
export async function readRun(sources: readonly Source[], options: ReadOptions = {}): Promise<Run> {
  const drafts: { draft: Draft; info: SourceInfo }[] = [];
  for (const source of sources) {
    const loaded = await loadSource(source, options.limits ?? defaultLimits);
    const candidate = candidateOf(loaded);
    const reader = findReader(candidate);
    if (reader === undefined) throw unknownFormat(loaded);
    const info: SourceInfo = { name: loaded.name, format: reader.format, bytes: loaded.bytes, sha256: loaded.sha256 };
    drafts.push({ draft: reader.read(candidate), info });
  }
  return assembleRun(drafts, options);
}

function assembleRun(parts: readonly { draft: Draft; info: SourceInfo }[], options: ReadOptions): Run {
  const document = parts.find(({ draft }) => draft.run !== undefined)?.draft.run;
  if (document !== undefined) return document;
  const latest = parts.reduce<(typeof parts)[number] | undefined>((best, part) => (part.draft.state > (best?.draft.state ?? 0) ? part : best), undefined);
  if (latest === undefined) throw lacksStatistics(parts);
  const drafts = parts.map(({ draft }) => draft).filter((draft) => draft.tool === latest.draft.tool);
  const first = <Key extends keyof Draft>(key: Key): Draft[Key] | undefined => latest.draft[key] ?? drafts.find((draft) => draft[key] !== undefined)?.[key];
  const diagnostics = drafts.flatMap((draft) => draft.diagnostics);
  noteOtherStates(parts, latest, diagnostics);
  const endpoints = foldEndpoints(joinSame(addPercentiles(latest.draft.endpoints, drafts), diagnostics), diagnostics);
  const errors = errorsOf(drafts);
  const total = latest.draft.total;
  const startedAt = first('startedAt');
  const duration = first('durationSeconds');
  const timeline = drafts.find((draft) => draft.format === 'locust-history-csv')?.timeline ?? first('timeline');
  if (first('partial') === true && !diagnostics.some((each) => each.code === 'file-cut')) diagnostics.push({ code: 'file-cut', severity: 'warning', message: 'the file ends before its total row; the run was interrupted', place: { file: latest.info.name } });
  if ((options.warmupSeconds ?? 0) > 0) diagnostics.push({ code: 'warmup-not-cut', severity: 'warning', message: 'these files hold no single requests, so that no warm-up could be cut' });
  return {
    $schema: schemaAddress('run'),
    kind: 'loadline/run',
    version: schemaVersion,
    run: {
      id: runId(parts.map(({ info }) => info.sha256)),
      tool: latest.draft.tool,
      ...(latest.draft.toolVersion === undefined ? {} : { toolVersion: latest.draft.toolVersion }),
      ...(startedAt === undefined ? {} : { startedAt }),
      ...(duration === undefined ? {} : { durationSeconds: duration }),
      load: { model: latest.draft.tool === 'locust' ? 'closed' : 'unknown', users: first('users') ?? null },
      partial: drafts.some((draft) => draft.partial === true),
      sources: parts.map(({ info }) => info),
    },
    endpoints,
    errors,
    errorsComplete: accountsForAll(errors, endpoints),
    ...(total === undefined || total.requests === null ? {} : { total }),
    ...(timeline === undefined ? {} : { timeline }),
    diagnostics,
  };
}

/** The same files give the same id, in whatever order. */
function runId(hashes: readonly string[]): string {
  return createHash('sha256').update([...hashes].sort().join('\n')).digest('hex').slice(0, 16);
}

function lacksStatistics(parts: readonly { info: SourceInfo }[]): UserError {
  return new UserError({
    code: 'no-data',
    found: `only ${[...new Set(parts.map(({ info }) => info.format))].join(' and ')}, in which no endpoint has its counts`,
    expected: 'the statistics of the run',
    place: { file: parts[0]?.info.name ?? '' },
    hint: 'For Locust that is X_stats.csv, X.json (--json-file) or the HTML report; give the prefix X to take them all.',
  });
}

function noteOtherStates(parts: readonly { draft: Draft; info: SourceInfo }[], latest: { draft: Draft; info: SourceInfo }, diagnostics: Diagnostic[]): void {
  const count = (draft: Draft) => draft.endpoints.reduce((sum, endpoint) => sum + (endpoint.requests ?? 0), 0);
  for (const { draft, info } of parts) {
    if (draft === latest.draft || draft.state === 0) continue;
    const [theirs, ours] = [count(draft), count(latest.draft)];
    const message = draft.tool === latest.draft.tool ? `${info.name} counts ${theirs} requests, ${latest.info.name} ${ours}; the latter is the later state of the run and was used` : `${info.name} is of another tool and was left out`;
    if (theirs !== ours || draft.tool !== latest.draft.tool) diagnostics.push({ code: 'older-state', severity: 'info', message, place: { file: info.name } });
  }
}

/** Percentiles that stand in a file of their own, joined by `METHOD name`. */
function addPercentiles(endpoints: readonly Endpoint[], drafts: readonly Draft[]): Endpoint[] {
  const byLabel = new Map(drafts.flatMap((draft) => draft.percentiles ?? []).map((row) => [row.label, row.metrics]));
  if (byLabel.size === 0) return [...endpoints];
  return endpoints.map((endpoint) => {
    const more = (byLabel.get(formatEndpoint(endpoint)) ?? []).filter((metric) => metric.name !== 'p50_latency_ms' || !endpoint.metrics.some((known) => known.name === metric.name));
    return { ...endpoint, metrics: [...endpoint.metrics, ...more] };
  });
}

/** Names past the bound are counted together, so that nothing is lost and memory stays flat. */
function foldEndpoints(endpoints: Endpoint[], diagnostics: Diagnostic[]): Endpoint[] {
  if (endpoints.length <= MAX_ENDPOINTS) return endpoints;
  const rest = endpoints.slice(MAX_ENDPOINTS).map((endpoint): Endpoint => ({ ...endpoint, kind: 'request', name: '(other)', method: undefined }) as Endpoint);
  diagnostics.push({ code: 'names-folded', severity: 'warning', message: `${rest.length} endpoints past the first ${MAX_ENDPOINTS} were counted together as (other)`, count: rest.length });
  for (const endpoint of rest) delete endpoint.method;
  return [...endpoints.slice(0, MAX_ENDPOINTS), ...joinSame(rest, [])];
}

/** Of several files that list failures the one with the most: they are states of the same list. */
function errorsOf(drafts: readonly Draft[]): ErrorCount[] {
  const lists = drafts.flatMap((draft) => (draft.errors === undefined ? [] : [draft.errors]));
  const sum = (errors: readonly ErrorCount[]) => errors.reduce((total, error) => total + error.count, 0);
  return lists.reduce<ErrorCount[]>((best, list) => (sum(list) > sum(best) ? list : best), []);
}

function accountsForAll(errors: readonly ErrorCount[], endpoints: readonly Endpoint[]): boolean {
  const listed = new Map<string, number>();
  for (const error of errors) if (error.endpoint !== undefined) listed.set(endpointKey(error.endpoint), (listed.get(endpointKey(error.endpoint)) ?? 0) + error.count);
  return endpoints.every((endpoint) => endpoint.failures !== null && (listed.get(endpointKey(endpoint)) ?? 0) >= endpoint.failures);
}
