import { describe, expect, it } from 'vitest';
import { sameWarmup } from './same-warmup.js';

const cut = { id: 'a', warmupSeconds: 30 };
const whole = { id: 'b', sources: [{ name: 'run_stats.csv' }] };

describe('sameWarmup', () => {
  it('cuts nothing where a run could not be cut, and says which', () => {
    expect(sameWarmup([cut, whole], 30)).toEqual({
      warmupSeconds: 0,
      diagnostic: {
        code: 'warmup-left-in',
        severity: 'warning',
        message: 'the first 30 s are left in on both sides: they were not cut from run_stats.csv, and what is compared has to be alike',
      },
    });
    expect(sameWarmup([{ id: 'b', warmupSeconds: 0 }, cut], 0.1)?.diagnostic.message).toMatch(/^the first 0.1 s .* not cut from b,/);
  });

  it('has nothing to say where all are cut, or none is, or none was to be', () => {
    expect(sameWarmup([cut, cut], 30)).toBeUndefined();
    expect(sameWarmup([whole, whole], 30)).toBeUndefined();
    expect(sameWarmup([], 30)).toBeUndefined();
    expect(sameWarmup([cut, whole], 0)).toBeUndefined();
  });
});
