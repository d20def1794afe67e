import { describe, expect, it } from 'vitest';
import { draw } from '../packages/compare/src/testing/draw.js';
import { buildRun, type Numbers } from '../packages/compare/src/testing/build.js';
import { renderHtml } from '../packages/reporter/src/index.js';

/** Two runs of 400 endpoints: changes of latency both ways, of failures, and a few that are worse. */
const [before, after] = [false, true].map((isAfter) =>
  buildRun({
    all: Object.fromEntries(
      Array.from({ length: 400 }, (_, index): [string, Numbers] => {
        const factor = isAfter ? (index < 5 ? 2 : 1 + ((index % 2 === 0 ? 1 : -1) * index) / 10_000) : 1;
        const failures = isAfter && index % 7 === 0 ? 3 : 1;
        return [`/e${index}`, { requests: 100_000, failures, p50: 100 * factor, p95: 200 * factor, p99: 300 * factor }];
      }),
    ),
  }),
);

describe('full detail in a page, and pictures in its comparison', () => {
  it('are of the same endpoints', () => {
    if (before === undefined || after === undefined) throw new Error('two runs were made');
    const comparison = draw([before], [after]);
    const drawn = new Set(comparison.curves?.map(({ endpoint }) => endpoint?.name));
    const text = renderHtml(comparison);
    const detailed = [...text.matchAll(/<summary>Details of <bdi>(?:GET )?(\/e\d+)</g)].map(([, name]) => name);
    expect(drawn.size).toBeGreaterThan(200);
    expect(new Set(detailed)).toEqual(drawn);
    expect(text.match(/Latency over the percentiles<\/bdi>/g)?.length).toBeGreaterThanOrEqual(drawn.size);
  });
});
