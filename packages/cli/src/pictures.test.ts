import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillLinks } from '@loadline/reporter';
import { assertDocument, type Comparison } from '@loadline/schema';
import { describe, expect, it } from 'vitest';
import { inFolder, root, run } from './testing/run.js';

const example = join(root, 'examples/ai-suite');
const [before, after] = [join(example, 'results/baseline-*'), join(example, 'results/slow')];

/** What a command gives as JSON, held to its schema. */
async function judged(folder: string, words: string[]): Promise<Comparison> {
  const { out } = await run(folder, [...words, '--json']);
  const comparison = JSON.parse(out) as Comparison;
  assertDocument(comparison);
  return comparison;
}

const sidesOf = (drawn: readonly { side: string }[] | undefined) => [...new Set((drawn ?? []).map(({ side }) => side))];

describe('what a report draws', () => {
  it('is in a comparison of results with results', async () => {
    await inFolder(async (folder) => {
      const { curves, timelines, history } = await judged(folder, ['compare', before, after]);
      expect(sidesOf(curves)).toEqual(['baseline', 'current']);
      // Locust counts every response time: a curve has more than the percentiles it prints.
      expect(curves?.[0]?.points.length).toBeGreaterThan(25);
      expect(sidesOf(timelines)).toEqual(['baseline', 'current']);
      expect(history?.runs).toHaveLength(6);
      const query = history?.series.find(({ endpoint, metric }) => endpoint?.name === '/query' && metric === 'p95_latency_ms');
      expect(query?.values.at(-1)).toBeGreaterThan(query?.band?.high ?? Infinity);
    });
  });

  it('is in a check against a baseline, as far as a baseline knows it', async () => {
    await inFolder(async (folder) => {
      await run(folder, ['baseline', 'build', before]);
      const { curves, timelines, history } = await judged(folder, ['check', after]);
      expect(sidesOf(curves)).toEqual(['baseline', 'current']);
      expect(sidesOf(timelines)).toEqual(['current']);
      expect(history?.runs).toHaveLength(6);
    });
  });
});

describe('links', () => {
  it('lead to the window of the run', async () => {
    await inFolder(async (folder) => {
      writeFileSync(
        join(folder, 'loadline.config.yaml'),
        'links:\n  traces: "https://traces.example/?from={startMs}&to={endMs}&q={name}"\n',
      );
      const comparison = await judged(folder, ['compare', before, after]);
      const [link] = fillLinks(comparison, comparison.findings[0]);
      expect(link?.name).toBe('traces');
      expect(link?.href).toMatch(/^https:\/\/traces\.example\/\?from=\d{13}&to=\d{13}&q=%2F\w+$/);
      expect((await run(folder, ['--print-config'])).out).toMatch(/links\.traces +loadline\.config\.yaml:2 +https:\/\/traces\.example/);
    });
  });

  it('say where one is wrong', async () => {
    await inFolder(async (folder) => {
      writeFileSync(join(folder, 'loadline.config.yaml'), 'links:\n  traces: "https://traces.example/?from={startMS}"\n');
      const { code, err } = await run(folder, ['compare', before, after]);
      expect(code).toBe(2);
      expect(err).toContain('loadline.config.yaml:2:41: the placeholder `{startMS}`; expected one of `{startMs}`');
      expect(err).toContain('Did you mean `{startMs}`?');
    });
  });
});
