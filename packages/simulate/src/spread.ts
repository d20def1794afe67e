import type { Random } from '@loadline/stats';
import type { Settings } from './settings.js';
import type { Service } from './types.js';

/** The standard deviation from run to run of each endpoint: lognormal around `sigma`, its median. */
export function drawSigmas({ endpoints }: Service, { sigma, heterogeneity }: Settings, random: Random): number[] {
  return endpoints.map(() => sigma * Math.exp(heterogeneity * random.normal()));
}

/** Start of the first run in ms since the epoch; undefined where it is not stated. */
export function startOf({ startedAt }: Settings): number | undefined {
  return startedAt === undefined ? undefined : Date.parse(startedAt);
}
