import { locustRound } from '@loadline/stats';
import { describe, expect, it } from 'vitest';
import { exampleService } from '../example-service.js';
import { simulateRun } from '../simulate-run.js';
import type { Sample } from '../simulate-samples.js';
import { valueOf } from '../testing/spread-of.js';
import { writeJtl } from './write-jtl.js';
import { writeLocustStats } from './write-locust-stats.js';

const rowsOf = (text: string) => text.split('\r\n').map((row) => row.split(','));

describe('writeLocustStats', () => {
  const run = simulateRun(exampleService(3, 1), { seed: 2 });
  const [header = [], ...rows] = rowsOf(writeLocustStats(run));

  it('writes the header of Locust 2', () => {
    // locust 2.47.0: the first line of run_stats.csv.
    expect(header.join(',')).toBe(
      'Type,Name,Request Count,Failure Count,Median Response Time,Average Response Time,Min Response Time,Max Response Time,Average Content Size,Requests/s,Failures/s,50%,66%,75%,80%,90%,95%,98%,99%,99.9%,99.99%,100%',
    );
  });

  it('writes a row for each endpoint, rounded as Locust rounds, and the total', () => {
    expect(rows).toHaveLength(5);
    run.endpoints.forEach((endpoint, index) => {
      const row = rows[index] ?? [];
      expect(row.slice(0, 4)).toEqual(['GET', endpoint.name, String(endpoint.requests), String(endpoint.failures)]);
      for (const percentile of [50, 95, 99.9]) {
        const ms = valueOf(run, `p${percentile}_latency_ms`, index);
        expect(Number(row[header.indexOf(`${percentile}%`)])).toBe(locustRound(ms));
      }
      expect(Number(row[header.indexOf('100%')])).toBe(locustRound(valueOf(run, 'max_latency_ms', index)));
      expect(Number(row[9])).toBe(valueOf(run, 'rps', index));
      const percentiles = row.slice(11).map(Number);
      expect(percentiles).toEqual([...percentiles].sort((a, b) => a - b));
    });
    const total = rows[3] ?? [];
    expect(total.slice(0, 2)).toEqual(['', 'Aggregated']);
    expect(Number(total[2])).toBe(run.endpoints.reduce((sum, { requests }) => sum + (requests ?? 0), 0));
    expect(rows[4]).toEqual(['']);
  });

  it('takes a run that is rounded already', () => {
    const rounded = simulateRun(exampleService(1), { seed: 2, requests: 30, rounding: 'locust' });
    expect(() => writeLocustStats(rounded)).not.toThrow();
  });

  it('writes N/A where no request was made', () => {
    const none = rowsOf(writeLocustStats(simulateRun(exampleService(1), { seed: 2, requests: 0 })));
    expect(none[1]?.join(',')).toBe(`GET,/cart,0,0,0,0.0,0,0,0.0,0.0,0.0,${Array(11).fill('N/A').join(',')}`);
  });
});

describe('writeJtl', () => {
  it('writes whole ms, and quotes what needs it', () => {
    const samples: Sample[] = [
      { startMs: 1000.7, elapsedMs: 12.6, failed: false, endpoint: { kind: 'request', method: 'GET', name: '/cart' } },
      { startMs: 1002.1, elapsedMs: 99.4, failed: true, endpoint: { kind: 'request', name: 'a "b", c' } },
    ];
    expect(writeJtl(samples)).toBe(
      [
        'timeStamp,elapsed,label,responseCode,responseMessage,threadName,success,Latency',
        '1000,13,GET /cart,200,OK,Users 1-1,true,13',
        '1002,99,"a ""b"", c",500,Internal Server Error,Users 1-1,false,99',
        '',
      ].join('\n'),
    );
  });
});
