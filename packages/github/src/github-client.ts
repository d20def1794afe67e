import { Octokit } from '@octokit/core';
import { paginateRest } from '@octokit/plugin-paginate-rest';
import type { Diagnostic } from '@loadline/schema';
import { explainFailure } from './explain-failure.js';
import { guardedFetch } from './guarded-fetch.js';
import { createRedactor, stripAddress } from './redact.js';
import { readRemoteIssue, type RemoteIssue } from './remote-issue.js';
import { repeatRequest, type RepeatOptions } from './repeat-request.js';
import { isRateLimit, RequestFailed, type RequestFailure } from './request-failure.js';
import type { CheckedSettings } from './resolve-github.js';
import type { RetryLimits } from './retry-wait.js';

/** What a client needs beside its settings. */
export interface ClientOptions extends RetryLimits {
  userAgent: string;
  /** Time for one request with all its answer, in milliseconds. */
  timeoutMs: number;
  timeoutSignal: (ms: number) => AbortSignal;
  fetch: typeof fetch;
  sleep: (ms: number) => Promise<void>;
  log: (diagnostic: Diagnostic) => void;
}

/** Title, body and labels of an issue. */
export interface IssuePayload {
  title: string;
  body: string;
  labels: string[];
}

/** The few things that are said to GitHub. Every function throws DeliveryError, and repeats what may be repeated. */
export interface GithubClient {
  /** Login of the token's owner; undefined when the token is nobody's, as that of an Actions job. */
  ownLogin: () => Promise<string | undefined>;
  /** All open issues, oldest first, pull requests among them; with `label`, those that bear it. */
  listOpenIssues: (label?: string) => Promise<RemoteIssue[]>;
  /** Creates an issue once: `recheck` is asked whether it is there before anything is sent again. */
  createIssue: (payload: IssuePayload, recheck: () => Promise<RemoteIssue | undefined>) => Promise<RemoteIssue>;
  updateIssue: (issueNumber: number, payload: IssuePayload) => Promise<RemoteIssue>;
}

/** A list of issues that does not end is an error, in pages of 100. */
const MAX_PAGES = 1_000;
const API_VERSION = '2022-11-28';
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** Speaks with one repository of one GitHub. */
export function createGithubClient(settings: CheckedSettings, options: ClientOptions): GithubClient {
  const octokit = createOctokit(settings, options);
  const [owner = '', repo = ''] = settings.repository.split('/');
  const issuesPath = `${settings.apiUrl}/repos/${settings.repository}/issues`;
  const redact = createRedactor(settings.token);

  async function explained<T>(request: string, talk: () => Promise<T>): Promise<T> {
    try {
      return await talk();
    } catch (error) {
      if (error instanceof RequestFailed) throw explainFailure(error.failure, { request, redact, ...settings });
      throw error;
    }
  }

  async function ownLogin(): Promise<string | undefined> {
    try {
      const { data } = await octokit.request('GET /user');
      return data.login;
    } catch (error) {
      if (error instanceof RequestFailed && isNobody(error.failure)) return undefined;
      throw error;
    }
  }

  async function listOpenIssues(label: string | undefined): Promise<RemoteIssue[]> {
    const issues: RemoteIssue[] = [];
    const filter = label === undefined ? {} : { labels: label };
    const query = { owner, repo, state: 'open', sort: 'created', direction: 'asc', per_page: 100, ...filter } as const;
    let pages = 0;
    for await (const { data } of octokit.paginate.iterator('GET /repos/{owner}/{repo}/issues', query)) {
      if (++pages > MAX_PAGES) throw new RequestFailed({ kind: 'malformed', message: 'a list of issues without an end' });
      issues.push(...data.map(readRemoteIssue));
    }
    return issues;
  }

  async function createIssue(payload: IssuePayload, recheck: () => Promise<RemoteIssue | undefined>): Promise<RemoteIssue> {
    const create = async (): Promise<RemoteIssue> =>
      readRemoteIssue((await octokit.request('POST /repos/{owner}/{repo}/issues', { owner, repo, ...payload })).data);
    return repeatRequest(create, { ...options, request: `POST ${issuesPath}` }, recheck);
  }

  async function updateIssue(issueNumber: number, payload: IssuePayload): Promise<RemoteIssue> {
    const { data } = await octokit.request('PATCH /repos/{owner}/{repo}/issues/{issue_number}', {
      owner,
      repo,
      issue_number: issueNumber,
      ...payload,
    });
    return readRemoteIssue(data);
  }

  return {
    ownLogin: () => explained(`GET ${settings.apiUrl}/user`, ownLogin),
    listOpenIssues: (label) => explained(`GET ${issuesPath}`, () => listOpenIssues(label)),
    createIssue: (payload, recheck) => explained(`POST ${issuesPath}`, () => createIssue(payload, recheck)),
    updateIssue: (issueNumber, payload) => explained(`PATCH ${issuesPath}/${issueNumber}`, () => updateIssue(issueNumber, payload)),
  };
}

/** Octokit that repeats what may be repeated, prints nothing, and takes no answer for another. */
function createOctokit(settings: CheckedSettings, options: ClientOptions): InstanceType<typeof PagingOctokit> {
  const octokit = new PagingOctokit({
    auth: settings.token,
    baseUrl: settings.apiUrl,
    userAgent: options.userAgent,
    log: silent,
    request: { fetch: guardedFetch({ ...options, origin: new URL(settings.apiUrl).origin }) },
  });
  octokit.hook.wrap('request', async (request, endpoint) => {
    endpoint.headers['x-github-api-version'] = API_VERSION;
    const address = octokit.request.endpoint(endpoint).url;
    const isList = endpoint.method === 'GET' && new URL(address).pathname.endsWith('/issues');
    const repeat: RepeatOptions = { ...options, request: `${endpoint.method} ${stripAddress(address) ?? settings.apiUrl}` };
    const make = async (): Promise<Awaited<ReturnType<typeof request>>> => checkAnswer(await request(endpoint), isList);
    // Creating an issue twice is no repetition; `createIssue` has its own way.
    return endpoint.method === 'POST' ? make() : repeatRequest(make, repeat);
  });
  return octokit;
}

/** GitHub does not say whose the token is: it belongs to no person. */
function isNobody(failure: RequestFailure): boolean {
  return failure.kind === 'answer' && (failure.status === 403 || failure.status === 404) && !isRateLimit(failure);
}

const PagingOctokit = Octokit.plugin(paginateRest);

/** Octokit takes an unreadable answer for a text, and its paging takes an empty text for an empty list. */
function checkAnswer<T extends { status: number; data: unknown }>(response: T, isList: boolean): T {
  const { data, status } = response;
  const good = status >= 200 && status < 300 && typeof data === 'object' && data !== null && Array.isArray(data) === isList;
  if (!good) throw new RequestFailed({ kind: 'malformed', message: `status ${status} with ${isList ? 'no list' : 'no object'}` });
  return response;
}
