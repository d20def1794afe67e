import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Run } from '@loadline/schema';
import { inFolder, root, run, statsCsv } from './testing/run.js';

const recorded = JSON.parse(readFileSync(join(root, 'packages/parsers/testdata/prometheus/live-k6-native.json'), 'utf8')) as {
  address: string;
  answers: Record<string, unknown>;
};
const sent: (string | undefined)[] = [];
const server = createServer((request, response) => {
  sent.push(request.headers.authorization);
  const query = new URL(request.url ?? '/', 'http://localhost').searchParams.get('query') ?? '';
  response.end(JSON.stringify(recorded.answers[query] ?? { status: 'error', errorType: 'bad_data', error: 'not recorded' }));
});
let address = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  address = recorded.address.replace(/:\d+\?/, `:${typeof bound === 'object' && bound !== null ? bound.port : 0}?`);
});
afterAll(() => void server.close());

describe('the address of a time-series store', () => {
  const env = { PROMETHEUS_TOKEN: 'sesame' };
  it('is extracted like a file, with the token of the environment', async () => {
    await inFolder(async (folder) => {
      const { code, out, err } = await run(folder, ['extract', address, '--json'], { env });
      expect([code, err]).toEqual([0, expect.not.stringContaining('sesame')]);
      const extracted = JSON.parse(out) as Run;
      expect(extracted.endpoints.find(({ name }) => name === '/fast')).toMatchObject({ method: 'GET', requests: 356, failures: 0 });
      expect(extracted.run.sources).toMatchObject([{ format: 'prometheus-query' }]);
      expect(out).not.toMatch(/sesame|testid/);
      expect(new Set(sent)).toEqual(new Set(['Bearer sesame']));
    });
  });
  it('is a side of a comparison', async () => {
    await inFolder(async (folder) => {
      writeFileSync(join(folder, 'before.csv'), statsCsv([{ method: 'GET', name: '/fast', p95: 3 }]));
      const { code, out } = await run(folder, ['compare', 'before.csv', address, '--json'], { env });
      expect(code).toBeLessThan(2);
      expect(out).toContain('"/fast"');
      expect(out).not.toContain('sesame');
    });
  });
  it('says in one error what is wrong with it', async () => {
    await inFolder(async (folder) => {
      const { code, err } = await run(folder, ['extract', 'prometheus+http://ada:sesame@127.0.0.1:9?duration=1m']);
      expect([code, err]).toEqual([2, expect.stringContaining('PROMETHEUS_PASSWORD')]);
      expect(err).not.toContain('sesame');
      expect((await run(folder, ['extract', 'prometheus+http://127.0.0.1:18?duration=1m'])).err).toContain('ECONNREFUSED');
    });
  });
});
