import { createHash } from 'node:crypto';
import {
  type Diagnostic,
  type Endpoint,
  endpointKey,
  type ErrorCount,
  formatEndpoint,
  type Metric,
  percentileOf,
  type Run,
  type RunInfo,
  type RunTotal,
  schemaAddress,
  schemaVersion,
  type Slo,
  type Source as SourceRecord,
  UserError,
} from '@loadline/schema';
import { buildTimeline, withUsers } from './build-timeline.js';
import { cleanName } from './clean-name.js';
import { countedEndpoints } from './grouping/counted-endpoints.js';
import type { Diagnostics } from './input/diagnostics.js';
import { possibleFailures, possibleTotal } from './possible-failures.js';
import type { PartState, Reader, RunPart } from './reader.js';

/** A file that was read. */
export interface ReadPart {
  reader: Reader;
  part: RunPart;
  source: SourceRecord;
  /** Name for messages. */
  name: string;
}

/**
 * One Run from the files of one run. The state (counts, values) is taken from one file, the one with the highest rank
 * among those that counted something; counts are never added across files. The others add what the state lacks:
 * failures by kind, users, the run over its time.
 *
 * @throws UserError when no file has a state, or the files are of different load generators.
 */
export function assembleRun(parts: readonly ReadPart[], diagnostics: Diagnostics): Run {
  const whole = parts.find((read) => read.part.run !== undefined);
  if (whole?.part.run !== undefined) return takeWhole(parts, whole, whole.part.run, diagnostics);
  const chosen = chooseState(parts, diagnostics);
  const { state } = chosen.part;
  if (state === undefined) throw needsState(parts);
  const endpoints = possibleFailures(
    state.endpoints.map((endpoint) => withPercentiles(endpoint, parts)),
    diagnostics,
  );
  const errors = chooseErrors(parts);
  const errorsComplete =
    errors !== undefined || state.endpoints.every((endpoint) => endpoint.failures === 0) ? areComplete(errors ?? [], state) : undefined;
  const info = runInfo(parts, chosen);
  const startSeconds = info.startedAt === undefined ? undefined : Date.parse(info.startedAt) / 1000;
  const timeline = chosen.part.timeline ?? buildTimeline(chooseSlices(parts, chosen), startSeconds);
  const total = possibleTotal(totalWithCustoms(state, parts, chosen));
  const slos = chooseSlos(parts);
  return {
    $schema: schemaAddress('run'),
    kind: 'loadline/run',
    version: schemaVersion,
    run: info,
    endpoints,
    errors: errors ?? [],
    ...(errorsComplete === undefined ? {} : { errorsComplete }),
    ...(total === undefined ? {} : { total }),
    ...(timeline === undefined ? {} : { timeline }),
    ...(slos.length === 0 ? {} : { slos }),
    diagnostics: diagnostics.list(),
  };
}

function takeWhole(parts: readonly ReadPart[], whole: ReadPart, run: Run, diagnostics: Diagnostics): Run {
  if (parts.length > 1) throw mixedTools(parts);
  const isOurs = whole.reader.format === 'loadline-run';
  // A Run of ours keeps the identity and sources it was made with: reading it again is still the same run.
  const info = isOurs ? run.run : { ...run.run, id: runId(parts), sources: [whole.source] };
  return {
    ...run,
    run: { ...info, partial: info.partial || whole.part.partial },
    diagnostics: [...run.diagnostics, ...diagnostics.list()],
  };
}

function chooseState(parts: readonly ReadPart[], diagnostics: Diagnostics): ReadPart {
  const tools = new Set(parts.map((read) => read.reader.tool));
  if (tools.size > 1) throw mixedTools(parts);
  const states = parts
    .filter((read) => read.part.state !== undefined)
    .sort((a, b) => (b.part.state?.rank ?? 0) - (a.part.state?.rank ?? 0));
  const chosen = states[0];
  if (chosen === undefined) throw needsState(parts);
  const twice = states.find((read) => read !== chosen && read.reader.format === chosen.reader.format);
  if (twice !== undefined) {
    throw new UserError({
      code: 'several-results',
      found: `two results of the same kind for one run: ${twice.source.name} and ${chosen.source.name}`,
      expected: 'the files of one run',
      place: { file: twice.name },
      hint: 'Give each as a run of its own.',
    });
  }
  for (const other of states.slice(1)) sayDifference(chosen, other, diagnostics);
  return chosen;
}

function sayDifference(chosen: ReadPart, other: ReadPart, diagnostics: Diagnostics): void {
  const [a, b] = [countRequests(chosen.part.state), countRequests(other.part.state)];
  if (a === b) return;
  diagnostics.add(
    'info',
    'states-differ',
    `${chosen.source.name} counts ${a} requests, ${other.source.name} ${b}: they were written at different moments, or one holds less of the run; ${chosen.source.name} was used`,
    { file: other.name },
  );
}

function countRequests(state: PartState | undefined): number {
  return (state?.endpoints ?? []).reduce((sum, endpoint) => sum + (endpoint.requests ?? 0), 0);
}

function mixedTools(parts: readonly ReadPart[]): UserError {
  return new UserError({
    code: 'mixed-tools',
    found: `files of different kinds as one run: ${parts.map((read) => `${read.source.name} (${read.reader.format})`).join(', ')}`,
    expected: 'the files that one load generator wrote for one run',
    hint: 'Give each as a run of its own.',
  });
}

function needsState(parts: readonly ReadPart[]): UserError {
  const first = parts[0];
  const needed = [...new Set(parts.map((read) => read.part.needs).filter((name) => name !== undefined))].join(' or ');
  return new UserError({
    code: 'needs-stats',
    found:
      parts.length === 1
        ? `a ${first?.reader.title ?? 'file'} by itself, which holds no response times per endpoint`
        : 'files that hold no response times per endpoint',
    expected: needed === '' ? 'the file with the statistics of the run' : `${needed} of the same run beside it`,
    place: first === undefined ? {} : { file: first.name },
    hint:
      first?.reader.tool === 'locust'
        ? 'Give the prefix that the files share (`before` for before_stats.csv), and all of them are read as one run.'
        : 'Name both files in one `loadline extract`, or the folder that holds them.',
  });
}

function withPercentiles(endpoint: Endpoint, parts: readonly ReadPart[]): Endpoint {
  const label = formatEndpoint(endpoint);
  const rows = parts.flatMap((read) => read.part.percentiles ?? []);
  const row = rows.find((candidate) => cleanName(candidate.label) === label);
  return row === undefined ? endpoint : { ...endpoint, metrics: joinPercentiles(endpoint.metrics, row.metrics) };
}

function withTotalPercentiles(metrics: Metric[], parts: readonly ReadPart[]): Metric[] {
  const row = parts
    .flatMap((read) => read.part.percentiles ?? [])
    .findLast((candidate) => candidate.label === 'Aggregated' || candidate.label === 'Total');
  return row === undefined ? metrics : joinPercentiles(metrics, row.metrics);
}

function joinPercentiles(metrics: readonly Metric[], percentiles: readonly Metric[]): Metric[] {
  const replaced = new Set(percentiles.map((metric) => metric.name));
  const isPercentile = (metric: Metric) => percentileOf(metric.name) !== undefined;
  const all = [...metrics.filter((metric) => isPercentile(metric) && !replaced.has(metric.name)), ...percentiles];
  all.sort((a, b) => (percentileOf(a.name) ?? 0) - (percentileOf(b.name) ?? 0));
  const rest = metrics.filter((metric) => !isPercentile(metric));
  const at = rest.findIndex((metric) => metric.name === 'error_rate_pct' || metric.name === 'rps');
  return at < 0 ? [...rest, ...all] : [...rest.slice(0, at), ...all, ...rest.slice(at)];
}

/** Failures by kind of the file that knows most of them. */
function chooseErrors(parts: readonly ReadPart[]): ErrorCount[] | undefined {
  const lists = parts.map((read) => read.part.errors).filter((errors) => errors !== undefined);
  const count = (errors: readonly ErrorCount[]) => errors.reduce((sum, error) => sum + error.count, 0);
  return lists.reduce<ErrorCount[] | undefined>(
    (best, errors) => (best === undefined || count(errors) > count(best) ? errors : best),
    undefined,
  );
}

function areComplete(errors: readonly ErrorCount[], state: PartState): boolean {
  const known = new Map<string, number>();
  for (const error of errors) {
    if (error.endpoint === undefined) continue;
    const key = endpointKey(error.endpoint);
    known.set(key, (known.get(key) ?? 0) + error.count);
  }
  return state.endpoints.every((endpoint) => endpoint.failures !== null && (known.get(endpointKey(endpoint)) ?? 0) >= endpoint.failures);
}

/** What was judged; what several files judge stands once, as the tool judged it rather than as its requests let us judge. */
function chooseSlos(parts: readonly ReadPart[]): Slo[] {
  const judged = [...parts].sort((a, b) => Number(a.reader.isRaw === true) - Number(b.reader.isRaw === true));
  return judged.reduce<Slo[]>((all, { part: { slos = [] } }) => {
    const more = slos.filter((slo) => !all.some((known) => isSameGoal(known, slo)));
    return [...all, ...more];
  }, []);
}

/** The same goal, of which one file may say less than another. */
function isSameGoal(a: Slo, b: Slo): boolean {
  const fits = (one: string | undefined, other: string | undefined) => one === undefined || other === undefined || one === other;
  const keyOf = ({ endpoint }: Slo) => (endpoint === undefined ? undefined : endpointKey(endpoint));
  return a.expression === b.expression && fits(a.metric, b.metric) && fits(keyOf(a), keyOf(b));
}

/** The parts, that of the state in front: it knows best. */
function fromChosen(parts: readonly ReadPart[], chosen: ReadPart): RunPart[] {
  return [chosen.part, ...parts.filter((read) => read !== chosen).map((read) => read.part)];
}

function chooseSlices(parts: readonly ReadPart[], chosen: ReadPart) {
  const own = chosen.part.slices ?? [];
  const others = parts.filter((read) => read !== chosen).flatMap((read) => read.part.slices ?? []);
  return own.length === 0 ? others : withUsers(own, others);
}

function runInfo(parts: readonly ReadPart[], chosen: ReadPart): RunInfo {
  const ordered = fromChosen(parts, chosen);
  const startedAtMs = ordered.map((part) => part.startedAtMs).find((time) => time !== undefined && Math.abs(time) < 4.2e12);
  const durationSeconds = ordered.map((part) => part.durationSeconds).find(isLength);
  const users = ordered.map((part) => part.users).filter((count) => count !== undefined);
  const load = ordered.map((part) => part.load).find((offered) => offered !== undefined);
  const scenario = ordered.map((part) => part.scenario).find((name) => name !== undefined);
  const toolVersion = narrowest(ordered.map((part) => part.toolVersion).filter((version) => version !== undefined));
  return {
    id: runId(parts),
    ...(scenario === undefined ? {} : { scenario: cleanName(scenario) }),
    tool: chosen.reader.tool,
    ...(toolVersion === undefined ? {} : { toolVersion }),
    ...(startedAtMs === undefined ? {} : { startedAt: new Date(startedAtMs).toISOString() }),
    ...(durationSeconds === undefined ? {} : { durationSeconds }),
    load: { model: load?.model ?? (chosen.reader.tool === 'locust' ? 'closed' : 'unknown'), users: mostUsers(users, load?.users) },
    partial: parts.some((read) => read.part.partial),
    ...(chosen.part.warmupSeconds === undefined ? {} : { warmupSeconds: chosen.part.warmupSeconds }),
    sources: parts.map((read) => read.source),
  };
}

/** A length of time that a run can have: what came of absurd times is none. */
function isLength(seconds: number | undefined): seconds is number {
  return seconds !== undefined && Number.isFinite(seconds) && seconds >= 0;
}

function mostUsers(counted: readonly number[], offered: number | undefined): number | null {
  return offered ?? (counted.length === 0 ? null : Math.max(...counted));
}

/** The tool's total with the metrics of the run as a whole: those of one file, as others repeat them. */
function totalWithCustoms(state: PartState, parts: readonly ReadPart[], chosen: ReadPart): RunTotal | undefined {
  const lists = fromChosen(parts, chosen).map((part) => part.customMetrics ?? []);
  const customs = lists.find((list) => list.length > 0) ?? [];
  const total = state.total ?? (customs.length === 0 ? undefined : { ...sumCounts(state.endpoints), metrics: [] });
  return total === undefined ? undefined : { ...total, metrics: [...withTotalPercentiles(total.metrics, parts), ...customs] };
}

function sumCounts(endpoints: readonly Endpoint[]): { requests: number | null; failures: number | null } {
  const counted = countedEndpoints(endpoints);
  const sum = (key: 'requests' | 'failures') =>
    counted.reduce<number | null>((total, endpoint) => (total === null || endpoint[key] === null ? null : total + endpoint[key]), 0);
  return { requests: sum('requests'), failures: sum('failures') };
}

/** Of what several files say of the version, the statement with the latest beginning. */
function narrowest(versions: readonly string[]): string | undefined {
  const beginning = (version: string) => {
    const match = /^(?:>=)?(\d{1,4})\.(\d{1,4})(?:\.(\d{1,4}))?/.exec(version);
    return match === null ? -1 : Number(match[1]) * 1e8 + Number(match[2]) * 1e4 + Number(match[3] ?? 0);
  };
  return versions.reduce<string | undefined>(
    (best, version) => (best === undefined || beginning(version) > beginning(best) ? version : best),
    undefined,
  );
}

/** The same files give the same id, in whatever order they are given. */
function runId(parts: readonly ReadPart[]): string {
  const hashes = parts.map((read) => read.source.sha256).sort();
  const whole = hashes.length === 1 ? (hashes[0] ?? '') : createHash('sha256').update(hashes.join('\n')).digest('hex');
  return whole.slice(0, 16);
}

/** Diagnostics of files that were left out, in front of what the run has to say. */
export function withDiagnostics(run: Run, more: readonly Diagnostic[]): Run {
  return more.length === 0 ? run : { ...run, diagnostics: [...more, ...run.diagnostics] };
}
