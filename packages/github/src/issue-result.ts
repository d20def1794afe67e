import type { PlannedIssue } from './plan-issues.js';
import type { IssueKind } from './issue-marker.js';

/** What became of a planned issue. */
export type IssueResult = DeliveredIssue | UnsentIssue;

/** An issue that stands on GitHub as planned. */
export interface DeliveredIssue {
  kind: IssueKind;
  /** `unchanged`: it already said exactly this. */
  action: 'created' | 'updated' | 'unchanged';
  /** Address for people. */
  url: string;
  /** Number in its repository. */
  number: number;
}

/** An issue of a dry run: what would be sent. */
export interface UnsentIssue {
  kind: IssueKind;
  action: 'planned';
  url: null;
  number: null;
  /** What would be sent to create it. An update sends the same, with the labels that people gave it added. */
  payload: Pick<PlannedIssue, 'title' | 'body' | 'labels'>;
}
