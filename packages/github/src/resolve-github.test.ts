import { UserError } from '@loadline/schema';
import { describe, expect, test } from 'vitest';
import { resolveGithub, type GithubEnvironment, type GithubFlags } from './resolve-github.js';

const ENV = { GITHUB_TOKEN: 't0ken', GITHUB_REPOSITORY: 'octo-org/shop' };

function mistake(env: GithubEnvironment, flags?: GithubFlags): UserError {
  try {
    resolveGithub(env, flags);
  } catch (error) {
    if (error instanceof UserError) return error;
  }
  throw new Error('no UserError');
}

describe('settings', () => {
  test('from the environment', () => {
    expect(resolveGithub(ENV)).toEqual({ token: 't0ken', repository: 'octo-org/shop', apiUrl: 'https://api.github.com' });
  });

  test('a flag goes before its variable; what is empty is not given', () => {
    const env = { ...ENV, GITHUB_API_URL: 'https://github.example.com/api/v3' };
    const flags = { token: ' other\n', repository: 'a/b', apiUrl: '' };
    expect(resolveGithub(env, flags)).toEqual({ token: 'other', repository: 'a/b', apiUrl: 'https://github.example.com/api/v3' });
  });

  test('user-info, query, fragment and the last slash of the address go', () => {
    const { apiUrl } = resolveGithub({ ...ENV, GITHUB_API_URL: 'https://me:pw@github.example.com:8443/api/v3/?x=1#y' });
    expect(apiUrl).toBe('https://github.example.com:8443/api/v3');
  });

  test('a dry run needs neither token nor repository, but what is given is checked', () => {
    expect(resolveGithub({}, { dryRun: true })).toEqual({ apiUrl: 'https://api.github.com' });
    expect(mistake({}, { dryRun: true, repository: 'shop' }).code).toBe('bad-repository');
  });

  test.each(['octo-org/shop', 'a/b', 'a/.github', 'octo_corp/shop.js', 'a1/-'])('%s is a repository', (repository) => {
    expect(resolveGithub(ENV, { repository }).repository).toBe(repository);
  });
});

describe('mistakes', () => {
  test.each(['shop', 'a/b/c', '/b', 'a/', 'a/..', 'a/.', 'a b/c', 'a/b?x', 'a/b#x', '-a/b', 'a/%2e', 'a/b\\c'])(
    '%s is no repository',
    (repository) => {
      expect(mistake(ENV, { repository }).code).toBe('bad-repository');
    },
  );

  test('an address in place of owner/name is answered with the name', () => {
    expect(mistake(ENV, { repository: 'https://github.com/octo-org/shop.git' }).details.hint).toBe('Write octo-org/shop.');
  });

  test.each([
    [{}, 'no-token'],
    [{ GITHUB_TOKEN: '' }, 'no-token'],
    [{ GITHUB_TOKEN: 'x' }, 'no-repository'],
  ] as const)('%o', (env, code) => {
    expect(mistake(env).code).toBe(code);
  });

  test.each(['api.github.com', 'ftp://x', 'file:///etc/passwd', 'http://'])('%s is no address', (apiUrl) => {
    expect(mistake(ENV, { apiUrl }).code).toBe('bad-api-url');
  });

  test('no message holds the token, wherever it was put', () => {
    const secrets = ['se cret-token', 'ghp_0123456789abcdefghijABCDEFGHIJ012345'];
    const errors = [
      mistake({ ...ENV, GITHUB_TOKEN: 'se cret-token' }),
      mistake(ENV, { repository: 'https://x-access-token:ghp_0123456789abcdefghijABCDEFGHIJ012345@github.com/a/b' }),
      mistake(ENV, { repository: 'ghp_0123456789abcdefghijABCDEFGHIJ012345' }),
      mistake({ GITHUB_TOKEN: 'se-cret', GITHUB_REPOSITORY: 'se-cret' }),
      mistake(ENV, { apiUrl: 'ssh://x:ghp_0123456789abcdefghijABCDEFGHIJ012345@host' }),
    ];
    for (const { message } of errors) for (const secret of [...secrets, 'se-cret']) expect(message).not.toContain(secret);
  });
});
