import { stripAddress } from './redact.js';
import { RequestFailed } from './request-failure.js';

/** What is needed of an issue as GitHub describes it. */
export interface RemoteIssue {
  number: number;
  /** Address for people, without user-info and query. */
  url: string;
  title: string;
  body: string;
  /** Login of who opened it; empty when the account is gone. */
  author: string;
  labels: string[];
  /** GitHub lists pull requests among the issues. */
  isPullRequest: boolean;
}

/**
 * Reads an issue from an answer.
 *
 * @throws RequestFailed (`malformed`) when it is none.
 */
export function readRemoteIssue(data: unknown): RemoteIssue {
  if (!isObject(data) || !Number.isSafeInteger(data.number) || typeof data.title !== 'string' || typeof data.html_url !== 'string') {
    throw new RequestFailed({ kind: 'malformed', message: 'an issue was expected' });
  }
  const url = stripAddress(data.html_url);
  if (url === undefined) throw new RequestFailed({ kind: 'malformed', message: 'an issue without an address' });
  return {
    number: Number(data.number),
    url,
    title: data.title,
    body: typeof data.body === 'string' ? data.body : '',
    author: isObject(data.user) && typeof data.user.login === 'string' ? data.user.login : '',
    labels: Array.isArray(data.labels) ? data.labels.map(readLabel).filter((label) => label !== '') : [],
    isPullRequest: data.pull_request !== undefined && data.pull_request !== null,
  };
}

function readLabel(label: unknown): string {
  if (typeof label === 'string') return label;
  return isObject(label) && typeof label.name === 'string' ? label.name : '';
}

function isObject(data: unknown): data is Record<string, unknown> {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}
