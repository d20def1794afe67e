import type { Diagnostic, Policy } from './generated/types.js';
import {
  child,
  complain,
  type ConfigProblem,
  type ConfigSetting,
  type Cursor,
  isWritten,
  readKeys,
  readText,
  readWord,
  rootCursor,
} from './config/cursor.js';
import { DEFAULT_GATES, readGates } from './config/gates.js';
import {
  readBaseline,
  readCustomMetrics,
  readEndpointRules,
  readFailOn,
  readGithub,
  readLinks,
  readMutes,
  readParameters,
  readReadRules,
  readReports,
  readServices,
} from './config/sections.js';
import { describePolicy } from './config/settings.js';
import { schemaAddress, schemaVersion } from './versions.js';

export type { ConfigProblem, ConfigSetting } from './config/cursor.js';
export { VERDICTS as verdicts } from './config/sections.js';
export { formatMatch } from './config/settings.js';

/** The keys of a configuration, in the order of the documentation. */
export const configKeys = [
  'rules',
  'suite',
  'environment',
  'baseline',
  'endpoints',
  'services',
  'metrics',
  'gates',
  'mute',
  'evidence',
  'read',
  'reports',
  'failOn',
  'parameters',
  'github',
  'links',
] as const;

/** Keys that later versions will read. */
export const reservedConfigKeys = ['runs', 'confirm', 'scenarios'] as const;

const DEFAULTS: Policy = {
  $schema: schemaAddress('policy'),
  kind: 'loadline/policy',
  version: schemaVersion,
  rules: 1,
  suite: 'default',
  environment: null,
  baseline: { from: 'docs/performance-baselines.json', runs: 10 },
  endpoints: { rename: [], ignore: [] },
  services: [],
  metrics: [],
  gates: readGates(rootCursor(DEFAULT_GATES), { metrics: [], services: [] }, true),
  mute: [],
  evidence: 'auto',
  read: { warmupSeconds: 0, jmeter: { rows: 'samples' }, columns: [] },
  reports: [],
  failOn: ['fail', 'missing'],
  parameters: {
    maxFailurePct: 5,
    minTailSamples: 10,
    minExpectedRequests: 20,
    mixShiftPp: 10,
    q: 0.01,
    qWarn: 0.1,
    minLatencyChangePct: 5,
    minThroughputChangePct: 5,
    minErrorChangePp: 0.1,
    tolerancePct: 10,
    latencyNoisePct: 5,
    throughputNoisePct: 3,
    errorNoisePct: 15,
    errorDispersion: 2,
    varianceInflation: 2,
    priorWeight: 4,
    errorPriorWeight: 8,
    leastDf: 8,
    mostDf: 40,
    fewDf: 16,
    minDriftEndpoints: 5,
    slopeFallback: 0.6,
    minSlope: 0.05,
    alonePct: 1,
    tooNoisyPct: 15,
    rerunChancePct: 30,
  },
  github: {
    labels: { fail: ['performance', 'regression', 'automated', 'priority-critical'], warn: ['performance', 'regression', 'automated'] },
    authors: ['github-actions[bot]'],
  },
};

/** The policy of an empty configuration: every default. A fresh copy. */
export function defaultPolicy(): Policy {
  return JSON.parse(JSON.stringify(DEFAULTS)) as Policy;
}

/** What came of a written configuration. `policy` is usable only when no problem is an error. */
export interface PolicyResult {
  policy: Policy;
  /** What is wrong or worth a word, with paths into what was written. */
  problems: ConfigProblem[];
  /** Every setting that is in force, with the path it was written at; for a page that shows them all. */
  settings: ConfigSetting[];
}

/**
 * Turns a written configuration (everything optional, short forms allowed) into a Policy (everything present). Never
 * throws for what a person wrote: unknown keys, wrong shapes, limits that do not read, each becomes a problem with its
 * path, and the default stands in its place.
 *
 * @param written the parsed YAML or JSON; undefined and null mean an empty configuration.
 * @example normalizePolicy({ gates: [{ p95: { fail: '+30%' } }] }).policy.gates[0].limits[0].fail.any
 */
export function normalizePolicy(written: unknown): PolicyResult {
  const root = rootCursor(written ?? {});
  readKeys(root, ['$schema', ...configKeys], reservedConfigKeys);
  const at = (key: (typeof configKeys)[number]) => child(root, key);
  const policy = defaultPolicy();
  if (isWritten(at('rules')) && at('rules').value !== 1)
    complain(at('rules'), {
      code: 'config-rules',
      found: `\`rules: ${String(at('rules').value)}\``,
      expected: '`rules: 1`, the only decision procedure of this version',
    });
  policy.suite = optionalText(at('suite')) ?? policy.suite;
  policy.environment = optionalText(at('environment')) ?? policy.environment;
  policy.baseline = readBaseline(at('baseline'), policy.baseline);
  policy.endpoints = readEndpointRules(at('endpoints'));
  policy.services = readServices(at('services'));
  policy.metrics = readCustomMetrics(at('metrics'));
  checkMetricServices(root, policy);
  if (isWritten(at('gates'))) policy.gates = readGates(at('gates'), policy);
  policy.mute = readMutes(at('mute'), policy.metrics);
  policy.evidence = readEvidence(at('evidence')) ?? policy.evidence;
  policy.read = readReadRules(at('read'), policy.read);
  policy.reports = readReports(at('reports'));
  policy.failOn = readFailOn(at('failOn'), policy.failOn);
  policy.parameters = readParameters(at('parameters'), policy.parameters);
  policy.github = readGithub(at('github'), policy.github);
  const links = readLinks(at('links'));
  if (links.length > 0) policy.links = links;
  return { policy, problems: root.problems, settings: describePolicy(policy, root) };
}

function optionalText(cursor: Cursor): string | undefined {
  return isWritten(cursor) ? readText(cursor) : undefined;
}

function readEvidence(cursor: Cursor): Policy['evidence'] | undefined {
  return isWritten(cursor) ? readWord(cursor, ['auto', 'advisory', 'required', 'strict'] as const) : undefined;
}

function checkMetricServices(root: Cursor, policy: Policy): void {
  if (policy.services.length === 0) return;
  const known = [...policy.services.map((service) => service.name), 'other'];
  policy.metrics.forEach((metric, index) => {
    if (metric.service === undefined || known.includes(metric.service)) return;
    complain(child(child(child(root, 'metrics'), index), 'service'), {
      code: 'config-unknown-word',
      found: `the service \`${metric.service}\``,
      expected: `one of ${known.map((name) => `\`${name}\``).join(', ')}`,
    });
  });
}

/** A problem as a diagnostic, without the line (only who read the file knows it). */
export function problemMessage(problem: ConfigProblem): string {
  return `${problem.found}${problem.expected === undefined ? '' : `; expected ${problem.expected}`}${problem.hint === undefined ? '' : ` — ${problem.hint}`}`;
}

/** A problem as a {@link Diagnostic}; `place` is what the reader of the file knows of its place. */
export function problemDiagnostic(problem: ConfigProblem, place?: Diagnostic['place']): Diagnostic {
  return { code: problem.code, severity: problem.severity, message: problemMessage(problem), ...(place === undefined ? {} : { place }) };
}

/**
 * A hash of everything in a policy that decides what an endpoint, a service or a custom metric is: two baselines with
 * the same hash speak of the same things. FNV-1a over UTF-16 units, 64 bits, hexadecimal; not for security.
 */
export function groupingHash(policy: Pick<Policy, 'endpoints' | 'services' | 'metrics'>): string {
  const text = JSON.stringify([policy.endpoints, policy.services, policy.metrics]);
  let hash = 0xcbf29ce484222325n;
  for (let index = 0; index < text.length; index++) hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(index))) * 0x100000001b3n);
  return hash.toString(16).padStart(16, '0');
}
