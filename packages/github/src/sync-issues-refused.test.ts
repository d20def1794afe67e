import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UserError } from '@loadline/schema';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Fault } from '../test/local-github.js';
import { makeComparison, makeFinding } from '../test/make-comparison.js';
import { allOutput, openSession, TOKEN, type Session } from '../test/session.js';
import { DeliveryError } from './delivery-error.js';

const failing = makeComparison([makeFinding('fail')]);

let session: Session;
beforeEach(async () => {
  session = await openSession();
});
afterEach(async () => {
  await session.github.close();
  expect(session.github.violations).toEqual([]);
  expect(allOutput(session)).not.toContain(TOKEN);
});

async function refusal(fault: Fault, more = {}): Promise<DeliveryError> {
  session.github.fail('POST', fault);
  const error = await session.syncError(failing, more);
  if (!(error instanceof DeliveryError)) throw new Error('no DeliveryError', { cause: error });
  return error;
}

const said = (message: string): { message: string; documentation_url: string } => ({
  message,
  documentation_url: 'https://docs.github.com/rest',
});

describe('each refusal says what to do', () => {
  test.each<[string, Fault, string, RegExp]>([
    ['401', { status: 401, body: said('Bad credentials') }, 'unauthorized', /“Bad credentials”[^]*mistyped, expired or revoked/],
    [
      '403, a job without the permission',
      { status: 403, body: said('Resource not accessible by integration') },
      'read-only-token',
      /permissions: \{ issues: write \}[^]*fork/,
    ],
    [
      '403, a fine-grained token',
      { status: 403, body: said('Resource not accessible by personal access token') },
      'forbidden',
      /“Issues: Read and write”/,
    ],
    [
      '403, a classic token',
      { status: 403, headers: { 'x-oauth-scopes': 'gist, read:org' }, body: said('Must have write access') },
      'forbidden',
      /has the scopes gist, read:org[^]*`repo` \(`public_repo`/,
    ],
    [
      '403, a classic token without scopes',
      { status: 403, headers: { 'x-oauth-scopes': '' }, body: said('Forbidden') },
      'forbidden',
      /it has no scope/,
    ],
    [
      '403, single sign-on',
      {
        status: 403,
        headers: { 'x-github-sso': 'required; url=https://github.com/orgs/octo-org/sso?authorization_request=A1B2' },
        body: said('Resource protected by organization SAML enforcement. You must grant your personal token access to this organization.'),
      },
      'sso-required',
      /at https:\/\/github\.com\/orgs\/octo-org\/sso, in/,
    ],
    ['403, archived', { status: 403, body: said('Repository was archived so is read-only.') }, 'archived', /octo-org\/shop is archived/],
    ['404', { status: 404, body: said('Not Found') }, 'not-found', /Check the name \(octo-org\/shop\)/],
    ['410', { status: 410, body: said('Issues are disabled for this repo') }, 'issues-disabled', /Turn issues on/],
    [
      '422',
      {
        status: 422,
        body: { ...said('Validation Failed'), errors: [{ resource: 'Label', field: 'name', code: 'invalid', message: 'is too long' }] },
      },
      'rejected',
      /“Validation Failed” \(name: invalid, is too long\)/,
    ],
    ['a redirect without an address', { status: 302, body: '', unchecked: true }, 'unexpected-answer', /status 302/],
  ])('%s', async (_name, fault, code, message) => {
    const error = await refusal(fault, { retries: 0 });
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
    expect(error.message).toContain(`POST ${session.github.url}/repos/octo-org/shop/issues`);
    expect(session.github.count('POST')).toBe(1);
    expect(session.github.issues).toEqual([]);
    expect(error.toDiagnostic()).toMatchObject({ code, severity: 'error' });
  });

  test('the secret query of a single sign-on address is left out', async () => {
    const error = await refusal({
      status: 403,
      headers: { 'x-github-sso': 'required; url=https://me:pw@github.com/orgs/o/sso?authorization_request=A1B2' },
      body: said('SAML'),
    });
    expect(error.message).not.toMatch(/A1B2|pw/);
  });

  test('a wrong token is found at the first question', async () => {
    session.github.fail('GET', { status: 401, body: said('Bad credentials') });
    expect(await session.syncError(failing)).toMatchObject({ code: 'unauthorized' });
    expect(session.github.received).toHaveLength(1);
  });

  test('nobody listens', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const error = await session.syncError(failing, { apiUrl: `http://127.0.0.1:${port}` });
    expect(error).toMatchObject({ code: 'unreachable' });
    expect(String(error)).toContain('ECONNREFUSED');
    expect(session.sleeps).toEqual([1_000, 2_000, 4_000]);
  });

  test('no answer in time, with the platform’s own timer', async () => {
    session.github.fail('GET', { way: 'hang' });
    const error = await session.syncError(failing, { timeoutMs: 20, retries: 0, timeoutSignal: undefined });
    expect(error).toMatchObject({ code: 'timeout' });
    expect(String(error)).toContain('no answer within 0.02 s');
  });
});

describe('the token', () => {
  test('is not shown when the server repeats it', async () => {
    const echoing = `token ${TOKEN} ${encodeURIComponent(TOKEN)} and ghp_0123456789abcdefghijABCDEFGHIJ012345 are bad at https://me:${TOKEN}@example.com/`;
    const error = await refusal({
      status: 422,
      headers: { 'x-oauth-scopes': TOKEN, 'x-echo': TOKEN },
      body: { ...said(echoing), errors: [{ resource: TOKEN, field: TOKEN, code: TOKEN, message: TOKEN }] },
    });
    expect(error.message).toContain('token [secret]');
    expect(allOutput(session)).not.toMatch(/ghp_0123/);
  });

  test('is not shown when it is cut in the middle by the length of a message', async () => {
    await refusal({ status: 422, body: said(`${'x'.repeat(190)}${TOKEN}`) });
    expect(allOutput(session)).not.toContain(TOKEN.slice(0, 8));
  });

  test('is not shown when it stands in the address or author of an issue', async () => {
    session.github.fail('POST', {
      status: 201,
      unchecked: true,
      body: { number: 7, title: 'x', html_url: `https://me:${TOKEN}@example.com/${TOKEN}?t=${TOKEN}`, user: { login: TOKEN } },
    });
    expect(await session.sync(failing)).toMatchObject([{ url: 'https://example.com/[secret]' }]);
    expect(session.logged).toMatchObject([{ code: 'github-author-not-listed' }]);
  });

  test('is warned of when the address is not encrypted', async () => {
    const ask: typeof fetch = (input, init) => fetch(String(input).replace('http://ghe.example.com', session.github.url), init);
    await session.sync(failing, { apiUrl: 'http://ghe.example.com', fetch: ask });
    expect(session.logged).toMatchObject([{ code: 'github-unencrypted', severity: 'warning' }]);
  });

  test('control characters of an answer do not reach the terminal', async () => {
    const error = await refusal({ status: 422, body: said('\u001b[31mred\r\n::error::x') });
    expect(error.message).toContain('�[31mred��::error::x');
  });

  test.each([
    ['a redirect', { status: 307 }, (url: string) => ({ location: url })],
    ['a link to the next page', { status: 200, body: [] }, (url: string) => ({ link: `<${url}>; rel="next"` })],
  ])('does not follow %s to another host', async (_name, fault, headers) => {
    const asked: string[] = [];
    const other = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end('[]');
    }).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}/repos/octo-org/shop/issues?secret=1`;
    session.github.fail('GET', { status: 403 }, { ...fault, headers: headers(url), unchecked: true });
    const error = await session.syncError(failing);
    other.close();
    expect(error).toMatchObject({ code: 'foreign-address' });
    expect(String(error)).not.toContain('secret=1');
    expect(asked).toEqual([]);
    expect(session.github.count('POST')).toBe(0);
  });

  test('a renamed repository is followed on the same host, with the method and the body', async () => {
    session.github.fail('POST', { status: 301, headers: { location: '/repos/octo-org/shop/issues' }, unchecked: true });
    expect(await session.sync(failing)).toMatchObject([{ action: 'created', number: 1 }]);
    expect(session.github.count('POST')).toBe(2);
  });

  test('redirects without an end are an error', async () => {
    session.github.fail('GET', ...Array.from({ length: 6 }, () => ({ status: 302, headers: { location: '/user' }, unchecked: true })));
    expect(await session.syncError(failing, { retries: 0 })).toMatchObject({ code: 'unreachable' });
  });
});

test('mistakes in the settings are told before anything is sent', async () => {
  for (const wrong of [{ repository: 'shop' }, { repository: undefined }, { token: ' ' }, { token: 'a\nb' }, { apiUrl: 'ftp://x' }]) {
    expect(await session.syncError(failing, wrong)).toBeInstanceOf(UserError);
  }
  expect(session.github.received).toEqual([]);
});
