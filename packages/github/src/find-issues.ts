import { echo, type Diagnostic } from '@loadline/schema';
import type { GithubClient } from './github-client.js';
import { readMarker, type IssueKind } from './issue-marker.js';
import type { PlannedIssue } from './plan-issues.js';
import type { RemoteIssue } from './remote-issue.js';

/** Which of the open issues are ours. */
export interface FoundIssues {
  /** Open issues of each kind, oldest first; a kind without any is absent. */
  ours: ReadonlyMap<IssueKind, readonly RemoteIssue[]>;
  /** Issues with our marker that somebody opened who is not in the list of authors. */
  foreign: readonly RemoteIssue[];
}

/**
 * The open issues that were made for these plans: the marker says suite and kind, the author is in the list, and it is
 * no pull request. Pure.
 */
export function matchIssues(issues: readonly RemoteIssue[], planned: readonly PlannedIssue[], authors: readonly string[]): FoundIssues {
  const logins = new Set(authors.map((author) => author.toLowerCase()));
  const byMarker = new Map(planned.map(({ marker, kind }) => [identity(marker), kind]));
  const ours = new Map<IssueKind, RemoteIssue[]>();
  const foreign: RemoteIssue[] = [];
  for (const issue of [...issues].sort((a, b) => a.number - b.number)) {
    const kind = issue.isPullRequest ? undefined : byMarker.get(identity(issue.body));
    if (kind === undefined) continue;
    if (logins.has(issue.author.toLowerCase())) ours.set(kind, [...(ours.get(kind) ?? []), issue]);
    else foreign.push(issue);
  }
  return { ours, foreign };
}

function identity(text: string): string {
  const marker = readMarker(text);
  return marker === undefined ? '' : JSON.stringify([marker.suite, marker.kind]);
}

/**
 * Finds the open issues of these plans. Those that bear a label of ours are read first, which is one short page; unless
 * that finds one of every kind, all open issues are read, since people may take labels off.
 */
export async function findIssues(client: GithubClient, planned: readonly PlannedIssue[], authors: readonly string[]): Promise<FoundIssues> {
  const label = commonLabel(planned);
  if (label !== undefined) {
    const found = matchIssues(await client.listOpenIssues(label), planned, authors);
    if (planned.every(({ kind }) => found.ours.has(kind))) return found;
  }
  return matchIssues(await client.listOpenIssues(), planned, authors);
}

/** A label that all plans have; one with a comma would be read as two. */
function commonLabel(planned: readonly PlannedIssue[]): string | undefined {
  return planned[0]?.labels.find((label) => !label.includes(',') && planned.every(({ labels }) => labels.includes(label)));
}

/** What people should know of the issues that were found. */
export function describeFound(found: FoundIssues): Diagnostic[] {
  const duplicates = [...found.ours.values()].filter((issues) => issues.length > 1);
  return [
    ...duplicates.map(([oldest, ...newer]): Diagnostic => ({
      code: 'github-duplicate-issues',
      severity: 'warning',
      message: `More than one open issue is ours: #${oldest?.number ?? 0} is the oldest and is the one kept up to date; close ${newer.map((issue) => `#${issue.number}`).join(', ')}.`,
    })),
    ...found.foreign.map((issue): Diagnostic => ({
      code: 'github-foreign-issue',
      severity: 'warning',
      message: `#${issue.number} has Loadline’s marker but was opened by ${echo(issue.author) || 'an account that is gone'}, so it is left alone; if that account files your issues, add it to \`github.authors\`.`,
    })),
  ];
}
