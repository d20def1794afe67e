import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeComparison, makeFinding } from '../test/make-comparison.js';
import { allOutput, openSession, TOKEN, type Session } from '../test/session.js';
import { planIssues } from './plan-issues.js';
import { writeMarker } from './issue-marker.js';

const failing = makeComparison([makeFinding('fail')]);
const both = makeComparison([makeFinding('fail'), makeFinding('warn')]);
const passing = makeComparison([makeFinding('pass')]);
const marker = writeMarker({ suite: 'nightly', kind: 'fail' });
const OURS = 'github-actions[bot]';

let session: Session;
beforeEach(async () => {
  session = await openSession();
});
afterEach(async () => {
  await session.github.close();
  expect(session.github.violations).toEqual([]);
  expect(allOutput(session)).not.toContain(TOKEN);
});

describe('life of an issue', () => {
  test('created, then left as it is, then updated', async () => {
    const created = await session.sync(failing);
    expect(created).toEqual([{ kind: 'fail', action: 'created', number: 1, url: 'https://github.com/octo-org/shop/issues/1' }]);
    const [plan] = planIssues(failing);
    expect(session.github.issues).toEqual([
      { ...plan, kind: undefined, marker: undefined, number: 1, author: OURS, state: 'open', pullRequest: false },
    ]);

    expect(await session.sync(failing)).toMatchObject([{ action: 'unchanged', number: 1 }]);
    expect(session.github.count('PATCH')).toBe(0);

    const worse = makeComparison([makeFinding('fail'), makeFinding('fail', { metric: 'p50_latency_ms' })]);
    expect(await session.sync(worse)).toMatchObject([{ action: 'updated', number: 1, url: 'https://github.com/octo-org/shop/issues/1' }]);
    expect(session.github.issues).toHaveLength(1);
    expect(session.github.issues[0]?.body).toBe(planIssues(worse)[0]?.body);
  });

  test('one issue for failures and one for warnings', async () => {
    expect(await session.sync(both)).toMatchObject([
      { kind: 'fail', action: 'created', number: 1 },
      { kind: 'warn', action: 'created', number: 2 },
    ]);
    expect(await session.sync(both)).toMatchObject([{ action: 'unchanged' }, { action: 'unchanged' }]);
    expect(session.github.issues.map(({ labels }) => labels)).toEqual([
      ['performance', 'regression', 'automated', 'priority-critical'],
      ['performance', 'regression', 'automated'],
    ]);
  });

  test('nothing wrong: nothing asked, nothing filed', async () => {
    expect(await session.sync(passing)).toEqual([]);
    expect(session.github.received).toEqual([]);
  });

  test('a closed issue is not opened again; a new one is filed', async () => {
    session.github.add({ author: OURS, body: marker, state: 'closed' });
    expect(await session.sync(failing)).toMatchObject([{ action: 'created', number: 2 }]);
  });

  test('another suite has another issue', async () => {
    await session.sync(failing);
    expect(await session.sync(failing, { suite: 'weekly' })).toMatchObject([{ action: 'created', number: 2 }]);
    expect(await session.sync(failing, { suite: 'weekly' })).toMatchObject([{ action: 'unchanged', number: 2 }]);
  });

  test('line ends as a browser types them are no change', async () => {
    await session.sync(failing);
    for (const issue of session.github.issues) issue.body = `${issue.body?.replaceAll('\n', '\r\n') ?? ''}\r\n`;
    expect(await session.sync(failing)).toMatchObject([{ action: 'unchanged' }]);
  });

  test('dry run: payloads, no token, no request', async () => {
    const results = await session.sync(both, { dryRun: true, token: undefined, repository: undefined });
    const plans = planIssues(both);
    expect(results).toEqual(
      plans.map(({ kind, title, body, labels }) => ({
        kind,
        action: 'planned',
        url: null,
        number: null,
        payload: { title, body, labels },
      })),
    );
    expect(session.github.received).toEqual([]);
  });
});

describe('labels', () => {
  test('those of people are kept, those of ours that were taken off come back', async () => {
    await session.sync(failing);
    Object.assign(session.github.issues[0] ?? {}, { labels: ['help wanted', 'Performance'] });
    expect(await session.sync(failing)).toMatchObject([{ action: 'updated', number: 1 }]);
    expect(session.github.issues[0]?.labels).toEqual(['help wanted', 'Performance', 'regression', 'automated', 'priority-critical']);
    expect(session.github.issues).toHaveLength(1);
  });

  test('are configurable by severity, and a comma in one does not hide the issue', async () => {
    const labels = { fail: ['perf, slow', 'priority-high'], warn: [] };
    await session.sync(both, { labels });
    expect(session.github.issues.map((issue) => issue.labels)).toEqual([['perf, slow', 'priority-high'], []]);
    expect(await session.sync(both, { labels })).toMatchObject([{ action: 'unchanged' }, { action: 'unchanged' }]);
  });
});

describe('finding the open issue', () => {
  test('on the third page, without any label', async () => {
    for (let index = 0; index < 240; index++) session.github.add({ pullRequest: index % 2 === 0 });
    const ours = session.github.add({ author: OURS, body: `edited by hand\n\n${marker}\nold`, labels: [] });
    expect(await session.sync(failing)).toMatchObject([{ action: 'updated', number: ours.number }]);
    expect(session.github.received.filter(({ method, query }) => method === 'GET' && /page=[23]\b/.test(query))).toHaveLength(2);
    expect(session.github.issues).toHaveLength(241);
  });

  test('by its label with one short page', async () => {
    for (let index = 0; index < 240; index++) session.github.add({});
    await session.sync(failing);
    session.github.received.length = 0;
    expect(await session.sync(failing)).toMatchObject([{ action: 'unchanged' }]);
    expect(session.github.received.map(({ path }) => path)).toEqual(['/user', '/repos/octo-org/shop/issues']);
  });

  test('a pull request with the marker is none', async () => {
    session.github.add({ author: OURS, body: marker, pullRequest: true });
    expect(await session.sync(failing)).toMatchObject([{ action: 'created', number: 2 }]);
  });

  test('somebody else’s issue with our marker is not touched, and is pointed out', async () => {
    const foreign = { ...session.github.add({ author: 'mallory', body: marker, labels: ['performance'] }) };
    expect(await session.sync(failing)).toMatchObject([{ action: 'created', number: 2 }]);
    expect(session.github.issues[0]).toEqual(foreign);
    expect(session.logged).toMatchObject([
      { code: 'github-foreign-issue', severity: 'warning', message: expect.stringContaining('#1') as string },
    ]);
  });

  test('an author of the list is ours, in any case', async () => {
    session.github.add({ author: 'Shop-Bot[bot]', body: marker });
    session.github.author = 'shop-bot[bot]';
    expect(await session.sync(failing, { authors: ['shop-bot[bot]'] })).toMatchObject([{ action: 'updated', number: 1 }]);
  });

  test('the token’s own account is ours without being in the list', async () => {
    Object.assign(session.github, { login: 'alice', author: 'alice' });
    await session.sync(failing);
    expect(await session.sync(failing)).toMatchObject([{ action: 'unchanged', number: 1 }]);
    expect(session.logged).toEqual([]);
  });

  test('an app that is not in the list is told that the next run will not find its issue', async () => {
    session.github.author = 'shop-bot[bot]';
    await session.sync(failing);
    expect(session.logged).toMatchObject([
      { code: 'github-author-not-listed', message: expect.stringContaining('shop-bot[bot]') as string },
    ]);
  });

  test('of two, the oldest is updated, and the other is named', async () => {
    session.github.add({ author: OURS, body: marker });
    session.github.add({ author: OURS, body: marker });
    expect(await session.sync(failing)).toMatchObject([{ action: 'updated', number: 1 }]);
    expect(session.github.issues[1]?.body).toBe(marker);
    expect(session.logged).toMatchObject([
      { code: 'github-duplicate-issues', message: expect.stringMatching(/#1 is the oldest.*close #2/) as string },
    ]);
  });

  test('two runs at the same moment: the second to finish names the twin', async () => {
    const fetchAndAdd: typeof fetch = async (input, init) => {
      if (init?.method === 'POST') session.github.add({ author: OURS, body: marker, labels: ['performance'] });
      return fetch(input, init);
    };
    expect(await session.sync(failing, { fetch: fetchAndAdd })).toMatchObject([{ action: 'created', number: 2 }]);
    expect(session.logged).toMatchObject([{ code: 'github-duplicate-issues' }]);
  });
});

test('GitHub Enterprise Server: every request under /api/v3', async () => {
  const enterprise = await openSession({ basePath: '/api/v3' });
  for (let index = 0; index < 101; index++) enterprise.github.add({});
  expect(await enterprise.sync(both)).toMatchObject([
    { action: 'created', number: 102 },
    { action: 'created', number: 103 },
  ]);
  expect(await enterprise.sync(both, { apiUrl: `${enterprise.github.url}/` })).toMatchObject([
    { action: 'unchanged' },
    { action: 'unchanged' },
  ]);
  await enterprise.github.close();
  expect(enterprise.github.violations).toEqual([]);
  expect(enterprise.github.received.every(({ authorization }) => authorization === `token ${TOKEN}`)).toBe(true);
});

test('says who asks and which version of the API', async () => {
  await session.sync(failing, { userAgent: 'loadline/1.2.3' });
  for (const { headers } of session.github.received) {
    expect(headers['user-agent']).toMatch(/^loadline\/1\.2\.3 /);
    expect(headers['x-github-api-version']).toBe('2022-11-28');
  }
});
