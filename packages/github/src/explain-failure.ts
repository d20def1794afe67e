import { echo } from '@loadline/schema';
import { DeliveryError, type DeliveryCode } from './delivery-error.js';
import { stripAddress, type Redact } from './redact.js';
import { isRateLimit, type AnswerFailure, type RequestFailure } from './request-failure.js';
import { askedWaitSeconds } from './retry-wait.js';

/** What an explanation is made of, beside the failure. */
export interface FailedRequest {
  /** Such as `POST https://api.github.com/repos/octo-org/shop/issues`. */
  request: string;
  /** `owner/name`. */
  repository: string;
  apiUrl: string;
  redact: Redact;
}

const PERMISSIONS =
  'a classic token needs the scope `repo` (`public_repo` is enough for a public repository), a fine-grained token or an app ' +
  'the repository permission “Issues: Read and write”, a job of GitHub Actions `permissions: { issues: write }`.';

/** What to do, for each way a delivery fails. */
const HINTS: Record<DeliveryCode, (context: Context) => string> = {
  unauthorized: ({ apiUrl }) =>
    `The token is mistyped, expired or revoked, or belongs to another GitHub than ${apiUrl}. Make a new one and give it as GITHUB_TOKEN.`,
  forbidden: ({ scopes }) => `The token lacks a permission${scopes}: ${PERMISSIONS}`,
  'read-only-token': () =>
    'In the workflow, give the job `permissions: { issues: write }`; an app needs “Issues: Read and write”. On a pull request from a fork GitHub’s token ' +
    'is always read-only: file issues from a workflow on the main branch or on `workflow_run`.',
  'sso-required': ({ ssoAddress }) =>
    `The organisation asks for single sign-on (SAML): authorise the token for it${ssoAddress}, in the token’s settings under “Configure SSO”.`,
  archived: ({ repository }) => `${repository} is archived and takes no changes: unarchive it, or name another repository with --repo.`,
  'rate-limited': ({ asked }) => `${asked}Run again later, or use a token of its own for this.`,
  'not-found': ({ repository }) =>
    `Check the name (${repository}), and that the token may see the repository: for a private one ${PERMISSIONS}`,
  'issues-disabled': ({ repository }) =>
    `Turn issues on for ${repository} (Settings, General, Features), or name another repository with --repo.`,
  rejected: () =>
    'What is named above is usually a label that is too long or a title or body that is: look at `github.labels` and `suite` in the configuration.',
  'server-error': () =>
    'GitHub has trouble (https://www.githubstatus.com). Run again later: what was filed already will be found, not doubled.',
  timeout: () => 'Check the network between here and GitHub, then run again: what was filed already will be found, not doubled.',
  unreachable: ({ apiUrl }) =>
    `Check the network, and that ${apiUrl} is the address of the API (GITHUB_API_URL; GitHub Enterprise Server: https://HOST/api/v3).`,
  'foreign-address': ({ apiUrl }) =>
    `The token was not sent there. If that is where GitHub is, give its address as GITHUB_API_URL instead of ${apiUrl}.`,
  'unexpected-answer': ({ apiUrl }) =>
    `Something between here and GitHub may answer in its place, or ${apiUrl} is not the address of the API (GITHUB_API_URL).`,
};

interface Context extends FailedRequest {
  scopes: string;
  ssoAddress: string;
  asked: string;
}

/** The error that people are shown for a failed request: what happened, what GitHub said, what to do. */
export function explainFailure(failure: RequestFailure, failed: FailedRequest): DeliveryError {
  const code = classify(failure);
  const answer = failure.kind === 'answer' ? failure : undefined;
  const show: Redact = (text) => echo(failed.redact(text));
  const context: Context = {
    ...failed,
    scopes: describeScopes(answer, show),
    ssoAddress: describeSso(answer, show),
    asked: answer === undefined ? '' : describeAskedWait(answer),
  };
  return new DeliveryError({
    code,
    found: `${failed.request}: ${describe(failure, show)}`,
    hint: HINTS[code](context),
    ...(answer === undefined ? {} : { httpStatus: answer.status }),
  });
}

function classify(failure: RequestFailure): DeliveryCode {
  if (failure.kind !== 'answer') return BY_KIND[failure.kind];
  if (isRateLimit(failure)) return 'rate-limited';
  if (failure.status === 403) return classifyForbidden(failure);
  if (failure.status >= 500) return 'server-error';
  return BY_STATUS.get(failure.status) ?? 'unexpected-answer';
}

const BY_KIND = { timeout: 'timeout', network: 'unreachable', foreign: 'foreign-address', malformed: 'unexpected-answer' } as const;

const BY_STATUS: ReadonlyMap<number, DeliveryCode> = new Map([
  [401, 'unauthorized'],
  [404, 'not-found'],
  [408, 'timeout'],
  [410, 'issues-disabled'],
  [422, 'rejected'],
]);

function classifyForbidden(answer: AnswerFailure): DeliveryCode {
  if (answer.headers.has('x-github-sso') || /\bSAML\b/.test(answer.message)) return 'sso-required';
  if (/\barchived\b/i.test(answer.message)) return 'archived';
  if (/not accessible by integration/i.test(answer.message)) return 'read-only-token';
  return 'forbidden';
}

function describe(failure: RequestFailure, show: Redact): string {
  if (failure.kind === 'foreign') return `the answer led to another address, ${show(failure.message)}.`;
  if (failure.kind === 'malformed') return `the answer is not GitHub’s: ${show(failure.message)}.`;
  if (failure.kind !== 'answer') return `${show(failure.message)}.`;
  const said = failure.message === '' ? '' : `, “${show(failure.message)}”`;
  const fields = failure.fields.length === 0 ? '' : ` (${failure.fields.map((field) => show(field)).join('; ')})`;
  return `GitHub answered ${failure.status}${said}${fields}.`;
}

function describeScopes(answer: AnswerFailure | undefined, show: Redact): string {
  const scopes = answer?.headers.get('x-oauth-scopes');
  if (scopes === undefined) return '';
  return scopes.trim() === '' ? ' (it has no scope)' : ` (it has the scopes ${show(scopes)})`;
}

/** The header reads `required; url=https://…?authorization_request=…`; the query is a secret of its own. */
function describeSso(answer: AnswerFailure | undefined, show: Redact): string {
  const address = /url=([^\s;]+)/.exec(answer?.headers.get('x-github-sso') ?? '')?.[1];
  const stripped = address === undefined ? undefined : stripAddress(address);
  return stripped === undefined ? '' : ` at ${show(stripped)}`;
}

function describeAskedWait(answer: AnswerFailure): string {
  const seconds = askedWaitSeconds(answer);
  return seconds === undefined ? '' : `GitHub asks to wait ${seconds} s. `;
}
