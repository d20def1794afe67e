import { execFile, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Comparison } from '@loadline/schema';
import { type LocalGithub, startLocalGithub } from '../../github/test/local-github.js';
import { inFolder, root, run, statsCsv } from './testing/run.js';

const main = join(root, 'packages/cli/dist/main.js');
const token = 'ghp_secretsecretsecretsecretsecretsecret';
let github: LocalGithub;

beforeEach(async () => {
  github = await startLocalGithub();
});
afterEach(async () => {
  expect(github.violations).toEqual([]);
  await github.close();
});

const env = () => ({ ...process.env, GITHUB_TOKEN: token, GITHUB_REPOSITORY: 'octo-org/shop', GITHUB_API_URL: github.url });

async function issue(folder: string): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [main, 'issue', 'r.md'], { cwd: folder, env: env() });
  expect(stdout + stderr).not.toContain(token);
  return stdout;
}

async function withReport(use: (folder: string) => Promise<void>): Promise<void> {
  await inFolder(async (folder) => {
    writeFileSync(join(folder, 'A.csv'), statsCsv([{ name: '/a', p95: 100 }]));
    writeFileSync(join(folder, 'B.csv'), statsCsv([{ name: '/a', p95: 200 }]));
    expect((await run(folder, ['compare', 'A.csv', 'B.csv', '--report', 'md=r.md', '-q'])).code).toBe(1);
    await use(folder);
  });
}

describe('loadline issue, as a process, against a server', () => {
  it('twice: one issue, found again', async () => {
    await withReport(async (folder) => {
      expect(await issue(folder)).toMatch(/^created /);
      expect(await issue(folder)).toMatch(/^(updated|unchanged) /);
      expect(github.issues.filter((each) => each.state === 'open').length).toBe(1);
      expect(github.count('POST')).toBe(1);
    });
  });

  it('killed between request and answer, then run again: one open issue', async () => {
    await withReport(async (folder) => {
      github.fail('POST', { store: true, way: 'hang' });
      const child = spawn(process.execPath, [main, 'issue', 'r.md'], { cwd: folder, env: env(), stdio: 'ignore' });
      await github.hanging();
      child.kill('SIGKILL');
      expect(await issue(folder)).toMatch(/^(updated|unchanged) /);
      expect(github.issues.filter((each) => each.state === 'open').length).toBe(1);
    });
  });

  it('says what to do when it may not, and exits with 3', async () => {
    await withReport(async (folder) => {
      github.fail('GET', {
        status: 401,
        body: { message: 'Bad credentials', documentation_url: 'https://docs.github.com/rest', status: '401' },
      });
      const failed = await promisify(execFile)(process.execPath, [main, 'issue', 'r.md'], { cwd: folder, env: env() }).catch(
        (error: unknown) => error as { code: number; stderr: string },
      );
      expect(failed).toMatchObject({ code: 3 });
      expect(failed.stderr).not.toContain(token);
      expect(failed.stderr).toMatch(/token/i);
    });
  });
});

describe('loadline issue, where there is nothing to write', () => {
  const fine = () => JSON.parse(readFileSync(join(root, 'packages/reporter/testdata/comparisons/all-fine.json'), 'utf8')) as Comparison;
  const saidOf = async (comparison: Comparison) =>
    (await run(root, ['issue', '-', '--dry-run'], { stdin: JSON.stringify(comparison) })).out;

  it('says that none is needed, and nothing of the kind where it was not judged as asked', async () => {
    expect(await saidOf(fine())).toBe('no failures and no warnings: no issue needed\n');
    const message = 'gate 2 of the configuration (POST /chekout) matches nothing on either side';
    const gate = { index: 1, name: 'POST /chekout' };
    const dead = { code: 'gate-matches-nothing', severity: 'error' as const, message, gate };
    expect(await saidOf({ ...fine(), diagnostics: [dead] })).toBe(
      'not judged as asked (gate 2 (POST /chekout) matches nothing: correct the configuration), and no issue was written\n',
    );
    expect(await saidOf({ ...fine(), verdict: 'invalid', headline: 'not comparable: the machines differ' })).toBe(
      'nothing was judged (the machines differ), and no issue was written\n',
    );
  });

  it('says once that nothing was judged', async () => {
    const nothing = readFileSync(join(root, 'packages/reporter/testdata/comparisons/nothing-at-all.json'), 'utf8');
    expect((await run(root, ['issue', '-', '--dry-run'], { stdin: nothing })).out).toBe(
      'nothing was judged (neither side has any requests), and no issue was written\n',
    );
  });
});

describe('loadline issue, from a copy that was reduced', () => {
  it('says so as `report` does, unless it is to be quiet', async () => {
    await inFolder(async (folder) => {
      const rows = Array.from({ length: 1500 }, (_, index) => ({ name: `/${index}/${(index * 7919) % 10_007}`, p95: 100 + (index % 89) }));
      writeFileSync(join(folder, 'A.csv'), statsCsv(rows));
      writeFileSync(join(folder, 'B.csv'), statsCsv(rows.map((row) => ({ ...row, p95: row.p95 * 2 }))));
      await run(folder, ['compare', 'A.csv', 'B.csv', '--report', 'md=r.md', '-q']);
      const said = 'This copy was reduced to fit into a report';
      expect((await run(folder, ['issue', 'r.md', '--dry-run'])).err).toContain(said);
      expect((await run(folder, ['report', 'r.md'])).err).toContain(said);
      expect((await run(folder, ['issue', 'r.md', '--dry-run', '-q'])).err).toBe('');
    });
  });

  it('says what a newer version said in words of its own', async () => {
    const { findings, ...rest } = JSON.parse(
      readFileSync(join(root, 'packages/reporter/testdata/comparisons/one-regression.json'), 'utf8'),
    ) as Comparison;
    const stdin = JSON.stringify({
      ...rest,
      findings: findings.map((each, index) => (index === 0 ? { ...each, verdict: 'sideways' } : each)),
    });
    const issued = await run(root, ['issue', '-', '--dry-run'], { stdin });
    const reported = await run(root, ['report', '-'], { stdin });
    expect([issued.err, reported.err]).toEqual([expect.stringContaining('sideways'), expect.stringContaining('sideways')]);
  });
});
