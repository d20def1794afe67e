// Generated from schemas/*.schema.json by scripts/generate.mjs. Change the schema, then run `npm run generate`.

/**
 * Which way is good.
 */
export type Better = 'lower' | 'higher' | 'none';
/**
 * How a value came to be. `exact`: from every sample. `histogram`: from bucketed samples, within `resolution`. `reported`: the tool printed it. `interpolated`: from printed percentiles. `unstated`: a flat file, which does not say. `estimated`: a multiple of the mean; never gated.
 */
export type Provenance = 'exact' | 'histogram' | 'reported' | 'interpolated' | 'unstated' | 'estimated';
/**
 * What is counted: single requests, transactions (several requests timed as one), groups, checks.
 */
export type EndpointKind = 'request' | 'transaction' | 'group' | 'check';
/**
 * Distribution of response times in ms.
 */
export type Histogram = ValuesHistogram | ExponentialHistogram | BoundsHistogram;
/**
 * How limits and evidence work together.
 */
export type Evidence = 'auto' | 'advisory' | 'required' | 'strict';
/**
 * A text with `*` for anything (slashes too), compared without case; or a regular expression.
 */
export type Pattern =
  | {
      /**
       * Text.
       */
      glob: string;
    }
  | {
      /**
       * Source of the expression.
       */
      regex: string;
    };
/**
 * Verdict.
 */
export type Verdict = 'fail' | 'warn' | 'inconclusive' | 'pass' | 'improved' | 'missing' | 'invalid' | 'new';

/**
 * Values of one metric, aligned with `runs`.
 */
export interface Series {
  /**
   * Metric.
   */
  name: string;
  /**
   * Unit.
   */
  unit: string;
  better: Better;
  /**
   * One per run; null where the run has none.
   */
  values: (number | null)[];
  provenance: Provenance;
  /**
   * Resolution per run; null where there is none.
   */
  resolution?: (number | null)[];
  /**
   * Standard error of the natural logarithm within each run, measured from its own samples; null where it was not measured.
   */
  lnStandardError?: (number | null)[];
}
/**
 * What is normal, from one or more runs.
 */
export interface Baseline {
  /**
   * Address of this schema.
   */
  $schema: string;
  /**
   * Kind of the document.
   */
  kind: 'loadline/baseline';
  /**
   * Version of the document’s shape, `major.minor`. A newer minor adds fields; a newer major is refused.
   */
  version: string;
  baseline: BaselineInfo;
  /**
   * The runs it is made of, oldest first.
   */
  runs: BaselineRun[];
  /**
   * Services with their endpoints.
   */
  services: BaselineService[];
  total?: BaselineTotal;
  /**
   * What cannot serve as a baseline, and why.
   */
  invalid: InvalidPart[];
  /**
   * What the runs had to say.
   */
  diagnostics: Diagnostic[];
}
/**
 * The baseline as a whole.
 */
export interface BaselineInfo {
  /**
   * When it was built.
   */
  createdAt: string;
  /**
   * How its runs were chosen: `file`, `run`, `history`, …
   */
  strategy: string;
  /**
   * Suite.
   */
  suite?: string;
  /**
   * Environment.
   */
  environment?: string;
  /**
   * Users of its runs; null where they differ or are not known.
   */
  users?: number | null;
  /**
   * Hash of the grouping rules it was built with.
   */
  rulesHash: string;
  /**
   * Who accepted it.
   */
  acceptedBy?: string;
  /**
   * Why it was accepted.
   */
  rationale?: string;
}
/**
 * One run.
 */
export interface BaselineRun {
  /**
   * Run’s id.
   */
  id: string;
  /**
   * Load generator.
   */
  tool: string;
  /**
   * Its version.
   */
  toolVersion?: string;
  /**
   * Commit.
   */
  commit?: string;
  /**
   * Branch.
   */
  branch?: string;
  /**
   * Start.
   */
  startedAt?: string;
  /**
   * Length in seconds.
   */
  durationSeconds?: number;
  load: Load;
  environment?: Environment;
  /**
   * Scenario.
   */
  scenario?: string;
  /**
   * Requests.
   */
  requests?: number | null;
  /**
   * Failures.
   */
  failures?: number | null;
  /**
   * Files.
   */
  sources?: Source[];
  /**
   * Seconds cut from the start before anything was counted; absent where nothing was cut.
   */
  warmupSeconds?: number;
  /**
   * Joins it to the candidate's run with which it was run in turn.
   */
  pairId?: string;
  /**
   * Suite, where the run stated one.
   */
  suite?: string;
}
/**
 * The load that was offered.
 */
export interface Load {
  /**
   * `open`: arrivals at a rate, whatever the answers. `closed`: a number of users, each waiting for its answer. `unknown`: the source does not say.
   */
  model: 'open' | 'closed' | 'unknown';
  /**
   * Greatest number of concurrent users; null where not known.
   */
  users?: number | null;
  /**
   * Stages in order.
   */
  stages?: LoadStage[];
}
/**
 * One stage of a load profile.
 */
export interface LoadStage {
  /**
   * Length in seconds.
   */
  durationSeconds: number;
  /**
   * Users at its end.
   */
  users?: number;
  /**
   * Arrivals per second at its end.
   */
  ratePerSecond?: number;
}
/**
 * Fingerprint of the machine the load ran against or from.
 */
export interface Environment {
  /**
   * Name.
   */
  name?: string;
  /**
   * Machine type.
   */
  machine?: string;
  /**
   * Operating system.
   */
  os?: string;
  /**
   * Logical processors.
   */
  cpuCount?: number;
}
/**
 * A file that was read.
 */
export interface Source {
  /**
   * Name as given, without its folder.
   */
  name: string;
  /**
   * Format as detected, such as `locust-stats-csv`.
   */
  format: string;
  /**
   * Size in bytes.
   */
  bytes: number;
  /**
   * SHA-256 of the bytes, hexadecimal.
   */
  sha256: string;
}
/**
 * One service.
 */
export interface BaselineService {
  /**
   * Name.
   */
  name: string;
  /**
   * Requests per run; null where absent.
   */
  requests: (number | null)[];
  /**
   * Failures per run.
   */
  failures: (number | null)[];
  /**
   * Series of the service.
   */
  metrics: Series[];
  /**
   * Shares over all runs.
   */
  mix: MixShare[];
  /**
   * Its endpoints.
   */
  endpoints: BaselineEndpoint[];
}
/**
 * Share of an endpoint in its service.
 */
export interface MixShare {
  endpoint: EndpointId;
  /**
   * Requests of the endpoint / requests of the service × 100.
   */
  sharePct: number;
}
/**
 * Identity of an endpoint: all of it counts, method and case included.
 */
export interface EndpointId {
  kind: EndpointKind;
  /**
   * HTTP method or request type, as the tool wrote it.
   */
  method?: string;
  /**
   * Name or path.
   */
  name: string;
  /**
   * Group path, where the tool has groups.
   */
  group?: string;
  /**
   * Scenario, where the tool has them.
   */
  scenario?: string;
  /**
   * Tags that are part of the identity.
   */
  tags?: Tag[];
}
/**
 * A named text.
 */
export interface Tag {
  /**
   * Name.
   */
  name: string;
  /**
   * Value.
   */
  value: string;
}
/**
 * One endpoint.
 */
export interface BaselineEndpoint {
  endpoint: EndpointId;
  /**
   * Requests per run.
   */
  requests: (number | null)[];
  /**
   * Failures per run.
   */
  failures: (number | null)[];
  /**
   * Variance inflation per run.
   */
  vif?: (number | null)[];
  /**
   * Series; all percentiles that the runs have, for the neighbours of a gated one.
   */
  metrics: Series[];
}
/**
 * All endpoints together.
 */
export interface BaselineTotal {
  /**
   * Requests per run.
   */
  requests: (number | null)[];
  /**
   * Failures per run.
   */
  failures: (number | null)[];
  /**
   * Series.
   */
  metrics: Series[];
}
/**
 * One thing that cannot serve.
 */
export interface InvalidPart {
  /**
   * What it is.
   */
  scope: 'run' | 'service' | 'endpoint' | 'metric';
  /**
   * Run’s id.
   */
  run?: string;
  /**
   * Service.
   */
  service?: string;
  endpoint?: EndpointId;
  /**
   * Metric.
   */
  metric?: string;
  /**
   * Stable word.
   */
  code: string;
  /**
   * One plain sentence.
   */
  reason: string;
}
/**
 * One thing that somebody has to be told: a rejected row, a name that was folded, a limit that changed.
 */
export interface Diagnostic {
  /**
   * Stable word for programs, in kebab-case.
   */
  code: string;
  /**
   * `error`: something was not judged because of it. `warning`: the result needs it to be understood. `info`: for the curious.
   */
  severity: 'info' | 'warning' | 'error';
  /**
   * One plain sentence: what was found, what was expected. Not escaped for any format.
   */
  message: string;
  place?: Place;
  /**
   * How many times, where one diagnostic speaks for many.
   */
  count?: number;
  /**
   * The gate of the configuration that it speaks of.
   */
  gate?: {
    /**
     * Its place in the configuration, from 0.
     */
    index: number;
    /**
     * What it matches, as it was written.
     */
    name: string;
    /**
     * The name that was probably meant.
     */
    nearest?: string;
  };
}
/**
 * Where something was found. Every part is optional; a reader shows those that are there.
 */
export interface Place {
  /**
   * Name of the file, as it was given.
   */
  file?: string;
  /**
   * Line, from 1.
   */
  line?: number;
  /**
   * Column in characters, from 1.
   */
  column?: number;
  /**
   * Path inside a document, as a JSON Pointer.
   */
  path?: string;
  /**
   * Endpoint, as `METHOD name`.
   */
  endpoint?: string;
}
/**
 * One measured value.
 */
export interface Metric {
  /**
   * Metric name; carries its unit (`p95_latency_ms`).
   */
  name: string;
  /**
   * The value, in the metric’s unit. A value that was not measured is absent, never 0.
   */
  value: number;
  provenance: Provenance;
  /**
   * Width of the bucket the value fell into, in the metric’s unit.
   */
  resolution?: number;
  /**
   * Unit of a custom metric.
   */
  unit?: string;
  better?: Better;
  /**
   * Of a custom metric, what the load generator keeps of it: a counter adds up, a gauge holds its last value, a rate is a share, a trend a distribution.
   */
  type?: 'counter' | 'gauge' | 'rate' | 'trend';
  /**
   * Of a percentile, variance inflation by autocorrelation about it; effective samples = n / vif.
   */
  vif?: number;
  /**
   * Standard error of the natural logarithm of the value within the run, measured from its own samples: 0.02 is about 2 %. What rounding adds (`resolution`) and how far runs differ are not in it.
   */
  lnStandardError?: number;
}
/**
 * Distinct values with their counts: exact integers, or Locust’s rounded times.
 */
export interface ValuesHistogram {
  kind: 'values';
  /**
   * Response times in ms, ascending, distinct.
   */
  values: number[];
  /**
   * How often each occurred; as long as `values`.
   */
  counts: number[];
  /**
   * How the tool rounded before counting. `locust`: to 1, 10, 100 or 1000 ms (two significant digits). `none`: not at all.
   */
  rounding?: 'none' | 'locust';
}
/**
 * OpenTelemetry’s exponential layout: bucket i holds (base^i, base^(i+1)], base = 2^(2^-scale).
 */
export interface ExponentialHistogram {
  kind: 'exponential';
  /**
   * Scale.
   */
  scale: number;
  /**
   * Samples of 0 ms.
   */
  zeroCount: number;
  /**
   * Index of the first bucket.
   */
  offset: number;
  /**
   * Counts of consecutive buckets, at most 160.
   *
   * @maxItems 160
   */
  counts: number[];
  /**
   * Smallest sample in ms.
   */
  min?: number;
  /**
   * Largest sample in ms.
   */
  max?: number;
  /**
   * Sum of the samples in ms.
   */
  sum?: number;
}
/**
 * Counts between printed bounds (Prometheus, fortio).
 */
export interface BoundsHistogram {
  kind: 'bounds';
  /**
   * Upper bounds in ms, ascending.
   */
  bounds: number[];
  /**
   * Counts per bucket (not cumulative); one longer than `bounds` where the last bucket is open.
   */
  counts: number[];
  /**
   * Smallest sample in ms.
   */
  min?: number;
  /**
   * Largest sample in ms.
   */
  max?: number;
  /**
   * Sum of the samples in ms.
   */
  sum?: number;
}
/**
 * What the run was of.
 */
export interface Labels {
  /**
   * Commit hash.
   */
  commit?: string;
  /**
   * Branch.
   */
  branch?: string;
  /**
   * Environment’s name; baselines never cross environments.
   */
  environment?: string;
  /**
   * `owner/name`.
   */
  repository?: string;
  /**
   * Number of the pull request.
   */
  pullRequest?: string;
  /**
   * CI job.
   */
  job?: string;
  /**
   * Address of the CI run.
   */
  buildUrl?: string;
  /**
   * Further labels.
   */
  custom?: Tag[];
}
/**
 * What is known of the run as a whole.
 */
export interface RunInfo {
  /**
   * Identity of the run: derived from its sources’ hashes, so that the same files give the same id.
   */
  id: string;
  /**
   * Suite, from the configuration.
   */
  suite?: string;
  /**
   * Scenario of the run; runs of different scenario complement one another.
   */
  scenario?: string;
  /**
   * Load generator: `locust`, `k6`, …; `flat` for flat files.
   */
  tool: string;
  /**
   * Its version or generation, where the files say.
   */
  toolVersion?: string;
  /**
   * Start of the load.
   */
  startedAt?: string;
  /**
   * Length of the window from first to last request, in seconds.
   */
  durationSeconds?: number;
  load: Load;
  labels?: Labels;
  environment?: Environment;
  /**
   * The run was interrupted or its file ends early.
   */
  partial: boolean;
  /**
   * Seconds cut from the start before anything was counted.
   */
  warmupSeconds?: number;
  /**
   * Joins a base and a candidate that were run in turn.
   */
  pairId?: string;
  /**
   * The files it was read from.
   */
  sources: Source[];
}
/**
 * One endpoint of a run.
 */
export interface Endpoint {
  kind: EndpointKind;
  /**
   * HTTP method or request type.
   */
  method?: string;
  /**
   * Name or path.
   */
  name: string;
  /**
   * Group path.
   */
  group?: string;
  /**
   * Scenario.
   */
  scenario?: string;
  /**
   * Tags.
   */
  tags?: Tag[];
  /**
   * Requests, failed ones included; null where the source does not say.
   */
  requests: number | null;
  /**
   * Failed requests; null where the source does not say.
   */
  failures: number | null;
  /**
   * Measured values, one per name.
   */
  metrics: Metric[];
  histogram?: Histogram;
  /**
   * Variance inflation by autocorrelation; effective samples = n / vif.
   */
  vif?: number;
}
/**
 * Failures of one kind.
 */
export interface ErrorCount {
  /**
   * Message, or status, as the tool wrote it.
   */
  message: string;
  /**
   * Status code, where there is one.
   */
  status?: string;
  /**
   * How often.
   */
  count: number;
  endpoint?: EndpointId;
  /**
   * First time.
   */
  firstSeen?: string;
  /**
   * Last time.
   */
  lastSeen?: string;
}
/**
 * One interval of a run.
 */
export interface TimelinePoint {
  /**
   * Start of the interval, in seconds from the start of the run.
   */
  offsetSeconds: number;
  /**
   * Concurrent users.
   */
  users?: number | null;
  /**
   * Requests per second.
   */
  rps?: number | null;
  /**
   * Failures per second.
   */
  failuresPerSecond?: number | null;
  /**
   * Median in ms.
   */
  p50LatencyMs?: number | null;
  /**
   * 95th percentile in ms.
   */
  p95LatencyMs?: number | null;
}
/**
 * The run over its time.
 */
export interface Timeline {
  /**
   * Length of an interval in seconds.
   */
  intervalSeconds: number;
  /**
   * Intervals in order, at most 3,600.
   *
   * @maxItems 3600
   */
  points: TimelinePoint[];
}
/**
 * A threshold of the tool’s own and whether it held.
 */
export interface Slo {
  /**
   * As the tool wrote it.
   */
  expression: string;
  /**
   * It held.
   */
  held: boolean;
  /**
   * Metric.
   */
  metric?: string;
  endpoint?: EndpointId;
}
/**
 * Endpoints that are judged together.
 */
export interface Service {
  /**
   * Name of the service.
   */
  name: string;
  /**
   * Requests of its endpoints.
   */
  requests: number | null;
  /**
   * Failures of its endpoints.
   */
  failures: number | null;
  /**
   * Values over all its endpoints, and custom metrics.
   */
  metrics: Metric[];
  /**
   * Its endpoints with their shares, greatest first. An endpoint belongs to the one service that lists it.
   */
  mix: MixShare[];
  histogram?: Histogram;
}
/**
 * A custom metric that was given by hand (`--metric service/name=value`).
 */
export interface GivenMetric {
  /**
   * Service it belongs to.
   */
  service: string;
  metric: Metric;
}
/**
 * A tag that must fit.
 */
export interface TagPattern {
  /**
   * Tag’s name.
   */
  name: string;
  value: Pattern;
}
/**
 * What an endpoint must fit: all parts that are there.
 */
export interface Match {
  text?: Pattern;
  name?: Pattern;
  method?: Pattern;
  kind?: EndpointKind;
  service?: Pattern;
  scenario?: Pattern;
  group?: Pattern;
  /**
   * Tags, all of which must fit.
   */
  tags?: TagPattern[];
}
/**
 * One comparison.
 */
export interface LimitTerm {
  /**
   * `relative`: change in per cent of the baseline. `absolute`: change in the metric’s unit. `value`: the current value, whatever the baseline.
   */
  kind: 'relative' | 'absolute' | 'value';
  /**
   * The side on which the limit is broken (for an SLO: on which it holds).
   */
  op: '>' | '>=' | '<' | '<=' | '==' | '!=';
  /**
   * In per cent for `relative`, else in the metric’s unit.
   */
  bound: number;
}
/**
 * A limit: broken when any group of terms is broken in all its terms.
 */
export interface Limit {
  /**
   * As it was written.
   */
  text: string;
  /**
   * Alternatives.
   *
   * @minItems 1
   *
   * Items: Terms that must all be broken.
   */
  any: {
    /**
     * Terms.
     *
     * @minItems 1
     */
    all: LimitTerm[];
  }[];
}
/**
 * Limits of one metric.
 */
export interface GateLimits {
  /**
   * Metric name, in full.
   */
  metric: string;
  warn?: Limit;
  fail?: Limit;
  slo?: Limit;
}
/**
 * Limits for what it matches; the last that matches wins for each metric.
 */
export interface Gate {
  /**
   * Position in the list, from 0.
   */
  index: number;
  /**
   * What is judged: each endpoint, a service as a whole, the run as a whole.
   */
  scope: 'endpoint' | 'service' | 'run';
  match?: Match;
  /**
   * The service, for scope `service`.
   */
  service?: string;
  /**
   * Limits by metric.
   */
  limits: GateLimits[];
  /**
   * It is one of the built-in gates.
   */
  default: boolean;
}
/**
 * Findings that do not count until a day.
 */
export interface Mute {
  match: Match;
  /**
   * Only this metric.
   */
  metric?: string;
  /**
   * Last day on which it is muted, YYYY-MM-DD.
   */
  until: string;
  /**
   * Why.
   */
  reason: string;
}
/**
 * A rule that rewrites endpoint names.
 */
export interface Rename {
  from: Pattern;
  /**
   * New name. `*` or `$1` stand for what was matched.
   */
  to: string;
}
/**
 * How endpoint names are rewritten and which are left out.
 */
export interface EndpointRules {
  /**
   * In order; each is applied to the result of the one before.
   */
  rename: Rename[];
  /**
   * Endpoints that are left out.
   */
  ignore: Match[];
}
/**
 * A service and what belongs to it; the first rule that matches wins.
 */
export interface ServiceRule {
  /**
   * Name.
   */
  name: string;
  /**
   * Any of these.
   */
  match: Match[];
}
/**
 * A metric of the user’s own.
 */
export interface CustomMetric {
  /**
   * Name.
   */
  name: string;
  /**
   * Unit.
   */
  unit: string;
  better: Better;
  /**
   * Metric it is taken from, in full; `errors` counts failures.
   */
  from?: string;
  /**
   * Service it belongs to.
   */
  service?: string;
  endpoint?: Match;
  message?: Pattern;
}
/**
 * A report to write.
 */
export interface ReportTarget {
  /**
   * Format.
   */
  format: string;
  /**
   * File; standard output where it is missing.
   */
  to?: string;
}
/**
 * Number per verdict.
 */
export interface VerdictCounts {
  /**
   * Number of `fail`.
   */
  fail: number;
  /**
   * Number of `warn`.
   */
  warn: number;
  /**
   * Number of `inconclusive`.
   */
  inconclusive: number;
  /**
   * Number of `pass`.
   */
  pass: number;
  /**
   * Number of `improved`.
   */
  improved: number;
  /**
   * Number of `missing`.
   */
  missing: number;
  /**
   * Number of `invalid`.
   */
  invalid: number;
  /**
   * Number of `new`.
   */
  new: number;
}
/**
 * One side of a finding.
 */
export interface SideValue {
  /**
   * Value in the metric’s unit; the median over the runs where there are several; null where not measured.
   */
  value: number | null;
  /**
   * Runs behind it.
   */
  runs: number;
  provenance?: Provenance;
  /**
   * Requests behind it, over all runs; null where not known.
   */
  requests?: number | null;
  /**
   * Failures among them.
   */
  failures?: number | null;
}
/**
 * One metric of one endpoint, service or run.
 */
export interface Finding {
  /**
   * What it is of.
   */
  scope?: 'endpoint' | 'service' | 'run';
  /**
   * Service.
   */
  service: string;
  endpoint?: EndpointId;
  /**
   * Metric that was judged.
   */
  metric: string;
  /**
   * Metric that was gated, where a lower percentile was judged in its place.
   */
  inPlaceOf?: string;
  /**
   * Unit.
   */
  unit: string;
  better: Better;
  verdict: Verdict;
  baseline: SideValue;
  current: SideValue;
  change: Change;
  /**
   * The limit that decided, or that came nearest; null where none applies.
   */
  limit: null | AppliedLimit;
  evidence: FindingEvidence;
  reason: Reason;
  /**
   * It counts towards the exit code.
   */
  gated: boolean;
  muted?: Muted;
  /**
   * Codes of diagnostics that concern it.
   */
  notes?: string[];
}
/**
 * From baseline to current.
 */
export interface Change {
  /**
   * current − baseline, in the unit.
   */
  absolute: number | null;
  /**
   * (current − baseline) / baseline × 100; null where the baseline is 0 or a side is missing.
   */
  relativePct: number | null;
  /**
   * Confidence interval of the change, in per cent; null while no evidence is computed.
   */
  interval: null | ChangeInterval;
}
/**
 * Interval.
 */
export interface ChangeInterval {
  /**
   * Lower end.
   */
  lowPct: number;
  /**
   * Upper end.
   */
  highPct: number;
  /**
   * Level, such as 0.95.
   */
  level: number;
}
/**
 * Limit.
 */
export interface AppliedLimit {
  /**
   * Which.
   */
  level: 'warn' | 'fail' | 'slo';
  /**
   * As it was written.
   */
  text: string;
  /**
   * It is broken.
   */
  broken: boolean;
  /**
   * Index of the gate in the policy.
   */
  gate?: number;
}
/**
 * What the statistics say.
 */
export interface FindingEvidence {
  /**
   * Word of the decision procedure: `regression`, `suspect`, `pass`, `inconclusive`, `no-evidence`; null where it has nothing to say.
   */
  procedure: string | null;
  /**
   * How it was found: `limit` (by the limit alone), `moderated-t`, `prior-z` (one run on each side, noise assumed), `paired-t` (base and candidate in turn, by the differences of the pairs), `quasi-binomial` (error rates).
   */
  method: string;
  /**
   * One-sided p-value.
   */
  p?: number | null;
  /**
   * Adjusted p-value.
   */
  q?: number | null;
  /**
   * Smallest change that would have been found, in per cent.
   */
  detectablePct?: number | null;
  /**
   * Runs needed to decide.
   */
  runsNeeded?: number | null;
  /**
   * What decided: the limit alone, or the evidence.
   */
  decidedBy?: 'limit' | 'evidence';
  /**
   * Adjusted p-value with what moved all endpoints taken off.
   */
  driftQ?: number | null;
  /**
   * Standard error of the change, in per cent.
   */
  noisePct?: number | null;
  /**
   * Degrees of freedom; null where the noise is assumed.
   */
  df?: number | null;
  /**
   * With one run on each side: up to this noise from run to run the change would still count as proven, in per cent.
   */
  assumedNoisePct?: number | null;
  /**
   * One-sided p-value with what moved all endpoints taken off.
   */
  driftP?: number | null;
}
/**
 * Why this verdict.
 */
export interface Reason {
  /**
   * Stable word.
   */
  code:
    | 'limit-broken'
    | 'limit-held'
    | 'slo-broken'
    | 'slo-held'
    | 'warn-limit-broken'
    | 'suspected'
    | 'better-than-noise'
    | 'faster-because-failing'
    | 'not-proven'
    | 'endpoint-gone'
    | 'service-gone'
    | 'metric-gone'
    | 'gate-matches-nothing'
    | 'too-many-failures-baseline'
    | 'too-many-failures-current'
    | 'estimated-value'
    | 'load-model-differs'
    | 'environment-differs'
    | 'unknown-word'
    | 'new-endpoint'
    | 'new-service'
    | 'new-metric';
  /**
   * One plain sentence. Not escaped for any format.
   */
  message: string;
}
/**
 * It is muted.
 */
export interface Muted {
  /**
   * Why.
   */
  reason: string;
  /**
   * Until when.
   */
  until: string;
}
/**
 * What was decided, and everything a report needs to say it.
 */
export interface Comparison {
  /**
   * Address of this schema.
   */
  $schema: string;
  /**
   * Kind of the document.
   */
  kind: 'loadline/comparison';
  /**
   * Version of the document’s shape, `major.minor`. A newer minor adds fields; a newer major is refused.
   */
  version: string;
  verdict: Verdict;
  /**
   * One line: what, where, how much, against which limit. Not escaped for any format.
   */
  headline: string;
  counts: Counts;
  coverage: Coverage;
  /**
   * Everything that was judged, worst first.
   */
  findings: Finding[];
  baseline: BaselineUsed;
  current: CurrentUsed;
  /**
   * What this comparison would have shown; null while no evidence is computed.
   */
  sensitivity: null | Sensitivity;
  sequence: Sequence;
  /**
   * Latency over the percentiles, both sides of an endpoint; of several runs the median at each percentile. Of what is not fine, and of the largest changes.
   */
  curves?: Curve[];
  /**
   * The most frequent failures of the current runs, at most 20.
   *
   * @maxItems 20
   */
  errors?: ErrorCount[];
  policy: Policy;
  /**
   * When it was decided.
   */
  createdAt: string;
  /**
   * Version of Loadline.
   */
  toolVersion: string;
  /**
   * What is to be known beside the findings.
   */
  diagnostics: Diagnostic[];
  /**
   * How all endpoints moved together, by metric.
   */
  shifts?: Shift[];
  /**
   * How the load went over the time of a run: the newest run of each side that tells it.
   */
  timelines?: RunTimeline[];
  history?: History;
}
/**
 * Findings by verdict, muted ones apart; endpoints by their worst verdict.
 */
export interface Counts {
  findings: VerdictCounts;
  endpoints: VerdictCounts;
  /**
   * Findings that are muted.
   */
  muted: number;
  /**
   * Findings that were gated.
   */
  gated: number;
}
/**
 * What was judged and what was not.
 */
export interface Coverage {
  /**
   * Endpoints on either side.
   */
  endpoints: number;
  /**
   * Endpoints of which at least one metric was judged.
   */
  gatedEndpoints: number;
  /**
   * Services on either side.
   */
  services: number;
  /**
   * Services of which at least one metric was judged.
   */
  gatedServices: number;
  /**
   * Endpoints that no gate speaks of.
   */
  notGated: NotGated[];
  /**
   * Gated, and yet not judged.
   */
  notJudged: NotJudged[];
}
/**
 * One of them.
 */
export interface NotGated {
  /**
   * Service.
   */
  service: string;
  endpoint: EndpointId;
}
/**
 * One of them.
 */
export interface NotJudged {
  /**
   * Service.
   */
  service: string;
  endpoint?: EndpointId;
  /**
   * Metric.
   */
  metric: string;
  /**
   * `no-data`: neither side has it. `rare`: too few requests were to be expected. `too-few-requests`: no percentile has enough samples in its tail. `ungated-direction`: the metric has no good side.
   */
  reason: 'no-data' | 'rare' | 'too-few-requests' | 'ungated-direction';
  /**
   * The limit it would have been held to.
   */
  limit?: string;
}
/**
 * The baseline as it was used.
 */
export interface BaselineUsed {
  /**
   * How it was chosen.
   */
  strategy: string;
  /**
   * Runs in it.
   */
  runs: number;
  /**
   * Newest commit.
   */
  commit?: string;
  /**
   * When it was built.
   */
  createdAt?: string;
  /**
   * Age in days of its newest run; null where not known.
   */
  ageDays?: number | null;
  /**
   * Users.
   */
  users?: number | null;
  /**
   * Length of a run, mean.
   */
  durationSeconds?: number | null;
  /**
   * Load generator.
   */
  tool?: string;
  /**
   * Requests over all runs.
   */
  requests?: number | null;
  /**
   * Failures over all runs.
   */
  failures?: number | null;
  /**
   * Why it was accepted.
   */
  rationale?: string;
  environment?: Environment;
}
/**
 * The runs that were judged.
 */
export interface CurrentUsed {
  /**
   * How many.
   */
  runs: number;
  /**
   * Their ids.
   */
  ids?: string[];
  /**
   * Commit.
   */
  commit?: string;
  /**
   * Start of the first.
   */
  startedAt?: string;
  /**
   * Load generator.
   */
  tool?: string;
  /**
   * Users.
   */
  users?: number | null;
  /**
   * Length of a run, mean.
   */
  durationSeconds?: number | null;
  /**
   * Requests over all runs.
   */
  requests?: number | null;
  /**
   * Failures over all runs.
   */
  failures?: number | null;
  /**
   * End of the last; absent where a run does not tell its start and length.
   */
  endedAt?: string;
  environment?: Environment;
}
/**
 * Sensitivity.
 */
export interface Sensitivity {
  /**
   * Smallest relative change that would have been found, in per cent.
   */
  detectablePct: number;
  /**
   * How far one run moves by itself, in per cent.
   */
  runNoisePct?: number;
  /**
   * What it rests on.
   */
  assumption?: string;
  /**
   * Whether the noise was measured over the runs of this comparison, or assumed from elsewhere because they are too few.
   */
  basis?: 'measured' | 'assumed';
}
/**
 * Which look of how many.
 */
export interface Sequence {
  /**
   * This look, from 1.
   */
  look: number;
  /**
   * Looks at the most.
   */
  maxLooks: number;
  /**
   * Share of the error rate that is spent up to this look, 0 to 1.
   */
  alphaSpent?: number;
}
/**
 * One curve.
 */
export interface Curve {
  /**
   * Service.
   */
  service: string;
  endpoint?: EndpointId;
  /**
   * Side.
   */
  side: 'baseline' | 'current';
  /**
   * At most 64.
   *
   * @maxItems 64
   */
  points: CurvePoint[];
}
/**
 * One point.
 */
export interface CurvePoint {
  /**
   * Percentile.
   */
  percentile: number;
  /**
   * Latency in ms.
   */
  latencyMs: number;
}
/**
 * The configuration after normalising: every default filled in.
 */
export interface Policy {
  /**
   * Address of this schema.
   */
  $schema: string;
  /**
   * Kind of the document.
   */
  kind: 'loadline/policy';
  /**
   * Version of the document’s shape, `major.minor`. A newer minor adds fields; a newer major is refused.
   */
  version: string;
  /**
   * Version of the decision procedure.
   */
  rules: 1;
  /**
   * Suite.
   */
  suite: string;
  /**
   * Environment, or null.
   */
  environment: string | null;
  baseline: BaselineChoice;
  endpoints: EndpointRules;
  /**
   * Grouping rules; empty means one service `all`.
   */
  services: ServiceRule[];
  /**
   * Custom metrics.
   */
  metrics: CustomMetric[];
  /**
   * Gates in order.
   */
  gates: Gate[];
  /**
   * Mutes.
   */
  mute: Mute[];
  evidence: Evidence;
  read: ReadRules;
  /**
   * Reports to write.
   */
  reports: ReportTarget[];
  /**
   * Verdicts for which the exit code is 1.
   */
  failOn: Verdict[];
  parameters: Parameters;
  github: GithubRules;
  noise?: NoiseSource;
  /**
   * Addresses of dashboards and traces, with placeholders for the window of the judged runs and for an endpoint.
   */
  links?: LinkTemplate[];
}
/**
 * Where the baseline comes from.
 */
export interface BaselineChoice {
  /**
   * A file, or one of `history`, `merge-base`, `previous run`, `same job`.
   */
  from: string;
  /**
   * How many runs at the most.
   */
  runs: number;
}
/**
 * How result files are read.
 */
export interface ReadRules {
  /**
   * Cut from the start of raw sources, in seconds.
   */
  warmupSeconds: number;
  /**
   * Columns of single requests in a CSV that hold numbers of one's own; each becomes a metric of the run.
   */
  columns?: string[];
  jmeter: JmeterOptions;
}
/**
 * JMeter.
 */
export interface JmeterOptions {
  /**
   * Which rows count.
   */
  rows: 'samples' | 'transactions' | 'both';
}
/**
 * Numbers of the decision procedure.
 */
export interface Parameters {
  /**
   * A side of which more than this failed is not comparable, in % of its requests.
   */
  maxFailurePct: number;
  /**
   * Samples that must lie beyond a gated percentile.
   */
  minTailSamples: number;
  /**
   * Requests that must have been expected before an absent endpoint counts as missing.
   */
  minExpectedRequests: number;
  /**
   * Change of an endpoint’s share of its service that is pointed out, in percentage points.
   */
  mixShiftPp: number;
  /**
   * Largest adjusted p value with which a change counts as proven.
   */
  q?: number;
  /**
   * Largest adjusted p value with which a change counts as suspected.
   */
  qWarn?: number;
  /**
   * Smallest change of a latency that matters, in %.
   */
  minLatencyChangePct?: number;
  /**
   * Smallest change of a throughput that matters, in %.
   */
  minThroughputChangePct?: number;
  /**
   * Smallest rise of an error rate that matters, in percentage points.
   */
  minErrorChangePp?: number;
  /**
   * A metric is shown to be fine when it became worse by less than this, in %.
   */
  tolerancePct?: number;
  /**
   * How far latencies are expected to move from run to run by themselves, in % (standard deviation).
   */
  latencyNoisePct?: number;
  /**
   * The same of throughputs, in %.
   */
  throughputNoisePct?: number;
  /**
   * The same of error rates, in % of the rate.
   */
  errorNoisePct?: number;
  /**
   * How much more failures vary within a run than independent ones would (bursts).
   */
  errorDispersion?: number;
  /**
   * How much more percentiles vary within a run than those of independent requests, where no run measured it.
   */
  varianceInflation?: number;
  /**
   * Weight of the expected noise against the measured one, in degrees of freedom.
   */
  priorWeight?: number;
  /**
   * The same for error rates.
   */
  errorPriorWeight?: number;
  /**
   * Least degrees of freedom that the other series lend to each.
   */
  leastDf?: number;
  /**
   * Most degrees of freedom that the other series lend to each.
   */
  mostDf?: number;
  /**
   * The same where fewer than six series tell nothing of their spread.
   */
  fewDf?: number;
  /**
   * Endpoints that must share a metric before what moved all of them is taken off.
   */
  minDriftEndpoints?: number;
  /**
   * Slope of ln latency over the normal score where a run has one percentile only.
   */
  slopeFallback?: number;
  /**
   * Least slope of ln latency over the normal score.
   */
  minSlope?: number;
  /**
   * A limit that somebody typed decides alone where unchanged code would break it in fewer reports than this, in %.
   */
  alonePct?: number;
  /**
   * Beyond this noise from run to run nothing is promised, in %.
   */
  tooNoisyPct?: number;
  /**
   * What is not proven is run again where its chance to be proven by the last look is at least so much, in %.
   */
  rerunChancePct?: number;
}
/**
 * GitHub issues.
 */
export interface GithubRules {
  labels: GithubLabels;
  /**
   * Accounts whose issues with our marker are ours.
   */
  authors: string[];
}
/**
 * Labels by severity.
 */
export interface GithubLabels {
  /**
   * For failures.
   */
  fail: string[];
  /**
   * For warnings.
   */
  warn: string[];
}
/**
 * Where the noise in `parameters` was measured; absent where none was.
 */
export interface NoiseSource {
  /**
   * The file.
   */
  from: string;
  /**
   * Runs that it was measured over.
   */
  runs: number;
}
/**
 * One link.
 */
export interface LinkTemplate {
  /**
   * Its text in a report.
   */
  name: string;
  /**
   * Address with `{startMs}`, `{endMs}`, `{startIso}`, `{endIso}`, `{name}`, `{method}`, `{service}`, `{commit}`.
   */
  template: string;
}
/**
 * Shift of one metric.
 */
export interface Shift {
  /**
   * Metric.
   */
  metric: string;
  /**
   * Endpoints that have it.
   */
  endpoints: number;
  /**
   * Median change, in per cent.
   */
  medianPct: number;
  /**
   * Lower end of its interval.
   */
  lowPct: number;
  /**
   * Upper end of its interval.
   */
  highPct: number;
  /**
   * Confidence of the interval, such as 0.95.
   */
  level: number;
}
/**
 * One run.
 */
export interface RunTimeline {
  /**
   * Side.
   */
  side: 'baseline' | 'current';
  /**
   * Run’s id.
   */
  run?: string;
  /**
   * Length of an interval in seconds.
   */
  intervalSeconds: number;
  /**
   * Intervals in order, at most 120.
   *
   * @maxItems 120
   */
  points: TimelinePoint[];
}
/**
 * The runs behind the baseline and the judged ones, oldest first, with what they measured of what is not fine and of the largest changes.
 */
export interface History {
  /**
   * The runs; all values are aligned with them.
   */
  runs: HistoryRun[];
  /**
   * One for each metric of an endpoint, a service or the run.
   */
  series: HistorySeries[];
}
/**
 * One run.
 */
export interface HistoryRun {
  /**
   * Side.
   */
  side: 'baseline' | 'current';
  /**
   * Run’s id.
   */
  id?: string;
  /**
   * Commit.
   */
  commit?: string;
  /**
   * Start.
   */
  startedAt?: string;
}
/**
 * One of them.
 */
export interface HistorySeries {
  /**
   * What it is of.
   */
  scope: 'endpoint' | 'service' | 'run';
  /**
   * Service.
   */
  service: string;
  endpoint?: EndpointId;
  /**
   * Metric.
   */
  metric: string;
  /**
   * One per run, in the metric’s unit; null where it has none.
   */
  values: (number | null)[];
  band?: HistoryBand;
  /**
   * Indices of the runs that are the first of a new level.
   */
  changePoints?: number[];
}
/**
 * Where one more run of unchanged code would lie; absent where the noise is not known.
 */
export interface HistoryBand {
  /**
   * Lower end, in the metric’s unit.
   */
  low: number;
  /**
   * Upper end.
   */
  high: number;
  /**
   * Share of runs between them, such as 0.95.
   */
  level: number;
}
/**
 * What a runner ran, and what it left.
 */
export interface Execution {
  /**
   * Address of this schema.
   */
  $schema: string;
  /**
   * Kind of the document.
   */
  kind: 'loadline/execution';
  /**
   * Version of the document’s shape, `major.minor`. A newer minor adds fields; a newer major is refused.
   */
  version: string;
  /**
   * Identity.
   */
  id: string;
  /**
   * Scenario.
   */
  scenario?: string;
  /**
   * Load generator.
   */
  tool: string;
  /**
   * Its version.
   */
  toolVersion?: string;
  /**
   * Command and its arguments; secrets are left out.
   */
  command: string[];
  /**
   * Start.
   */
  startedAt: string;
  /**
   * End.
   */
  endedAt: string;
  /**
   * Exit code; null when it was killed.
   */
  exitCode: number | null;
  /**
   * Joins a base and a candidate that were run in turn.
   */
  pairId?: string;
  /**
   * Result files it left.
   */
  files: Source[];
  /**
   * What the runner has to say.
   */
  diagnostics?: Diagnostic[];
}
/**
 * One run in the history, with the verdict it got.
 */
export interface HistoryEntry {
  /**
   * Address of this schema.
   */
  $schema: string;
  /**
   * Kind of the document.
   */
  kind: 'loadline/history-entry';
  /**
   * Version of the document’s shape, `major.minor`. A newer minor adds fields; a newer major is refused.
   */
  version: string;
  /**
   * When it was recorded.
   */
  recordedAt: string;
  /**
   * Suite.
   */
  suite: string;
  /**
   * Environment, or null.
   */
  environment: string | null;
  /**
   * Its verdict; null when it was not judged.
   */
  verdict: null | Verdict;
  /**
   * Somebody accepted it as the new normal.
   */
  accepted?: boolean;
  run: Run;
}
/**
 * What one execution of a load test measured.
 */
export interface Run {
  /**
   * Address of this schema.
   */
  $schema: string;
  /**
   * Kind of the document.
   */
  kind: 'loadline/run';
  /**
   * Version of the document’s shape, `major.minor`. A newer minor adds fields; a newer major is refused.
   */
  version: string;
  run: RunInfo;
  /**
   * What was measured, per endpoint. Totals of the tool are not in it.
   */
  endpoints: Endpoint[];
  /**
   * Failures by kind.
   */
  errors: ErrorCount[];
  /**
   * `errors` accounts for every failure, so that a message that is not in it did not occur.
   */
  errorsComplete?: boolean;
  total?: RunTotal;
  timeline?: Timeline;
  /**
   * The tool’s own thresholds.
   */
  slos?: Slo[];
  /**
   * Present once grouping rules have been applied.
   */
  services?: Service[];
  /**
   * Metrics given by hand.
   */
  given?: GivenMetric[];
  /**
   * What the reader has to say.
   */
  diagnostics: Diagnostic[];
}
/**
 * The run as a whole, over all endpoints.
 */
export interface RunTotal {
  /**
   * Requests.
   */
  requests: number | null;
  /**
   * Failures.
   */
  failures: number | null;
  /**
   * Values over all endpoints.
   */
  metrics: Metric[];
}
/**
 * A run that noise was measured over.
 */
export interface NoiseRun {
  /**
   * Identity of the run.
   */
  id: string;
  /**
   * Commit hash.
   */
  commit?: string;
  /**
   * Start of the load.
   */
  startedAt?: string;
}
/**
 * A number with its interval.
 */
export interface MeasuredNumber {
  /**
   * Estimate.
   */
  value: number;
  /**
   * Lower end of its interval.
   */
  low: number;
  /**
   * Upper end of its interval.
   */
  high: number;
}
/**
 * Noise of a class of metrics: all latencies, or all throughputs.
 */
export interface NoiseOfClass {
  noisePct: MeasuredNumber;
  /**
   * Standard deviation within a run, by few requests, in %: what was taken off.
   */
  withinPct: number;
  endpointsPct: EndpointSpread;
  drift?: MeasuredNumber;
  /**
   * Degrees of freedom of the noise.
   */
  df: number;
  /**
   * Metrics of endpoints that it was measured over.
   */
  series: number;
}
/**
 * Noise of single endpoints, in %. Of few runs a part of their spread is chance.
 */
export interface EndpointSpread {
  /**
   * Of the quietest endpoint.
   */
  least: number;
  /**
   * Of the endpoint in the middle.
   */
  median: number;
  /**
   * Of the noisiest endpoint.
   */
  most: number;
}
/**
 * How failures vary.
 */
export interface NoiseOfErrors {
  dispersion?: MeasuredNumber;
  noisePct: MeasuredNumber;
  /**
   * Failures that it was measured over.
   */
  failures: number;
  /**
   * Degrees of freedom.
   */
  df: number;
}
/**
 * How far identical runs differ in one environment, measured.
 */
export interface Noise {
  /**
   * Address of this schema.
   */
  $schema: string;
  /**
   * Kind of the document.
   */
  kind: 'loadline/noise';
  /**
   * Version of the document’s shape, `major.minor`. A newer minor adds fields; a newer major is refused.
   */
  version: string;
  noise: NoiseInfo;
  /**
   * The runs that it was measured over.
   */
  runs: NoiseRun[];
  /**
   * Endpoints that every run measured.
   */
  endpoints: number;
  latency?: NoiseOfClass;
  throughput?: NoiseOfClass;
  errors?: NoiseOfErrors;
  parameters: NoiseParameters;
  /**
   * What somebody has to be told of the measurement.
   */
  diagnostics: Diagnostic[];
  /**
   * The endpoints that it was measured over.
   */
  measured?: EndpointId[];
}
/**
 * The measurement as a whole.
 */
export interface NoiseInfo {
  /**
   * When it was computed.
   */
  createdAt: string;
  /**
   * Suite.
   */
  suite?: string;
  /**
   * Environment that it was measured in.
   */
  environment?: string;
  /**
   * Load generator.
   */
  tool: string;
  /**
   * Users of the runs; null where not known.
   */
  users?: number | null;
  /**
   * Level of every interval, such as 0.95.
   */
  level: number;
  /**
   * Scenario of the runs.
   */
  scenario?: string;
  load?: Load;
}
/**
 * What comparisons take from here, by the names of the policy’s parameters: the measured numbers, each moderated by what is expected of an environment that is not known. A number that could not be measured is absent.
 */
export interface NoiseParameters {
  /**
   * How far latencies are expected to move from run to run, in % (standard deviation).
   */
  latencyNoisePct?: number;
  /**
   * The same of throughputs, in %.
   */
  throughputNoisePct?: number;
  /**
   * The same of error rates, in % of the rate.
   */
  errorNoisePct?: number;
  /**
   * How much more failures vary within a run than independent ones would.
   */
  errorDispersion?: number;
}
