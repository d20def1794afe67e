// A GitHub of its own on 127.0.0.1: keeps issues in memory, gives them out in pages, and can be told to fail.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { checkAnswer, checkRequest } from './openapi.js';

/** An issue as it is kept. */
export interface StoredIssue {
  number: number;
  title: string;
  body: string | null;
  labels: string[];
  author: string;
  state: 'open' | 'closed';
  pullRequest: boolean;
}

/** A request as it arrived. */
export interface Received {
  method: string;
  path: string;
  query: string;
  authorization: string;
  headers: IncomingMessage['headers'];
  body: Record<string, unknown> | undefined;
}

/** What to do with one request in place of what is right. */
export interface Fault {
  /** Carry the request out before failing. */
  store?: boolean;
  status?: number;
  headers?: Record<string, string>;
  /** Answer; text is sent as it is. */
  body?: unknown;
  /** `drop`: end the connection; `hang`: never answer; `half`: half of the right answer, then end the connection. */
  way?: 'drop' | 'hang' | 'half';
  /** The answer is on purpose not GitHub's. */
  unchecked?: boolean;
}

export interface LocalGithub {
  /** Address of the API. */
  url: string;
  issues: StoredIssue[];
  received: Received[];
  /** What went against GitHub's own description, in requests and in answers. */
  violations: string[];
  /** Login of the token; null as with a token of Actions, for which GET /user is forbidden. */
  login: string | null;
  /** Who opens issues; the token's login unless said. */
  author: string;
  add: (issue: Partial<StoredIssue>) => StoredIssue;
  /** The next requests of this method are answered like this, one each. */
  fail: (method: string, ...faults: Fault[]) => void;
  /** Resolves when a request hangs. */
  hanging: () => Promise<void>;
  count: (method: string) => number;
  close: () => Promise<void>;
}

const TIME = '2026-01-05T08:00:00Z';

/** Starts it; `basePath` is `/api/v3` for an Enterprise Server. */
export async function startLocalGithub({ basePath = '', repository = 'octo-org/shop' } = {}): Promise<LocalGithub> {
  const faults = new Map<string, Fault[]>();
  const onHang: (() => void)[] = [];
  const server = createServer((request, response) => {
    void answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const github: LocalGithub = {
    url: `${origin}${basePath}`,
    issues: [],
    received: [],
    violations: [],
    login: null,
    author: 'github-actions[bot]',
    add: (issue) => {
      const stored: StoredIssue = {
        title: 'An issue',
        body: null,
        labels: [],
        author: 'someone',
        state: 'open',
        pullRequest: false,
        number: github.issues.length + 1,
        ...issue,
      };
      github.issues.push(stored);
      return stored;
    },
    fail: (method, ...more) => faults.set(method, [...(faults.get(method) ?? []), ...more]),
    hanging: () => new Promise((resolve) => onHang.push(resolve)),
    count: (method) => github.received.filter((request) => request.method === method).length,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', origin);
    const method = request.method ?? '';
    const path = pathname.startsWith(`${basePath}/`) ? pathname.slice(basePath.length) : `outside ${basePath}: ${pathname}`;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const body = text === '' ? undefined : (JSON.parse(text) as Record<string, unknown>);
    github.received.push({
      method,
      path,
      query: searchParams.toString(),
      authorization: request.headers.authorization ?? '',
      headers: request.headers,
      body,
    });
    github.violations.push(...checkRequest(method, path, searchParams, body));

    const fault = faults.get(method)?.shift();
    const right =
      fault === undefined || fault.store === true || fault.way === 'half' ? carryOut(method, path, searchParams, body) : undefined;
    if (fault?.way === 'drop') return void request.socket.destroy();
    if (fault?.way === 'hang') return void onHang.splice(0).forEach((resolve) => resolve());
    if (fault?.way === 'half' && right !== undefined) return sendHalf(response, right);
    const sent = fault === undefined || right === undefined ? undefined : { ...right };
    const given =
      fault === undefined
        ? right
        : {
            ...sent,
            status: fault.status ?? 500,
            headers: fault.headers ?? {},
            body:
              'body' in fault
                ? fault.body
                : { message: `Told to answer ${fault.status ?? 500}`, documentation_url: 'https://docs.github.com/rest' },
          };
    if (given === undefined) return void response.destroy();
    if (fault?.unchecked !== true) github.violations.push(...checkAnswer(method, path, given.status, given.body));
    const isText = typeof given.body === 'string';
    response.writeHead(given.status, { 'content-type': isText ? 'text/html' : 'application/json; charset=utf-8', ...given.headers });
    response.end(isText ? given.body : JSON.stringify(given.body));
  }

  function sendHalf(response: ServerResponse, right: Answer): void {
    const whole = JSON.stringify(right.body);
    response.writeHead(right.status, { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(whole)) });
    response.write(whole.slice(0, Math.floor(whole.length / 2)), () => response.destroy());
  }

  interface Answer {
    status: number;
    headers: Record<string, string>;
    body: unknown;
  }

  function carryOut(method: string, path: string, query: URLSearchParams, body: Record<string, unknown> | undefined): Answer {
    if (path === '/user') {
      if (github.login === null) return { status: 403, headers: {}, body: { message: 'Resource not accessible by integration' } };
      return { status: 200, headers: {}, body: describePrivateUser(github.login, origin) };
    }
    if (path === `/repos/${repository}/issues` && method === 'GET') return listPage(path, query);
    if (path === `/repos/${repository}/issues` && method === 'POST') {
      const stored = github.add({
        author: github.author,
        title: String(body?.title),
        body: String(body?.body),
        labels: body?.labels as string[],
      });
      return { status: 201, headers: {}, body: describeIssue(stored, repository, origin) };
    }
    const issueNumber = new RegExp(`^/repos/${repository}/issues/(\\d+)$`).exec(path)?.[1];
    const stored = github.issues.find((issue) => String(issue.number) === issueNumber);
    if (method !== 'PATCH' || stored === undefined)
      return { status: 404, headers: {}, body: { message: 'Not Found', documentation_url: 'https://docs.github.com/rest' } };
    Object.assign(stored, body);
    return { status: 200, headers: {}, body: describeIssue(stored, repository, origin) };
  }

  function listPage(path: string, query: URLSearchParams): Answer {
    const labels = query.get('labels')?.split(',') ?? [];
    const page = Number(query.get('page') ?? '1');
    const perPage = Math.min(100, Number(query.get('per_page') ?? '30'));
    const fitting = github.issues
      .filter(({ state }) => query.get('state') === 'all' || state === (query.get('state') ?? 'open'))
      .filter((issue) => labels.every((label) => issue.labels.includes(label)));
    if (query.get('direction') !== 'asc') fitting.reverse();
    const next = new URLSearchParams(query);
    next.set('page', String(page + 1));
    const more = page * perPage < fitting.length;
    const link = `<${origin}${basePath}${path}?${next.toString()}>; rel="next"`;
    const body = fitting.slice((page - 1) * perPage, page * perPage).map((issue) => describeIssue(issue, repository, origin));
    return { status: 200, headers: more ? { link } : {}, body };
  }

  return github;
}

function describeUser(login: string, origin: string): Record<string, unknown> {
  const address = `${origin}/users/${encodeURIComponent(login)}`;
  const links = Object.fromEntries(
    ['followers', 'following', 'gists', 'starred', 'subscriptions', 'organizations', 'repos', 'events', 'received_events'].map((name) => [
      `${name}_url`,
      `${address}/${name}`,
    ]),
  );
  return {
    login,
    id: 1,
    node_id: 'U_1',
    avatar_url: `${address}.png`,
    gravatar_id: '',
    url: address,
    html_url: address,
    ...links,
    type: 'User',
    site_admin: false,
  };
}

function describePrivateUser(login: string, origin: string): Record<string, unknown> {
  const counts = [
    'public_repos',
    'public_gists',
    'followers',
    'following',
    'private_gists',
    'total_private_repos',
    'owned_private_repos',
    'disk_usage',
    'collaborators',
  ];
  return {
    ...describeUser(login, origin),
    ...Object.fromEntries(counts.map((name) => [name, 0])),
    ...Object.fromEntries(['name', 'company', 'location', 'email', 'hireable', 'bio'].map((name) => [name, null])),
    blog: '',
    two_factor_authentication: true,
    user_view_type: 'private',
    created_at: TIME,
    updated_at: TIME,
  };
}

function describeIssue(issue: StoredIssue, repository: string, origin: string): Record<string, unknown> {
  const address = `${origin}/repos/${repository}/issues/${issue.number}`;
  const htmlUrl = `https://github.com/${repository}/${issue.pullRequest ? 'pull' : 'issues'}/${issue.number}`;
  return {
    id: 1_000 + issue.number,
    node_id: `I_${issue.number}`,
    url: address,
    repository_url: `${origin}/repos/${repository}`,
    labels_url: `${address}/labels{/name}`,
    comments_url: `${address}/comments`,
    events_url: `${address}/events`,
    html_url: htmlUrl,
    number: issue.number,
    state: issue.state,
    title: issue.title,
    body: issue.body,
    user: describeUser(issue.author, origin),
    labels: issue.labels.map((name, index) => ({
      id: index + 1,
      node_id: `L_${index}`,
      url: `${origin}/labels/${index}`,
      name,
      description: null,
      color: 'ededed',
      default: false,
    })),
    assignee: null,
    assignees: [],
    milestone: null,
    locked: false,
    comments: 0,
    ...(issue.pullRequest ? { pull_request: { url: address, html_url: htmlUrl, diff_url: htmlUrl, patch_url: htmlUrl } } : {}),
    closed_at: null,
    created_at: TIME,
    updated_at: TIME,
    author_association: 'CONTRIBUTOR',
  };
}
