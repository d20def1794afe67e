import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeComparison, makeFinding } from '../test/make-comparison.js';
import { allOutput, openSession, TOKEN, type Session } from '../test/session.js';
import { DeliveryError } from './delivery-error.js';

const failing = makeComparison([makeFinding('fail')]);
const both = makeComparison([makeFinding('fail'), makeFinding('warn')]);
const worse = makeComparison([makeFinding('fail'), makeFinding('fail', { metric: 'p50_latency_ms' })]);
const LIMITED = { message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.' };

let session: Session;
beforeEach(async () => {
  session = await openSession();
});
afterEach(async () => {
  await session.github.close();
  expect(session.github.violations).toEqual([]);
  expect(allOutput(session)).not.toContain(TOKEN);
});

/** A time-out that has passed as soon as a request hangs, and never otherwise. */
function timeoutWhenHanging(): AbortSignal {
  const controller = new AbortController();
  void session.github.hanging().then(() => controller.abort());
  return controller.signal;
}

describe('creating', () => {
  test('502, 502, then 201: one issue', async () => {
    session.github.fail('POST', { status: 502 }, { status: 502 });
    expect(await session.sync(failing)).toMatchObject([{ action: 'created', number: 1 }]);
    expect(session.github.issues).toHaveLength(1);
    expect(session.github.count('POST')).toBe(3);
    expect(session.sleeps).toEqual([1_000, 2_000]);
    expect(session.logged.map(({ code }) => code)).toEqual(['github-retry', 'github-retry']);
  });

  test.each([
    ['502 after it was stored', { status: 502, store: true }],
    ['connection ended after it was stored', { way: 'drop', store: true }],
    ['half an answer', { way: 'half' }],
    ['a page in place of the answer', { status: 201, store: true, body: '<html>', unchecked: true }],
    ['an answer of another shape', { status: 201, store: true, body: { ok: true }, unchecked: true }],
  ] as const)('%s: found, not doubled', async (_name, fault) => {
    session.github.fail('POST', fault);
    expect(await session.sync(failing)).toMatchObject([{ action: 'created', number: 1 }]);
    expect(session.github.issues).toHaveLength(1);
    expect(session.github.count('POST')).toBe(1);
  });

  test('no answer within the time-out, but stored: found, not doubled', async () => {
    session.github.fail('POST', { way: 'hang', store: true });
    expect(await session.sync(failing, { timeoutSignal: timeoutWhenHanging })).toMatchObject([{ action: 'created', number: 1 }]);
    expect(session.github.issues).toHaveLength(1);
    expect(session.github.count('POST')).toBe(1);
  });

  test('connection ended before it was stored: sent again', async () => {
    session.github.fail('POST', { way: 'drop' });
    await session.sync(failing);
    expect(session.github.issues).toHaveLength(1);
    expect(session.github.count('POST')).toBe(2);
  });

  test('killed between request and answer, then run again: one open issue', async () => {
    session.github.fail('POST', { way: 'drop', store: true });
    const killed = new Error('killed');
    const sleep = (): Promise<never> => Promise.reject(killed);
    expect(await session.syncError(failing, { sleep })).toBe(killed);
    expect(await session.sync(failing)).toMatchObject([{ action: 'unchanged', number: 1 }]);
    expect(session.github.issues).toHaveLength(1);
  });

  test('the last attempt failed but was stored: found', async () => {
    session.github.fail('POST', { status: 503, store: true });
    expect(await session.sync(failing, { retries: 0 })).toMatchObject([{ action: 'created', number: 1 }]);
  });

  test('failing for good: an error, and nothing more is sent', async () => {
    session.github.fail('POST', { status: 500 }, { status: 500 }, { status: 500 }, { status: 500 }, { status: 500 });
    const error = await session.syncError(failing);
    expect(error).toBeInstanceOf(DeliveryError);
    expect(error).toMatchObject({ code: 'server-error', delivered: [] });
    expect(session.github.count('POST')).toBe(4);
    expect(session.github.issues).toEqual([]);
  });

  test('what was delivered before the error is named', async () => {
    session.github.fail(
      'POST',
      { status: 201, store: true, unchecked: true, body: { number: 1, title: 'a', html_url: 'https://github.com/1' } },
      { status: 422 },
    );
    expect(await session.syncError(both)).toMatchObject({ code: 'rejected', delivered: [{ kind: 'fail', action: 'created', number: 1 }] });
  });
});

describe('reading and updating', () => {
  test.each(['drop', 'half'] as const)('a list that is cut off (%s) is read again, not taken for an empty one', async (way) => {
    await session.sync(failing);
    session.github.fail('GET', { status: 403 }, { way });
    expect(await session.sync(failing)).toMatchObject([{ action: 'unchanged', number: 1 }]);
    expect(session.github.issues).toHaveLength(1);
  });

  test.each([
    ['an empty text', ''],
    ['an object', {}],
    ['null', null],
    ['a page', '<html>Sign in</html>'],
    ['a list of something else', [{ name: 'x' }]],
  ])('a list that is %s is an error, not an empty list', async (_name, body) => {
    session.github.fail('GET', { status: 403 }, { status: 200, body, unchecked: true });
    expect(await session.syncError(failing)).toMatchObject({ code: 'unexpected-answer' });
    expect(session.github.count('POST')).toBe(0);
  });

  test('409 in the middle of the list is an error, not the end of it', async () => {
    for (let index = 0; index < 101; index++) session.github.add({});
    session.github.fail('GET', { status: 403 }, { status: 200, body: [] }, { status: 409 });
    expect(await session.syncError(failing)).toMatchObject({ code: 'unexpected-answer' });
    expect(session.github.count('POST')).toBe(0);
  });

  test('an update is repeated', async () => {
    await session.sync(failing);
    session.github.fail('PATCH', { status: 502 }, { way: 'drop' });
    expect(await session.sync(worse)).toMatchObject([{ action: 'updated', number: 1 }]);
    expect(session.github.count('PATCH')).toBe(3);
  });
});

describe('limits', () => {
  test('429 waits as retry-after says', async () => {
    session.github.fail('POST', { status: 429, headers: { 'retry-after': '7' } });
    expect(await session.sync(failing)).toMatchObject([{ action: 'created' }]);
    expect(session.sleeps).toEqual([7_000]);
    expect(session.github.issues).toHaveLength(1);
  });

  test.each([
    ['with retry-after', { 'retry-after': '30' }, 30_000],
    ['without any time: a minute', {}, 60_000],
  ])('a secondary limit %s', async (_name, headers, wait) => {
    session.github.fail('POST', { status: 403, headers, body: LIMITED });
    await session.sync(failing);
    expect(session.sleeps).toEqual([wait]);
    expect(session.github.count('POST')).toBe(2);
  });

  test('the primary limit waits until x-ratelimit-reset by GitHub’s clock', async () => {
    const headers = {
      date: 'Mon, 05 Jan 2026 08:00:00 GMT',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(Date.UTC(2026, 0, 5, 8, 0, 40) / 1_000),
    };
    session.github.fail('GET', { status: 403, headers, body: { message: 'API rate limit exceeded for installation.' } });
    await session.sync(failing);
    expect(session.sleeps).toEqual([41_000]);
    expect(session.github.count('GET')).toBeGreaterThan(2);
  });

  test('a wait beyond the longest is an error that names it', async () => {
    session.github.fail('POST', { status: 429, headers: { 'retry-after': '3600' } });
    const error = await session.syncError(failing);
    expect(error).toMatchObject({ code: 'rate-limited' });
    expect(String(error)).toContain('GitHub asks to wait 3600 s');
    expect(session.sleeps).toEqual([]);
  });
});
