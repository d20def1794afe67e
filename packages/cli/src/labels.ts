import type { Labels } from '@loadline/schema';
import { UserError } from '@loadline/schema';
import type { Context } from './context.js';

const KNOWN = ['commit', 'branch', 'environment', 'repository', 'pullRequest', 'job', 'buildUrl'] as const;

/** Labels of the run that is being made: from GitHub Actions, from GitLab CI, then from `--label name=value`. */
export function readLabels(env: Context['env'], given: readonly string[]): Labels {
  const pick = (...names: string[]) => names.map((name) => env[name]).find((value) => value !== undefined && value !== '');
  const server = env['GITHUB_SERVER_URL'];
  const build =
    server !== undefined && env['GITHUB_REPOSITORY'] !== undefined && env['GITHUB_RUN_ID'] !== undefined
      ? `${server}/${env['GITHUB_REPOSITORY']}/actions/runs/${env['GITHUB_RUN_ID']}`
      : pick('CI_JOB_URL');
  const labels: Labels = {};
  set(labels, 'commit', pick('GITHUB_SHA', 'CI_COMMIT_SHA'));
  set(labels, 'branch', pick('GITHUB_HEAD_REF', 'GITHUB_REF_NAME', 'CI_COMMIT_REF_NAME'));
  set(labels, 'repository', pick('GITHUB_REPOSITORY', 'CI_PROJECT_PATH'));
  set(labels, 'pullRequest', /^refs\/pull\/(\d+)\//.exec(env['GITHUB_REF'] ?? '')?.[1] ?? pick('CI_MERGE_REQUEST_IID'));
  set(labels, 'job', pick('GITHUB_JOB', 'CI_JOB_NAME'));
  set(labels, 'buildUrl', build === undefined ? undefined : stripAddress(build));
  for (const text of given) addLabel(labels, text);
  return labels;
}

/** An address without its user-info, query and fragment. */
export function stripAddress(address: string): string {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  return `${url.protocol}//${url.host}${url.pathname}`;
}

function set(labels: Labels, name: (typeof KNOWN)[number], value: string | undefined): void {
  if (value !== undefined) labels[name] = value;
}

function addLabel(labels: Labels, text: string): void {
  const at = text.indexOf('=');
  if (at <= 0)
    throw new UserError({
      code: 'usage-label',
      found: `\`--label ${text}\``,
      expected: '`--label NAME=VALUE`, such as `--label commit=1a2b3c4`',
    });
  const name = text.slice(0, at);
  const value = text.slice(at + 1);
  const known = KNOWN.find((candidate) => candidate === name);
  if (known !== undefined) labels[known] = value;
  else labels.custom = [...(labels.custom ?? []).filter((tag) => tag.name !== name), { name, value }];
}
