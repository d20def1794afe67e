import { describe, expect, it } from 'vitest';
import { judge, one } from './testing/judge.js';

describe('the sides as a report tells of them', () => {
  const machine = { name: 'staging', machine: 'c7g.large', cpuCount: 2 };

  it('have the window of all current runs, in whatever order they were given', () => {
    const runs = ['2026-01-12T18:10:00Z', '2026-01-12T20:00:00+02:00'].map((startedAt, at) =>
      one({ p95: 1 }, { id: `r${at}`, startedAt, durationSeconds: 90.5 }),
    );
    expect(judge(one({ p95: 1 }), runs).current).toMatchObject({
      startedAt: '2026-01-12T20:00:00+02:00',
      endedAt: '2026-01-12T18:11:30.500Z',
    });
  });

  it('have no end where a run does not tell its length', () => {
    const runs = [{ durationSeconds: 60 }, {}].map((info, at) =>
      one({ p95: 1 }, { id: `r${at}`, startedAt: '2026-01-12T18:00:00Z', ...info }),
    );
    const { current } = judge(one({ p95: 1 }), runs);
    expect(current.startedAt).toBe('2026-01-12T18:00:00Z');
    expect(current).not.toHaveProperty('endedAt');
    expect(judge(one({ p95: 1 }), one({ p95: 1 }, { durationSeconds: 60 })).current).not.toHaveProperty('endedAt');
    expect(
      judge(one({ p95: 1 }), one({ p95: 1 }, { startedAt: '2026-01-12T18:00:00Z', durationSeconds: 1e15 })).current,
    ).not.toHaveProperty('endedAt');
  });

  it('have the machines: of the newest run before, of the first run now', () => {
    const before = [{}, { environment: machine }].map((info, at) => one({ p95: 1 }, { id: `b${at}`, ...info }));
    const after = [{ environment: { os: 'linux' } }, {}].map((info, at) => one({ p95: 1 }, { id: `r${at}`, ...info }));
    const { baseline, current } = judge(before, after);
    expect(baseline.environment).toEqual(machine);
    expect(current.environment).toEqual({ os: 'linux' });
  });
});
