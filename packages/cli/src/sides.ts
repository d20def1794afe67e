import { basename } from 'node:path';
import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  type Baseline,
  type Diagnostic,
  documentKind,
  echo,
  type Labels,
  type Metric,
  type Policy,
  readDocument,
  type Run,
  UserError,
} from '@loadline/schema';
import { applyEndpointRules, type Claim, findOverlap, findRuns, groupServices, mergeRuns, readResult } from '@loadline/parsers';
import type { Context } from './context.js';
import { showProgress } from './show-progress.js';

/** How the runs of a side are read. */
export interface SideOptions {
  policy: Policy;
  /** The files of the side are parts of one run. */
  shards: boolean;
  /** Labels for the run. */
  labels?: Labels;
  /** No progress is shown. */
  quiet?: boolean;
  /** All files are of one run. */
  oneRun?: boolean;
  /** Metrics given by hand. */
  given?: readonly { service: string; metric: Metric }[];
}

/** A side as it was read: runs, or a baseline that was built before. */
export interface Side {
  runs: Run[];
  baseline?: Baseline;
  diagnostics: Diagnostic[];
  /** Paths of the files that it was read from. */
  files: string[];
}

/** Largest file that is looked at for a baseline document, in bytes. */
const DOCUMENT_LIMIT = 256 * 1024 * 1024;

/** Reads what a person gave for one side: result files, or a baseline document. */
export async function readSide(context: Context, inputs: readonly string[], options: SideOptions): Promise<Side> {
  const [only] = inputs;
  if (inputs.length === 1 && only !== undefined) {
    const baseline = await readBaselineFile(context.cwd, only);
    if (baseline !== undefined)
      return { runs: [], baseline: baseline.document, diagnostics: baseline.diagnostics, files: [resolve(context.cwd, only)] };
  }
  const { runs, skipped, files } = await readRuns(context, inputs, options);
  return { runs, diagnostics: skipped, files };
}

/** Whether there is anything at a path. */
export async function exists(cwd: string, path: string): Promise<boolean> {
  return (await stat(resolve(cwd, path)).catch(() => undefined)) !== undefined;
}

/** A baseline document; undefined when the file is anything else, or is not there. */
export async function readBaselineFile(cwd: string, name: string): Promise<{ document: Baseline; diagnostics: Diagnostic[] } | undefined> {
  const path = resolve(cwd, name);
  const entry = await stat(path).catch(() => undefined);
  if (entry?.isFile() !== true || entry.size > DOCUMENT_LIMIT) return undefined;
  const text = await readFile(path, 'utf8').catch(() => '');
  if (!text.trimStart().startsWith('{') || !text.includes('loadline/baseline')) return undefined;
  const value = parse(text);
  return documentKind(value) === 'baseline' ? readDocument('baseline', value, basename(name)) : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Reads, renames, labels and groups the runs of a side. */
export async function readRuns(
  context: Context,
  inputs: readonly string[],
  options: SideOptions,
): Promise<{ runs: Run[]; skipped: Diagnostic[]; claims: Claim[]; files: string[] }> {
  const stdin = context.stdin as AsyncIterable<Uint8Array>;
  const found = await findRuns(inputs, { cwd: context.cwd, stdin, oneRun: options.oneRun === true && !options.shards });
  const runs: Run[] = [];
  const claims: Claim[] = [];
  for (const files of found.runs) {
    const progress = await showProgress(context, files.sources, options.quiet === true);
    try {
      const { read } = options.policy;
      const result = await readResult(files.sources, {
        warmupSeconds: read.warmupSeconds,
        jmeterRows: read.jmeter.rows,
        columns: read.columns ?? [],
        onProgress: progress.update,
        remote: { env: context.env, fetch, now: () => context.now() },
      });
      runs.push(result.run);
      claims.push(...result.claims);
    } finally {
      progress.end();
    }
  }
  const parts = options.shards ? [mergeRuns(runs)] : runs;
  if (!options.shards)
    refuseOverlap(
      runs,
      found.runs.map((files) => files.name),
    );
  const skipped = found.skipped.map((path): Diagnostic => ({
    code: 'file-skipped',
    severity: 'info',
    message: `${echo(basename(path))} is no result file and was passed over`,
  }));
  const paths = found.runs.flatMap(({ sources }) => sources.flatMap(({ path }) => (path === undefined ? [] : [path])));
  return { runs: parts.map((run) => prepare(run, options)), skipped, claims, files: paths };
}

function refuseOverlap(runs: readonly Run[], names: readonly string[]): void {
  const overlap = findOverlap(runs);
  if (overlap === undefined) return;
  const [a, b] = overlap.map((index) => echo(names[index] ?? ''));
  throw new UserError({
    code: 'runs-overlap',
    found: `the runs ${a} and ${b}, which were made at the same time`,
    expected: 'runs one after the other',
    hint: 'If they are parts of one run, from several load-generator machines, say so with --shards.',
  });
}

function prepare(run: Run, { policy, labels, given }: SideOptions): Run {
  const labelled = labels === undefined ? run : withLabels(run, labels);
  const named = applyEndpointRules(labelled, policy.endpoints);
  return groupServices(given === undefined || given.length === 0 ? named : { ...named, given: [...(named.given ?? []), ...given] }, policy);
}

/** A run with labels, unless it has its own. `--label pair=3` is no label but the pair that the run belongs to. */
function withLabels(run: Run, labels: Labels): Run {
  const { custom = [], ...rest } = labels;
  const pair = custom.find(({ name }) => name === 'pair')?.value;
  const tags = custom.filter(({ name }) => name !== 'pair');
  const own: Labels = { ...rest, ...(tags.length === 0 ? {} : { custom: tags }), ...run.run.labels };
  return {
    ...run,
    run: {
      ...run.run,
      ...(Object.keys(own).length === 0 ? {} : { labels: own }),
      ...(pair === undefined ? {} : { pairId: run.run.pairId ?? pair }),
    },
  };
}

/** Reads `SERVICE/NAME=VALUE` as a metric given by hand; the service may be left out where the configuration names it. */
export function parseGiven(text: string, policy: Policy): { service: string; metric: Metric } {
  const match = /^(?:([^/=]+)\/)?([A-Za-z_][\w.-]*)=(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/.exec(text.trim());
  const name = match?.[2];
  const value = Number(match?.[3]);
  if (match === null || name === undefined || !Number.isFinite(value)) {
    throw new UserError({
      code: 'usage-metric',
      found: `\`--metric ${echo(text)}\``,
      expected: '`--metric SERVICE/NAME=NUMBER`, such as `--metric mcp_server/sandbox_violations=0`',
    });
  }
  const declared = policy.metrics.find((metric) => metric.name === name);
  if (declared === undefined) {
    throw new UserError({
      code: 'usage-metric',
      found: `the metric \`${echo(name)}\`, which the configuration does not declare`,
      expected: `one of ${policy.metrics.map((metric) => metric.name).join(', ') || 'those under `metrics:`'}`,
      hint: `Declare it: metrics: [{ name: ${name}, unit: count, better: lower }]`,
    });
  }
  const service = match[1] ?? declared.service ?? (policy.services.length === 0 ? 'all' : undefined);
  if (service === undefined)
    throw new UserError({
      code: 'usage-metric',
      found: `\`--metric ${echo(text)}\` without a service`,
      expected: `\`--metric SERVICE/${name}=…\``,
    });
  return { service, metric: { name, value, provenance: 'reported', unit: declared.unit, better: declared.better } };
}
