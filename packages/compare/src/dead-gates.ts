import type { Diagnostic, Gate, Policy } from '@loadline/schema';
import { nearest } from '@loadline/schema';
import { describeGate, gateFits } from './gates.js';
import type { Subject } from './subjects.js';

/** Longest name that is proposed: what is longer nobody types. */
const LONGEST = 200;

/** Gates of the configuration that match nothing: each an error, with the name that was probably meant. */
export function deadGates(subjects: readonly Subject[], policy: Policy): Diagnostic[] {
  return policy.gates
    .filter((gate) => !gate.default && !subjects.some((subject) => gateFits(gate, subject)))
    .map((gate) => {
      const meant = nearestName(gate, subjects);
      const hint = meant === undefined ? '' : `; did you mean ${meant}?`;
      const name = describeGate(gate);
      return {
        code: 'gate-matches-nothing',
        severity: 'error',
        message: `gate ${gate.index + 1} of the configuration (${name}) matches nothing on either side${hint}`,
        gate: { index: gate.index, name, ...(meant === undefined ? {} : { nearest: meant }) },
      };
    });
}

/** Of a service that is written wrong the configuration itself complains. */
function nearestName({ scope, match }: Gate, subjects: readonly Subject[]): string | undefined {
  const pattern = match?.text ?? match?.name;
  if (scope !== 'endpoint' || pattern === undefined || !('glob' in pattern)) return undefined;
  const names = new Set(subjects.flatMap(({ endpoint }) => endpointNames(endpoint)));
  return nearest(
    pattern.glob,
    [...names].filter((name) => name.length <= LONGEST),
  );
}

/** As a gate may name it: with its method and without. */
function endpointNames(endpoint: Subject['endpoint']): string[] {
  if (endpoint === undefined) return [];
  const { name, method } = endpoint;
  return method === undefined || method === null ? [name] : [`${method} ${name}`, name];
}
