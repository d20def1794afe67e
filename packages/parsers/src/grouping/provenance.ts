import type { Provenance } from '@loadline/schema';

/** From the surest to the least sure. */
const ORDER: readonly Provenance[] = ['exact', 'histogram', 'reported', 'interpolated', 'unstated', 'estimated'];

/** The least sure of some provenances; `exact` of none. What is made of several values is no surer than any of them. */
export function weakest(provenances: Iterable<Provenance>): Provenance {
  let worst: Provenance = 'exact';
  for (const each of provenances) if (ORDER.indexOf(each) > ORDER.indexOf(worst)) worst = each;
  return worst;
}
