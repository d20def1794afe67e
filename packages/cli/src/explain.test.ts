import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Explanation } from '@loadline/compare';
import type { Comparison } from '@loadline/schema';
import { inFolder, root, run, statsCsv } from './testing/run.js';

const results = join(root, 'examples/ai-suite/results');
const baseline = join(results, 'baseline-*');
const slow = join(results, 'slow/run');
const config = join(root, 'examples/ai-suite/loadline.config.yaml');

describe('explain', () => {
  it('goes from the numbers of the files to the verdict that compare gives', async () => {
    const { code, out, err } = await run(root, ['explain', 'POST /query', 'p95', baseline, slow]);
    expect([code, err]).toEqual([0, '']);
    for (const side of ['before 1', 'before 5', 'now 1']) expect(out).toMatch(new RegExp(`${side} .* ms +[\\d,]+ requests +run_stats.csv`));
    for (const step of [
      'expected beforehand',
      'one run moves by itself',
      'Without what moved all',
      'Among all numbers',
      'The fail limit +25%',
      'The rule: evidence auto',
    ])
      expect(out).toContain(step);
    expect(out).toContain('worse (fail): beyond the limit +25%.');
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('gives the same as data, with the numbers of the comparison', async () => {
    await inFolder(async (folder) => {
      const { out } = await run(folder, ['explain', '/query', 'p95', baseline, slow, '--json']);
      await run(folder, ['compare', baseline, slow, '--report', 'json=comparison.json']);
      const comparison = JSON.parse(readFileSync(join(folder, 'comparison.json'), 'utf8')) as Comparison;
      const finding = comparison.findings.find((each) => each.endpoint?.name === '/query' && each.metric === 'p95_latency_ms');
      const explanation = JSON.parse(out) as { verdict: string; steps: { code: string; numbers: { name: string; value: number }[] }[] };
      const family = explanation.steps.find((step) => step.code === 'family');
      expect(family?.numbers.find(({ name }) => name === 'pAdjusted')?.value).toBe(finding?.evidence.q);
      expect(explanation.verdict).toBe(finding?.verdict);
    });
  });

  it('explains every number that the example judges or does not', async () => {
    await inFolder(async (folder) => {
      await run(folder, ['compare', baseline, slow, '--config', config, '--report', 'json=comparison.json', '--quiet']);
      const { findings, coverage } = JSON.parse(readFileSync(join(folder, 'comparison.json'), 'utf8')) as Comparison;
      for (const { service, metric } of [...findings, ...coverage.notJudged]) {
        const { code, out } = await run(folder, ['explain', service, metric, baseline, slow, '--config', config]);
        expect([service, metric, code]).toEqual([service, metric, 0]);
        expect(out).toMatch(/ 1\. (What the files say|Why nothing was computed)\n/);
        expect(out).not.toMatch(/undefined|NaN|\[object/);
      }
    });
  });

  it('says why nothing was computed of what is gone', async () => {
    await inFolder(async (folder) => {
      const row = { name: '/a', p95: 100 };
      writeFileSync(join(folder, 'A.csv'), statsCsv([row, { name: '/gone', p95: 100 }]));
      writeFileSync(join(folder, 'B.csv'), statsCsv([row]));
      const { code, out } = await run(folder, ['explain', '/gone', 'p95', 'A.csv', 'B.csv']);
      expect(code).toBe(0);
      expect(out).toContain('Why nothing was computed');
      expect(out.replace(/\s+/g, ' ')).toContain('not measured (missing): the baseline has 1,000 requests a run of it, this run has none.');
    });
  });

  it('takes the name of an endpoint for it where a service has the same, unless told otherwise', async () => {
    await inFolder(async (folder) => {
      writeFileSync(join(folder, 'A.csv'), statsCsv([{ name: 'all', p95: 100 }]));
      const gates = { gates: [{ p95: '+10%' }, { service: 'all', p95: '+20%' }] };
      writeFileSync(join(folder, 'loadline.config.json'), JSON.stringify(gates));
      expect((await run(folder, ['explain', 'all', 'p95', 'A.csv', 'A.csv'])).out).toContain('fail limit +10%');
      expect((await run(folder, ['explain', 'all', 'p95', 'A.csv', 'A.csv', '--scope', 'service'])).out).toContain('fail limit +20%');
    });
  });

  it('with --confirm explains the verdict of that look, and says what compare --confirm says', async () => {
    await inFolder(async (folder) => {
      const sides = [baseline, slow];
      for (const confirm of ['--confirm', '--confirm=2']) {
        const compared = await run(folder, ['compare', ...sides, confirm, '--json']);
        const { findings, sequence } = JSON.parse(compared.out) as Comparison;
        const finding = findings.find((each) => each.endpoint?.name === '/query' && each.metric === 'p95_latency_ms');
        const { code, out } = await run(folder, ['explain', '/query', 'p95', ...sides, confirm, '--json']);
        expect(code).toBe(0);
        const { steps, verdict } = JSON.parse(out) as Explanation;
        const number = (step: string, name: string) =>
          steps.find((each) => each.code === step)?.numbers.find((each) => each.name === name)?.value;
        expect(verdict).toBe(finding?.verdict);
        expect([number('look', 'look'), number('look', 'maxLooks')]).toEqual([sequence.look, sequence.maxLooks]);
        expect((number('look', 'qSpent') ?? NaN) / (number('look', 'qWhole') ?? NaN)).toBeCloseTo(sequence.alphaSpent ?? NaN, 12);
        expect(number('family', 'pAdjusted')).toBe(finding?.evidence.q);
        const why = steps.find((each) => each.code === 'again')?.text ?? 'nothing';
        expect(compared.err).toContain(`${why}; make ${number('again', 'moreRuns')} more run`);
      }
    });
  });

  it('with --confirm says of each number which look it is, and how to go on', async () => {
    const { out } = await run(root, ['explain', 'POST /query', 'p95', baseline, slow, '--confirm']);
    const text = out.replace(/\s+/g, ' ');
    expect(text).toContain('look 1 of at most 3 proven up to, over all looks 0.01');
    expect(text).toMatch(
      /Whether to run again Run again: .* Why, over the whole report: 5 findings are beyond the limit by one run alone\./,
    );
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    expect((await run(root, ['explain', 'POST /query', 'p95', baseline, slow])).out).not.toMatch(/all looks|which look|run again/i);
  });

  it('with --fail-on says whether to run again as compare does with the same', async () => {
    await inFolder(async (folder) => {
      writeFileSync(join(folder, 'loadline.config.json'), JSON.stringify({ gates: [{ p50: { slo: '< 1ms' }, p95: '+10%' }] }));
      const again = async (...flags: string[]) => {
        const compared = await run(folder, ['compare', baseline, slow, '--confirm', ...flags]);
        const { out } = await run(folder, ['explain', '/query', 'p95', baseline, slow, '--confirm', '--json', ...flags]);
        return [compared.code, (JSON.parse(out) as Explanation).steps.at(-1)?.way];
      };
      // A goal that is not met fails the report, and no other run will change that.
      expect(await again()).toEqual([1, 'done']);
      expect(await again('--fail-on', 'none')).toEqual([4, 'run-again']);
    });
  });

  it('with --confirm before its name says how to write that', async () => {
    const { code, err } = await run(root, ['explain', '--confirm', 'POST /query', 'p95', baseline, slow]);
    expect([code, err]).toEqual([2, expect.stringContaining('`--confirm POST /query`; expected a whole number of looks from 2 to 50')]);
    expect((await run(root, ['explain', '--confirm=3', 'POST /query', 'p95', baseline, slow])).code).toBe(0);
  });

  it('answers a name or a metric that is not there with those that are', async () => {
    await inFolder(async (folder) => {
      writeFileSync(
        join(folder, 'A.csv'),
        statsCsv([
          { name: '/a', p95: 100 },
          { method: 'POST', name: '/a', p95: 100 },
          { name: '/b\u001b[31m', p95: 1 },
        ]),
      );
      const ask = (...words: string[]) => run(folder, ['explain', ...words, 'A.csv', 'A.csv']);
      const typo = await ask('GET /q', 'p95');
      expect([typo.code, typo.out]).toEqual([2, '']);
      expect(typo.err).toContain('nothing named `GET /q`');
      expect(typo.err).toContain('Did you mean `GET /a`?');
      expect(typo.err).not.toContain('\u001b');
      const two = await ask('/a', 'p95');
      expect([two.code, two.err]).toEqual([2, expect.stringContaining('2 endpoints named `/a`; expected one of `GET /a`, `POST /a`')]);
      const metric = await ask('GET /a', 'p97');
      expect([metric.code, metric.err]).toEqual([
        2,
        expect.stringMatching(/no limit on `p97` of GET \/a; expected one of .*p95_latency_ms/),
      ]);
      expect((await ask('run', 'p95')).code).toBe(2);
    });
  });
});
