import { echo, UserError } from '@loadline/schema';
import { createRedactor, stripAddress } from './redact.js';

/** GitHub's own API. */
const DEFAULT_API_URL = 'https://api.github.com';

/** The environment variables that matter, as they stand. */
export interface GithubEnvironment {
  GITHUB_TOKEN?: string | undefined;
  GITHUB_REPOSITORY?: string | undefined;
  GITHUB_API_URL?: string | undefined;
}

/** What was said on the command line; it goes before the environment. */
export interface GithubFlags {
  token?: string | undefined;
  /** `owner/name`. */
  repository?: string | undefined;
  apiUrl?: string | undefined;
  /** Nothing will be sent: neither token nor repository is needed. */
  dryRun?: boolean | undefined;
}

/** Where to send issues, and by what right. */
export interface GithubSettings {
  /** `owner/name`; absent only in a dry run. */
  repository?: string;
  /** Absent only in a dry run. */
  token?: string;
  /** Address of the API, without a slash at the end. */
  apiUrl: string;
}

/** Settings with which something can be sent. */
export type CheckedSettings = Required<GithubSettings>;

/**
 * Settings from flags and environment: a flag goes before its variable, and what is empty counts as not given. Reads
 * nothing but its arguments.
 *
 * @throws UserError when the repository is not `owner/name`, the API is no http(s) address, the token cannot be one,
 * or (unless `dryRun`) the token or the repository is not given.
 * @example resolveGithub({ GITHUB_TOKEN: 't0ken', GITHUB_REPOSITORY: 'octo/shop' }) // apiUrl: 'https://api.github.com'
 */
export function resolveGithub(env: GithubEnvironment, flags: GithubFlags = {}): GithubSettings {
  const token = given(flags.token) ?? given(env.GITHUB_TOKEN);
  const repository = given(flags.repository) ?? given(env.GITHUB_REPOSITORY);
  const apiUrl = given(flags.apiUrl) ?? given(env.GITHUB_API_URL);
  const settings = { apiUrl, ...(token === undefined ? {} : { token }), ...(repository === undefined ? {} : { repository }) };
  return flags.dryRun === true ? checkGiven(settings) : checkSettings(settings);
}

/**
 * Settings with which something can be sent.
 *
 * @throws UserError as {@link resolveGithub} does.
 */
export function checkSettings(settings: { apiUrl?: string | undefined; token?: string; repository?: string }): CheckedSettings {
  const { apiUrl, token, repository } = checkGiven(settings);
  if (token === undefined) {
    throw new UserError({
      code: 'no-token',
      found: 'no token for GitHub',
      expected: 'GITHUB_TOKEN or --token',
      hint: 'In GitHub Actions: `env: { GITHUB_TOKEN: ${{ github.token }} }` and `permissions: { issues: write }`. `--dry-run` needs none.',
    });
  }
  if (repository === undefined) {
    throw new UserError({
      code: 'no-repository',
      found: 'no repository for the issues',
      expected: 'GITHUB_REPOSITORY or --repo, such as octo-org/shop',
    });
  }
  return { apiUrl, token, repository };
}

function checkGiven(settings: { apiUrl?: string | undefined; token?: string; repository?: string }): GithubSettings {
  const token = given(settings.token);
  const repository = given(settings.repository);
  return {
    apiUrl: checkApiUrl(settings.apiUrl ?? DEFAULT_API_URL, token),
    ...(token === undefined ? {} : { token: checkToken(token) }),
    ...(repository === undefined ? {} : { repository: checkRepository(repository, token) }),
  };
}

/** Whether a token sent there could be read on the way: plain http to another machine. */
export function isUnencrypted(apiUrl: string): boolean {
  const { protocol, hostname } = new URL(apiUrl);
  return protocol === 'http:' && !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}

function given(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === '' ? undefined : trimmed;
}

/** A token goes into a header: anything but visible ASCII would be refused there, with the token in the message. */
function checkToken(token: string): string {
  if (/^[!-~]+$/.test(token)) return token;
  throw new UserError({
    code: 'bad-token',
    found: 'the token for GitHub holds spaces, line breaks or other characters that no token has',
    expected: 'one word',
    hint: 'Copy it again; a secret that was pasted with its description is a usual cause.',
  });
}

function checkRepository(repository: string, token: string | undefined): string {
  const [owner, name, ...more] = repository.split('/');
  const good =
    more.length === 0 && /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/.test(owner ?? '') && /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/.test(name ?? '');
  if (good) return repository;
  const address = stripAddress(repository);
  const path = address === undefined ? undefined : /^\/([\w-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(new URL(address).pathname)?.[1];
  throw new UserError({
    code: 'bad-repository',
    found: `the repository is given as “${echo(createRedactor(token)(address ?? repository))}”`,
    expected: 'owner/name, such as octo-org/shop',
    ...(path === undefined ? {} : { hint: `Write ${path}.` }),
  });
}

function checkApiUrl(written: string, token: string | undefined): string {
  const address = stripAddress(written.trim());
  if (address === undefined) {
    throw new UserError({
      code: 'bad-api-url',
      found: `the address of GitHub's API is given as “${echo(createRedactor(token)(written))}”`,
      expected: 'an http(s) address, such as https://github.example.com/api/v3',
      hint: 'Leave GITHUB_API_URL unset for github.com.',
    });
  }
  return address.replace(/\/+$/, '');
}
