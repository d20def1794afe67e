import { describe, expect, test } from 'vitest';
import type { RequestFailure } from './request-failure.js';
import { retryWaitSeconds } from './retry-wait.js';

const limits = { retries: 3, maxWaitSeconds: 120 };
const DATE = 'Mon, 05 Jan 2026 08:00:00 GMT';

function answer(status: number, headers: Record<string, string> = {}, message = ''): RequestFailure {
  return { kind: 'answer', status, headers: new Map(Object.entries(headers)), message, fields: [] };
}

describe('wait before trying again, in seconds', () => {
  test.each<[string, RequestFailure, number | undefined]>([
    ['no answer', { kind: 'network', message: '' }, 1],
    ['no answer in time', { kind: 'timeout', message: '' }, 1],
    ['not GitHub’s answer', { kind: 'malformed', message: '' }, undefined],
    ['another host', { kind: 'foreign', message: '' }, undefined],
    ['502', answer(502), 1],
    ['503 with retry-after', answer(503, { 'retry-after': '20' }), 20],
    ['503 with retry-after beyond the longest wait', answer(503, { 'retry-after': '121' }), undefined],
    ['408', answer(408), 1],
    ['401', answer(401), undefined],
    ['403', answer(403, { 'x-ratelimit-remaining': '4999' }, 'Must have admin rights'), undefined],
    ['404', answer(404), undefined],
    ['422', answer(422), undefined],
    ['429', answer(429), 60],
    ['429 with a date', answer(429, { date: DATE, 'retry-after': 'Mon, 05 Jan 2026 08:00:05 GMT' }), 6],
    ['429 with a time that cannot be read', answer(429, { 'retry-after': 'soon' }), 60],
    ['primary limit', answer(403, { date: DATE, 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1767600010' }), 11],
    ['primary limit, reset already past', answer(403, { date: DATE, 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1767600000' }), 1],
    [
      'primary limit, an hour to go',
      answer(403, { date: DATE, 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1767603600' }),
      undefined,
    ],
    ['primary limit without GitHub’s clock', answer(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1767600010' }), 60],
    ['secondary limit', answer(403, {}, 'You have exceeded a secondary rate limit.'), 60],
  ])('%s', (_name, failure, seconds) => {
    expect(retryWaitSeconds(failure, 0, limits)).toBe(seconds);
  });

  test('doubles, up to the longest wait, as often as allowed', () => {
    const waits = [0, 1, 2, 3].map((attempt) => retryWaitSeconds(answer(500), attempt, { retries: 3, maxWaitSeconds: 3 }));
    expect(waits).toEqual([1, 2, 3, undefined]);
  });
});
