import type { Load } from '@loadline/schema';

/** Arrivals per second at the end of each stage, of an open load that states them. */
export function ratesOf({ stages = [] }: Load): string | undefined {
  const rates = joined(stages.map(({ ratePerSecond }) => ratePerSecond && rounded(ratePerSecond)));
  return rates && `${rates} /s`;
}

/** Users at the end of each stage with its length, of a load that states them. */
export function stagesOf({ stages = [] }: Load): string | undefined {
  return joined(
    stages.map(({ users, durationSeconds }) => (users === undefined ? undefined : `${users} in ${rounded(durationSeconds)} s`)),
  );
}

function joined(values: readonly (string | number | undefined)[]): string | undefined {
  return values.filter((value) => value !== undefined).join(' then ') || undefined;
}

/** A version, but no range of versions (`>=1.2`), which only says what a file's shape allows. */
export function exactVersion(version: string | undefined): string | undefined {
  return version === undefined || /[<>]/.test(version) ? undefined : version;
}

/** What was cut off the start of a run. A run that says nothing of a warm-up has cut none. */
export function warmupOf({ warmupSeconds = 0 }: { warmupSeconds?: number }): string {
  return warmupSeconds === 0 ? 'nothing' : `${rounded(warmupSeconds)} s`;
}

/** Three digits, as people say a length or a rate. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
