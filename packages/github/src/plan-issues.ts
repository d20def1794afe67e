import { renderIssue, type IssueCommand } from '@loadline/reporter';
import { UserError, type Comparison } from '@loadline/schema';
import { writeMarker, type IssueKind } from './issue-marker.js';

/** Longest body that GitHub takes, in characters; UTF-16 units are never fewer. */
const BODY_LIMIT = 65_536;

/** Longest name of a suite that a marker carries, in characters. */
const SUITE_LIMIT = 1_000;

/** Labels by severity. */
export interface IssueLabels {
  /** For the issue of failures. */
  fail: readonly string[];
  /** For the issue of warnings. */
  warn: readonly string[];
}

/** What {@link planIssues} can be told. */
export interface PlanOptions {
  /** Suite that the issues belong to; that of the comparison's policy unless given. */
  suite?: string;
  /** Labels by severity; a severity that is not given has those of the comparison's policy. */
  labels?: Partial<IssueLabels>;
  /** Helpful commands to print in place of the usual ones. */
  commands?: readonly IssueCommand[];
}

/** One issue as it should stand. */
export interface PlannedIssue {
  kind: IssueKind;
  title: string;
  /** Markdown with the marker in its first line, at most 65,536 characters. */
  body: string;
  /** Labels that the issue should bear, each once. */
  labels: string[];
  /** The marker that finds the issue again. */
  marker: string;
}

/**
 * The issues that a comparison asks for: at most one for failures and one for warnings. A failure is a finding that
 * counts (gated, not muted) and is `fail` or `missing`, since no data is never a pass; a warning one that is `warn`.
 * Pure: nothing is sent.
 *
 * @throws UserError when a label is empty or the suite's name is longer than 1,000 characters.
 * @example planIssues(comparison).map((issue) => issue.title)
 */
export function planIssues(comparison: Comparison, options: PlanOptions = {}): PlannedIssue[] {
  const suite = options.suite ?? comparison.policy.suite;
  if (suite.length > SUITE_LIMIT) {
    throw new UserError({
      code: 'suite-too-long',
      found: `the suite's name has ${suite.length} characters`,
      expected: `at most ${SUITE_LIMIT}`,
      hint: 'Give it a short name (`suite:` in the configuration).',
    });
  }
  return (['fail', 'warn'] as const).flatMap((kind) => planIssue(comparison, kind, suite, options));
}

/** The issue of a kind; none where nothing is of that kind. */
function planIssue(comparison: Comparison, kind: IssueKind, suite: string, options: PlanOptions): PlannedIssue[] {
  const marker = writeMarker({ suite, kind });
  const named = { ...comparison, policy: { ...comparison.policy, suite } };
  const issue = renderIssue(named, kind, { commands: options.commands, maxLength: BODY_LIMIT - marker.length - 1 });
  if (issue === undefined) return [];
  const labels = distinctLabels(options.labels?.[kind] ?? comparison.policy.github.labels[kind]);
  return [{ kind, title: issue.title, body: `${marker}\n${issue.body}`, labels, marker }];
}

function distinctLabels(labels: readonly string[]): string[] {
  const byName = new Map<string, string>();
  for (const written of labels) {
    const label = written.trim();
    if (label === '') {
      throw new UserError({
        code: 'bad-label',
        found: 'an empty label for GitHub issues',
        expected: 'a name',
        hint: 'Look at `github.labels` in the configuration.',
      });
    }
    if (!byName.has(label.toLowerCase())) byName.set(label.toLowerCase(), label);
  }
  return [...byName.values()];
}
