export { DeliveryError, type DeliveryCode, type DeliveryErrorDetails } from './delivery-error.js';
export { readMarker, writeMarker, type IssueKind, type IssueMarker } from './issue-marker.js';
export type { DeliveredIssue, IssueResult, UnsentIssue } from './issue-result.js';
export { planIssues, type IssueLabels, type PlannedIssue, type PlanOptions } from './plan-issues.js';
export { resolveGithub, type GithubEnvironment, type GithubFlags, type GithubSettings } from './resolve-github.js';
export { syncIssues, type SyncOptions } from './sync-issues.js';
