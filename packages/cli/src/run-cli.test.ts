import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Comparison, Run } from '@loadline/schema';
import { inFolder, root, run, statsCsv } from './testing/run.js';

const example = join(root, 'examples/ai-suite');
const write = (folder: string, files: Record<string, string>) => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
};
const good = statsCsv([
  { name: '/a', p95: 100 },
  { method: 'POST', name: '/b', p95: 200 },
]);
/** Another run of the same speed. */
const same = statsCsv([
  { name: '/a', requests: 1001, p95: 100 },
  { method: 'POST', name: '/b', p95: 200 },
]);
const slow = statsCsv([
  { name: '/a', p95: 100 },
  { method: 'POST', name: '/b', p95: 300 },
]);

describe('the commands', () => {
  it('are these, each with help and an example', async () => {
    const { out, code } = await run(root, ['--help']);
    expect(code).toBe(0);
    for (const command of ['compare', 'check', 'explain', 'extract', 'baseline', 'report', 'issue', 'calibrate', 'plan', 'formats'])
      expect(out).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
    for (const command of [
      ['compare'],
      ['check'],
      ['explain'],
      ['extract'],
      ['baseline', 'build'],
      ['baseline', 'show'],
      ['baseline', 'diff'],
      ['report'],
      ['issue'],
      ['calibrate'],
      ['plan'],
      ['formats'],
    ]) {
      const help = await run(root, [...command, '--help']);
      expect(help.code).toBe(0);
      expect(help.out).toMatch(/Examples?:\n\s+\$ (.*)loadline /);
    }
  });
  it('answer a mistake with the nearest word and exit code 2', async () => {
    const { code, err } = await run(root, ['compair', 'a', 'b']);
    expect(code).toBe(2);
    expect(err).toContain('compare');
    expect((await run(root, ['compare', 'a'])).code).toBe(2);
    expect((await run(root, ['compare', 'a', 'b', 'c'])).err).toContain('too many arguments');
    expect((await run(root, ['compare', 'a', 'b', '--reprot', 'md'])).err).toContain('--report');
  });
});

describe('compare', () => {
  it('needs nothing set up, and writes nothing that nobody asked for', async () => {
    await inFolder(async (folder) => {
      write(folder, { 'A.csv': good, 'B.csv': slow });
      const { code, out, err } = await run(folder, ['compare', 'A.csv', 'B.csv']);
      expect(code).toBe(1);
      expect(out).toContain('POST /b');
      expect(out).toContain('+25%');
      expect(err).toBe('');
      expect(readdirSync(folder)).toEqual(['A.csv', 'B.csv']);
      for (const line of out.split('\n')) expect([...line].length).toBeLessThanOrEqual(80);
    });
  });
  it('is 0 for the same, by prefix, and from standard input', async () => {
    await inFolder(async (folder) => {
      write(folder, { 'before_stats.csv': good, 'after_stats.csv': slow, 'A.csv': same });
      expect((await run(folder, ['compare', 'before', 'A.csv'])).code).toBe(0);
      expect((await run(folder, ['compare', 'before', 'after'])).code).toBe(1);
      expect((await run(folder, ['compare', '-', 'after'], { stdin: good })).code).toBe(1);
      expect((await run(folder, ['compare', 'before', '-'], { stdin: same })).code).toBe(0);
      expect((await run(folder, ['compare', '-', '-'], { stdin: good })).code).toBe(2);
    });
  });
  it('gives JSON by itself on standard output, and any report to a file', async () => {
    await inFolder(async (folder) => {
      write(folder, { 'A.csv': good, 'B.csv': slow });
      const { out } = await run(folder, ['compare', 'A.csv', 'B.csv', '--json']);
      expect((JSON.parse(out) as Comparison).verdict).toBe('fail');
      const { out: page, err } = await run(folder, ['compare', 'A.csv', 'B.csv', '--report', 'md=deep/er/r.md', '--report', 'json=c.json']);
      expect(page).toContain('FAIL');
      expect(err).toContain('wrote deep/er/r.md');
      expect(readFileSync(join(folder, 'deep/er/r.md'), 'utf8')).toContain('## Performance Regression Analysis');
      const again = await run(folder, ['report', 'deep/er/r.md', '--json']);
      const { curves, ...rest } = JSON.parse(readFileSync(join(folder, 'c.json'), 'utf8')) as Comparison;
      expect(JSON.parse(again.out)).toEqual(rest);
      expect(curves?.map(({ side }) => side)).toContain('current');
    });
  });
  it('knows --fail-on', async () => {
    await inFolder(async (folder) => {
      write(folder, { 'A.csv': good, 'B.csv': slow, 'C.csv': same });
      expect((await run(folder, ['compare', 'A.csv', 'B.csv', '--fail-on', 'none'])).code).toBe(0);
      expect((await run(folder, ['compare', 'A.csv', 'C.csv', '--fail-on', 'pass'])).code).toBe(1);
      expect((await run(folder, ['compare', 'A.csv', 'B.csv', '--fail-on', 'fial'])).err).toContain('Did you mean `fail`?');
      expect((await run(folder, ['compare', 'A.csv', 'B.csv', '--fail-on', 'warning'])).err).toContain('Did you mean `warn`?');
    });
  });
  it('says so where the judged run is in the baseline', async () => {
    await inFolder(async (folder) => {
      write(folder, { 'A.csv': good, 'B.csv': slow });
      const { code, out } = await run(folder, ['compare', '*.csv', 'B.csv']);
      expect([code, out.replace(/\s+/g, ' ')]).toEqual([0, expect.stringContaining('held against itself: run 2 (B.csv)')]);
      expect((await run(folder, ['compare', 'A.csv', 'A.csv'])).code).toBe(0);
    });
  });
  it('compares five runs against one on the real example', async () => {
    await inFolder(async (folder) => {
      const words = [
        join(example, 'results/baseline-*'),
        join(example, 'results/slow'),
        '--config',
        join(example, 'loadline.config.yaml'),
        '--metric',
        'mcp_server/sandbox_violations=0',
        '--json',
      ];
      const { code, out } = await run(folder, ['compare', ...words]);
      const comparison = JSON.parse(out) as Comparison;
      expect(code).toBe(1);
      expect(comparison.baseline.runs).toBe(5);
      const verdict = (service: string, metric: string) =>
        comparison.findings.find((each) => each.service === service && each.metric === metric)?.verdict;
      expect(verdict('rag_service', 'query_p95_ms')).toBe('fail');
      expect(verdict('rag_service', 'qdrant_timeout_rate_pct')).toBe('fail');
      expect(verdict('rag_service', 'index_p95_ms')).toBe('pass');
      expect(verdict('mcp_server', 'tool_p95_ms')).toBe('pass');
      expect(verdict('mcp_server', 'sandbox_violations')).toBe('pass');
      const same = await run(folder, ['compare', words[0] ?? '', join(example, 'results/same'), ...words.slice(2)]);
      expect(same.code).toBe(0);
    });
  });
  it('stops and asks when runs of a side overlap in time', async () => {
    await inFolder(async (folder) => {
      const { code, err } = await run(folder, [
        'compare',
        join(example, 'results/baseline-1/run_stats.csv'),
        join(example, 'results/slow'),
      ]);
      expect([code, err]).toEqual([1, '']);
    });
  });
});

describe('check', () => {
  it('makes the first run the baseline, then judges against it', async () => {
    await inFolder(async (folder) => {
      write(folder, { 'A.csv': good, 'B.csv': slow, 'C.csv': same });
      expect((await run(folder, ['check', 'A.csv', '--require-baseline'])).code).toBe(2);
      const first = await run(folder, ['check', 'A.csv']);
      expect([first.code, first.out]).toEqual([
        0,
        'nothing was judged; this run is now the first baseline: docs/performance-baselines.json\nCommit this file, so that the next check finds it. With --require-baseline a missing one is an error (exit code 2), best in CI.\n',
      ]);
      expect((await run(folder, ['check', 'A.csv'])).code).toBe(0);
      expect((await run(folder, ['check', 'C.csv'])).code).toBe(0);
      expect((await run(folder, ['check', 'B.csv'])).code).toBe(1);
    });
  });
  it('does not make a failing run the baseline', async () => {
    await inFolder(async (folder) => {
      write(folder, { 'A.csv': statsCsv([{ name: '/a', p95: 5, failures: 900 }]) });
      const { code, err } = await run(folder, ['check', 'A.csv']);
      expect(code).toBe(2);
      expect(err).toContain('cannot serve as the first');
      expect(existsSync(join(folder, 'docs'))).toBe(false);
    });
  });
  it('never crosses environments', async () => {
    await inFolder(async (folder) => {
      write(folder, { 'A.csv': good });
      await run(folder, ['check', 'A.csv', '--environment', 'staging']);
      const { code, err } = await run(folder, ['check', 'A.csv'], { env: { LOADLINE_ENVIRONMENT: 'production' } });
      expect([code, err]).toEqual([2, expect.stringContaining('environment `staging`')]);
    });
  });
});

describe('extract and baseline', () => {
  it('write where the scripts did, and the flat form when asked', async () => {
    await inFolder(async (folder) => {
      write(folder, { 'A.csv': good, 'C.csv': same });
      expect((await run(folder, ['extract', 'A.csv'])).code).toBe(0);
      const document = JSON.parse(readFileSync(join(folder, 'load-results.json'), 'utf8')) as Run;
      expect(document.endpoints.map((endpoint) => `${endpoint.method ?? ''} ${endpoint.name} ${endpoint.requests ?? ''}`)).toEqual([
        'GET /a 1000',
        'POST /b 1000',
      ]);
      expect(document.services).toBeUndefined();
      const flat = JSON.parse((await run(folder, ['extract', 'A.csv', '--flat', '--json'])).out) as Record<string, unknown>;
      expect(flat['all']).toMatchObject({ total_requests: 2000, total_failures: 0, error_rate_pct: 0 });
      expect((await run(folder, ['compare', 'load-results.json', 'C.csv'])).code).toBe(0);
      expect((await run(folder, ['compare', 'load-results.json', 'A.csv'])).code).toBe(0);
    });
  });
  it('answer what people type from habit', async () => {
    await inFolder(async (folder) => {
      write(folder, { 'in.csv': good });
      const { code, err } = await run(folder, ['extract', 'in.csv', 'out.json']);
      expect(code).toBe(2);
      expect(err).toContain('loadline extract in.csv -o out.json');
      write(folder, { 'out.json': '{"api": {"rps": 3}}' });
      expect((await run(folder, ['extract', 'in.csv', 'out.json'])).err).toContain('loadline extract in.csv -o out.json');
      expect(readFileSync(join(folder, 'out.json'), 'utf8')).toBe('{"api": {"rps": 3}}');
    });
  });
  it('build, show and diff', async () => {
    await inFolder(async (folder) => {
      write(folder, { 'A.csv': good, 'B.csv': slow });
      const built = await run(folder, ['baseline', 'build', 'A.csv', '--accepted-by', 'ada', '--rationale', 'quiet week']);
      expect(built.code).toBe(0);
      expect((await run(folder, ['baseline', 'show'])).out).toContain('quiet week');
      await run(folder, ['baseline', 'build', 'B.csv', '-o', 'b.json']);
      const diff = await run(folder, ['baseline', 'diff', 'docs/performance-baselines.json', 'b.json']);
      expect(diff.out).toContain('/b');
      expect((await run(folder, ['compare', 'docs/performance-baselines.json', 'B.csv'])).code).toBe(1);
      expect((await run(folder, ['baseline', 'build', 'A.csv', '--flat', '--json'])).out).toContain('"baseline_users"'.slice(0, 1));
    });
  });
});

describe('the configuration', () => {
  it('is found in the folder, and its mistakes have line and column', async () => {
    await inFolder(async (folder) => {
      write(folder, { 'A.csv': good, 'B.csv': slow, 'loadline.config.yaml': 'suite: x\ngates:\n  - { p95: { fail: "+100%" } }\n' });
      expect((await run(folder, ['compare', 'A.csv', 'B.csv'])).code).toBe(0);
      write(folder, { 'loadline.config.yaml': 'suite: x\ngates:\n  - p95: { fial: "+100%" }\n  - { p95: { fail: "+10% and fast" } }\n' });
      const { code, err } = await run(folder, ['compare', 'A.csv', 'B.csv']);
      expect(code).toBe(2);
      expect(err).toContain('loadline.config.yaml:3:12: the key `fial` in `gates[0].p95`; expected `warn`, `fail` or `slo`');
      expect(err).toContain('Did you mean `fail`?');
      expect(err).toContain('loadline.config.yaml:4:30: the limit `fast`');
      write(folder, { 'loadline.config.yaml': 'suite: [\n' });
      expect((await run(folder, ['compare', 'A.csv', 'B.csv'])).err).toMatch(/loadline\.config\.yaml:\d+:\d+: text that is not valid YAML/);
    });
  });
  it('shows every setting and where it came from', async () => {
    await inFolder(async (folder) => {
      write(folder, { 'loadline.config.yaml': 'suite: nightly\ngates:\n  - { p95: "+30%" }\n' });
      const { out } = await run(folder, ['--print-config'], { env: { LOADLINE_ENVIRONMENT: 'staging' } });
      expect(out).toMatch(/^suite\s+loadline\.config\.yaml:1\s+nightly$/m);
      expect(out).toMatch(/^environment\s+LOADLINE_ENVIRONMENT\s+staging$/m);
      expect(out).toMatch(/^evidence\s+default\s+auto$/m);
      expect(out).toMatch(/^gates\[0\]\.p95\s+loadline\.config\.yaml:3\s+each endpoint: fail \+30%$/m);
      expect((await run(folder, ['--print-config', '--config', 'gone.yaml'])).code).toBe(2);
    });
  });
  it('takes every kind of evidence, and refuses other words', async () => {
    await inFolder(async (folder) => {
      write(folder, { 'A.csv': good, 'B.csv': slow });
      for (const evidence of ['auto', 'advisory', 'required', 'strict']) {
        const { code, out } = await run(folder, ['compare', 'A.csv', 'B.csv', '--evidence', evidence]);
        expect([evidence, code]).toEqual([evidence, 1]);
        // The usual way needs no word.
        expect(/evidence\s+(\w+)\)/.exec(out)?.[1] ?? 'auto').toBe(evidence);
      }
      const { code, err } = await run(folder, ['compare', 'A.csv', 'B.csv', '--evidence', 'some']);
      expect([code, err]).toEqual([2, expect.stringContaining('`some`')]);
    });
  });
});

describe('issue', () => {
  it('prints its payloads without a token, and asks for one otherwise', async () => {
    await inFolder(async (folder) => {
      write(folder, { 'A.csv': good, 'B.csv': slow, 'C.csv': same });
      await run(folder, ['compare', 'A.csv', 'B.csv', '--report', 'md=r.md', '-q']);
      const dry = await run(folder, ['issue', 'r.md', '--dry-run']);
      expect(JSON.parse(dry.out)).toMatchObject({ kind: 'fail', labels: ['performance', 'regression', 'automated', 'priority-critical'] });
      const { code, err } = await run(folder, ['issue', 'r.md']);
      expect([code, err]).toEqual([2, expect.stringContaining('GITHUB_TOKEN')]);
      await run(folder, ['compare', 'A.csv', 'C.csv', '--report', 'json=ok.json', '-q']);
      expect((await run(folder, ['issue', 'ok.json', '--dry-run'])).out).toContain('no issue needed');
      expect((await run(folder, ['issue', 'A.csv', '--dry-run'])).code).toBe(2);
    });
  });
});
