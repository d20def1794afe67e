import { changePointChecks } from './change-point-checks.mjs';
import { difference } from './difference.mjs';
import { functionChecks } from './function-checks.mjs';
import { groupChecks } from './group-checks.mjs';
import { proportionChecks } from './proportion-checks.mjs';
import { reportChecks } from './report-checks.mjs';
import { sampleChecks } from './sample-checks.mjs';

/** A case is for the first of these that answers with checks: [what, expected, found, why the expected one may be off]. */
const kinds = [reportChecks, functionChecks, sampleChecks, groupChecks, proportionChecks, changePointChecks];

/**
 * Holds the statistics to the cases of a file; yields for each its name, what is wrong, and notes: where a reference is off
 * itself, the answer is held to the definition instead.
 */
export function* checkCases({ cases = [], tolerance }, stats) {
  for (const [index, each] of cases.entries()) {
    const checks = kinds.map((kind) => kind(each, stats)).find((found) => found !== undefined);
    const name = `case ${index + 1}${each.name === undefined ? '' : ` (${each.name})`}`;
    const wrong = checks === undefined ? [`of no known kind: ${Object.keys(each).join(', ')}`] : [];
    const notes = new Set();
    for (const [what, expected, found, excuse] of checks ?? []) {
      const text = difference(expected, found, tolerance, what);
      if (text === undefined) continue;
      const reason = excuse?.();
      if (typeof reason === 'string') notes.add(`${text}: ${reason}`);
      else wrong.push(text);
    }
    yield { name, wrong, notes: [...notes] };
  }
}
