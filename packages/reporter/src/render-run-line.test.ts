import { describe, expect, it } from 'vitest';
import type { Run } from '@loadline/schema/types';
import { renderRunLine } from './render-run-line.js';

const endpoint = { kind: 'request', name: '/a', requests: 1000, failures: 1, metrics: [] } as const;
const base: Run = {
  $schema: '',
  kind: 'loadline/run',
  version: '1.0',
  run: {
    id: 'x',
    tool: 'wrk',
    load: { model: 'closed', users: 8 },
    partial: false,
    sources: [],
    startedAt: '2026-01-02T03:04:05Z',
    durationSeconds: 3,
  },
  endpoints: [
    { ...endpoint, metrics: [] },
    { ...endpoint, name: '/b', metrics: [] },
  ],
  errors: [],
  diagnostics: [],
};

describe('renderRunLine', () => {
  it('counts what the total, or else the endpoints say', () => {
    expect(renderRunLine(base)).toBe('2 endpoints, 2,000 requests, 2 failures');
    expect(renderRunLine({ ...base, endpoints: [], total: { requests: 7, failures: null, metrics: [] } })).toBe(
      '0 endpoints, 7 requests, an unknown number of failures',
    );
    expect(renderRunLine({ ...base, total: { requests: null, failures: null, metrics: [] } })).toBe(
      '2 endpoints, 2,000 requests, 2 failures',
    );
    expect(renderRunLine({ ...base, endpoints: [] })).toBe('0 endpoints, an unknown number of requests, an unknown number of failures');
    expect(renderRunLine({ ...base, endpoints: [{ ...endpoint, metrics: [], failures: null }] })).toBe(
      '1 endpoint, 1,000 requests, an unknown number of failures',
    );
  });
  it('counts one as one, and thousands with their comma', () => {
    expect(renderRunLine({ ...base, endpoints: [{ ...endpoint, requests: 1, metrics: [] }] })).toBe('1 endpoint, 1 request, 1 failure');
    const many = Array.from({ length: 2345 }, () => ({ ...endpoint, failures: 0, metrics: [] }));
    expect(renderRunLine({ ...base, endpoints: many })).toBe('2,345 endpoints, 2,345,000 requests, 0 failures');
  });
  it('says what the files do not', () => {
    const { startedAt: _start, durationSeconds: _duration, ...info } = base.run;
    expect(renderRunLine({ ...base, run: { ...info, load: { model: 'unknown', users: null } } })).toBe(
      '2 endpoints, 2,000 requests, 2 failures\n  not in the files: start, duration, users',
    );
  });
});
