import { type Baseline, type Diagnostic, echo, endpointKey, type Load, type Noise, type Policy, type Run } from '@loadline/schema';
import { ratesOf, stagesOf } from '../describe-load.js';
import { environmentOf } from './check-identical.js';

/** What noise is to be expected of: the two sides of a comparison; nothing where there is none yet. */
export interface NoiseSides {
  baseline?: Pick<Baseline, 'baseline' | 'runs' | 'services'>;
  runs?: readonly Run[];
}

/** Whether noise that was measured may be expected of a comparison. */
export interface NoiseFit {
  /** What it was measured on that this is not; it is not used then. */
  against?: { what: 'environment' | 'suite'; measured: string; here: string };
  diagnostics: Diagnostic[];
}

/** Where fewer of the endpoints than this were measured, it is said. */
const LEAST_SHARE = 0.5;
/** Characters of a name that are shown. */
const LONGEST = 80;

/**
 * Whether noise that was measured holds for a comparison. Of another environment or suite it is not used. A tool, a load, a scenario
 * or endpoints that differ may move by as much or not: it is used, with a warning. What is not stated does not differ.
 *
 * @param file what the noise is called, for messages.
 * @param policy its environment and suite are those of runs that state none.
 * @example fitNoise(noise, 'loadline.noise.json', policy, { baseline, runs }).against // undefined: it may be used
 */
export function fitNoise(
  { noise, measured }: Pick<Noise, 'noise' | 'measured'>,
  file: string,
  policy: Pick<Policy, 'environment' | 'suite'>,
  { baseline, runs = [] }: NoiseSides = {},
): NoiseFit {
  const before = baseline?.runs ?? [];
  const environments = [
    ...before.map(({ environment }) => environment?.name ?? baseline?.baseline.environment),
    ...(runs.length === 0 ? [policy.environment ?? undefined] : runs.map((run) => environmentOf(run) ?? policy.environment ?? undefined)),
  ];
  const suites = [
    ...before.map(({ suite }) => suite ?? baseline?.baseline.suite),
    ...(runs.length === 0 ? [policy.suite] : runs.map(({ run }) => run.suite ?? policy.suite)),
  ];
  const against = differing('environment', noise.environment, environments) ?? differing('suite', noise.suite, suites);
  if (against !== undefined) {
    const { what, measured: there, here } = against;
    const message = `${echo(file, LONGEST)} was measured in the ${what} \`${echo(there, LONGEST)}\`, not in \`${echo(here, LONGEST)}\`, and is not used`;
    return { against, diagnostics: [{ code: 'noise-not-used', severity: 'warning', message }] };
  }
  const differences = [...ofRuns(noise, [...before, ...runs.map(({ run }) => run)]), ...ofEndpoints(measured, baseline, runs)];
  if (differences.length === 0) return { diagnostics: [] };
  const message = `${echo(file, LONGEST)} was measured on something else, which may move by more or less: ${differences.join(', ')}`;
  return { diagnostics: [{ code: 'noise-differs', severity: 'warning', message }] };
}

function differing(
  what: 'environment' | 'suite',
  measured: string | undefined,
  here: readonly (string | undefined)[],
): NoiseFit['against'] {
  const other = measured === undefined ? undefined : here.find((each) => each !== undefined && each !== measured);
  return measured === undefined || other === undefined ? undefined : { what, measured, here: other };
}

/** What is stated of a run on either side. */
interface Stated {
  tool: string;
  load: Load;
  scenario?: string;
}

const ASPECTS: readonly (readonly [what: string, of: (run: Stated) => string | undefined])[] = [
  ['load generator', ({ tool }) => tool || undefined],
  ['scenario', ({ scenario }) => scenario],
  ['load model', ({ load }) => (load.model === 'unknown' ? undefined : load.model)],
  ['users', ({ load }) => (typeof load.users === 'number' ? String(load.users) : undefined)],
  ['stages of users', ({ load }) => stagesOf(load)],
  ['arrival rate', ({ load }) => ratesOf(load)],
];

function ofRuns({ tool, users, load, scenario }: Noise['noise'], runs: readonly Stated[]): string[] {
  const stated: Stated = {
    tool,
    load: { ...(load ?? { model: 'unknown' }), ...(users === undefined || users === null ? {} : { users }) },
    ...(scenario === undefined ? {} : { scenario }),
  };
  return ASPECTS.flatMap(([what, of]) => {
    const there = of(stated);
    const here = there === undefined ? undefined : runs.map(of).find((each) => each !== undefined && each !== there);
    return here === undefined || there === undefined ? [] : [`${what} ${echo(there, LONGEST)}, here ${echo(here, LONGEST)}`];
  });
}

function ofEndpoints(measured: Noise['measured'], baseline: NoiseSides['baseline'], runs: readonly Run[]): string[] {
  const here = new Set([
    ...(baseline?.services ?? []).flatMap(({ endpoints }) => endpoints.map(({ endpoint }) => endpointKey(endpoint))),
    ...runs.flatMap(({ endpoints }) => endpoints.map((endpoint) => endpointKey(endpoint))),
  ]);
  if (measured === undefined || here.size === 0) return [];
  const known = measured.filter((endpoint) => here.has(endpointKey(endpoint))).length;
  return known >= here.size * LEAST_SHARE ? [] : [`${known} of the ${here.size} endpoints here were measured`];
}
