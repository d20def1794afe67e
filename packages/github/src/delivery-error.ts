import type { Diagnostic } from '@loadline/schema';
import type { IssueResult } from './issue-result.js';

/**
 * Why something was judged but not delivered:
 *
 * - `unauthorized`: GitHub does not know the token (401)
 * - `forbidden`: the token may not do this (403)
 * - `read-only-token`: the token of an Actions job or an app may not write issues, as in a pull request from a fork (403)
 * - `sso-required`: the organisation wants the token authorised for single sign-on (403)
 * - `archived`: the repository is archived and takes no changes (403)
 * - `rate-limited`: too many requests, and the wait asked for is too long (403, 429)
 * - `not-found`: no such repository, or the token cannot see it (404)
 * - `issues-disabled`: the repository has no issues (410)
 * - `rejected`: GitHub found something wrong in what was sent (422)
 * - `server-error`: GitHub failed, every time it was asked (5xx)
 * - `timeout`, `unreachable`: no answer
 * - `foreign-address`: an answer led to another host, which was not followed
 * - `unexpected-answer`: an answer that GitHub does not give
 */
export type DeliveryCode =
  | 'unauthorized'
  | 'forbidden'
  | 'read-only-token'
  | 'sso-required'
  | 'archived'
  | 'rate-limited'
  | 'not-found'
  | 'issues-disabled'
  | 'rejected'
  | 'server-error'
  | 'timeout'
  | 'unreachable'
  | 'foreign-address'
  | 'unexpected-answer';

/** What a {@link DeliveryError} says, in parts. */
export interface DeliveryErrorDetails {
  /** Stable word for programs. */
  code: DeliveryCode;
  /** What happened, in plain words. */
  found: string;
  /** What to do about it. */
  hint: string;
  /** Status of GitHub's answer, where there was one. */
  httpStatus?: number;
}

/**
 * The comparison was made, but GitHub could not be told. A program that meets one prints `message` and exits with 3,
 * unless its verdict asks for 1. No message ever holds the token.
 */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  /** Stable word for programs. */
  readonly code: DeliveryCode;
  /** The parts of the message. */
  readonly details: DeliveryErrorDetails;
  /** Issues that were delivered before this happened. */
  readonly delivered: readonly IssueResult[];

  constructor(details: DeliveryErrorDetails, delivered: readonly IssueResult[] = []) {
    super(`${details.found}\n  ${details.hint}`);
    this.code = details.code;
    this.details = details;
    this.delivered = delivered;
  }

  /** The same as data, to stand beside others in a document. */
  toDiagnostic(): Diagnostic {
    return { code: this.code, severity: 'error', message: `${this.details.found} — ${this.details.hint}` };
  }
}
