import { echo, type Comparison, type Diagnostic } from '@loadline/schema';
import { DeliveryError } from './delivery-error.js';
import { describeFound, findIssues, type FoundIssues } from './find-issues.js';
import { createGithubClient, type GithubClient } from './github-client.js';
import type { DeliveredIssue, IssueResult, UnsentIssue } from './issue-result.js';
import { planIssues, type PlannedIssue, type PlanOptions } from './plan-issues.js';
import { createRedactor } from './redact.js';
import type { RemoteIssue } from './remote-issue.js';
import { checkSettings, isUnencrypted, type CheckedSettings } from './resolve-github.js';

/** What {@link syncIssues} can be told. */
export interface SyncOptions extends PlanOptions {
  /** `owner/name`; needed unless `dryRun`. */
  repository?: string;
  /** Token; needed unless `dryRun`. Sent to `apiUrl` only, and never shown. */
  token?: string;
  /** Address of the API; `https://api.github.com` unless given. */
  apiUrl?: string;
  /** Accounts whose issues with our marker are ours, beside the token's own; those of the comparison's policy unless given. */
  authors?: readonly string[];
  /** Nothing is sent; the payloads are returned. */
  dryRun?: boolean;
  /** Name that GitHub's logs know us by; `loadline` unless given. */
  userAgent?: string;
  /** Time for one request with all its answer, in milliseconds; 30,000 unless given. */
  timeoutMs?: number;
  /** Repetitions of a request after the first attempt; 3 unless given. */
  retries?: number;
  /** Longest wait before a repetition, in seconds; 120 unless given. A limit that asks for more is an error. */
  maxWaitSeconds?: number;
  /** Hears of repetitions, duplicates, issues that were left alone and an address without https. */
  log?: (diagnostic: Diagnostic) => void;
  /** In place of the platform's own, as a proxy or a test needs. */
  fetch?: typeof fetch;
  /** In place of the platform's timer. */
  sleep?: (ms: number) => Promise<void>;
  /** In place of `AbortSignal.timeout`. */
  timeoutSignal?: (ms: number) => AbortSignal;
}

/**
 * Brings a repository's issues up to date with a comparison: creates the open issue of each planned kind, or updates the
 * one that is there. Issues are never closed, and those of other people are never touched. Running it again changes
 * nothing more.
 *
 * @returns One result for each planned issue, in the order of the plan; none when nothing is wrong.
 * @throws UserError when repository, token or address cannot be right (nothing was sent).
 * @throws DeliveryError when GitHub could not be told; its `delivered` are the issues that could be.
 * @example await syncIssues(comparison, { repository: 'octo-org/shop', token })
 */
export async function syncIssues(comparison: Comparison, options: SyncOptions): Promise<IssueResult[]> {
  const planned = planIssues(comparison, options);
  if (options.dryRun === true) return planned.map(toUnsent);
  const settings = checkSettings(options);
  if (planned.length === 0) return [];

  const redact = createRedactor(settings.token);
  const log = (diagnostic: Diagnostic): void => options.log?.({ ...diagnostic, message: redact(diagnostic.message) });
  if (isUnencrypted(settings.apiUrl)) log(unencrypted(settings.apiUrl));
  const client = createClient(settings, options, log);
  const delivered: DeliveredIssue[] = [];
  try {
    const authors = await readAuthors(client, options.authors ?? comparison.policy.github.authors);
    const found = await findIssues(client, planned, authors);
    describeFound(found).forEach(log);
    for (const plan of planned) {
      const existing = found.ours.get(plan.kind)?.[0];
      const result = existing === undefined ? await create(client, plan, authors, log) : await update(client, plan, existing);
      delivered.push({ ...result, url: redact(result.url) });
    }
  } catch (error) {
    if (error instanceof DeliveryError) throw new DeliveryError(error.details, delivered);
    throw error;
  }
  return delivered;
}

function toUnsent({ kind, title, body, labels }: PlannedIssue): UnsentIssue {
  return { kind, action: 'planned', url: null, number: null, payload: { title, body, labels } };
}

function createClient(settings: CheckedSettings, options: SyncOptions, log: (diagnostic: Diagnostic) => void): GithubClient {
  return createGithubClient(settings, {
    userAgent: options.userAgent ?? 'loadline',
    timeoutMs: options.timeoutMs ?? 30_000,
    retries: options.retries ?? 3,
    maxWaitSeconds: options.maxWaitSeconds ?? 120,
    timeoutSignal: options.timeoutSignal ?? ((ms) => AbortSignal.timeout(ms)),
    sleep: options.sleep ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms))),
    fetch: options.fetch ?? fetch,
    log,
  });
}

function unencrypted(apiUrl: string): Diagnostic {
  return {
    code: 'github-unencrypted',
    severity: 'warning',
    message: `The token is sent to ${echo(apiUrl)} without encryption: use https.`,
  };
}

/** The token's own issues are ours too: otherwise each run with another account's token would file a new one. */
async function readAuthors(client: GithubClient, listed: readonly string[]): Promise<string[]> {
  const own = await client.ownLogin();
  return own === undefined ? [...listed] : [...listed, own];
}

async function create(
  client: GithubClient,
  plan: PlannedIssue,
  authors: readonly string[],
  log: (diagnostic: Diagnostic) => void,
): Promise<DeliveredIssue> {
  const find = async (): Promise<readonly RemoteIssue[]> => (await findIssues(client, [plan], authors)).ours.get(plan.kind) ?? [];
  const issue = await client.createIssue({ title: plan.title, body: plan.body, labels: plan.labels }, async () => (await find())[0]);
  await warnOfTwins(() => findIssues(client, [plan], authors), log);
  if (!authors.some((author) => author.toLowerCase() === issue.author.toLowerCase())) log(describeUnlisted(issue));
  return { kind: plan.kind, action: 'created', url: issue.url, number: issue.number };
}

/** Two runs at the same moment may both find nothing and both create; people are told, and nothing is closed. */
async function warnOfTwins(find: () => Promise<FoundIssues>, log: (diagnostic: Diagnostic) => void): Promise<void> {
  try {
    const { ours } = await find();
    describeFound({ ours, foreign: [] }).forEach(log);
  } catch (error) {
    // The issue stands; not being able to look for a twin does not change that.
    if (!(error instanceof DeliveryError)) throw error;
  }
}

function describeUnlisted(issue: RemoteIssue): Diagnostic {
  return {
    code: 'github-author-not-listed',
    severity: 'warning',
    message: `#${issue.number} was opened as ${echo(issue.author)}, which is not among the authors whose issues are ours: add it to \`github.authors\`, or the next run will open another.`,
  };
}

async function update(client: GithubClient, plan: PlannedIssue, existing: RemoteIssue): Promise<DeliveredIssue> {
  const delivered = { kind: plan.kind, url: existing.url, number: existing.number };
  const present = new Set(existing.labels.map((label) => label.toLowerCase()));
  const labels = [...existing.labels, ...plan.labels.filter((label) => !present.has(label.toLowerCase()))];
  const same = existing.title === plan.title && sameText(existing.body, plan.body) && labels.length === existing.labels.length;
  if (same) return { ...delivered, action: 'unchanged' };
  await client.updateIssue(existing.number, { title: plan.title, body: plan.body, labels });
  return { ...delivered, action: 'updated' };
}

/** GitHub gives line ends back as they were typed in a browser, and may drop the last. */
function sameText(a: string, b: string): boolean {
  return a.replaceAll('\r\n', '\n').trimEnd() === b.replaceAll('\r\n', '\n').trimEnd();
}
