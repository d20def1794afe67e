import type { Metric } from '@loadline/schema';
import { decimalOf } from './aggregate-layout.js';

/** The one count that has a printed share; null where several have it. */
export function failuresOf(requests: number, share: string): number | null {
  const printed = decimalOf(share);
  if (printed === undefined || printed > 100) return null;
  const half = stepOf(share) / 2 + 1e-9;
  const low = Math.ceil(((printed - half) * requests) / 100);
  const high = Math.floor(((printed + half) * requests) / 100);
  const [least, most] = [Math.max(low, 0), Math.min(high, requests)];
  return least === most ? least : null;
}

/** The share as it is printed. */
export function printedShare(share: string): Metric[] {
  const value = decimalOf(share);
  return value === undefined ? [] : [{ name: 'error_rate_pct', value, provenance: 'reported', resolution: stepOf(share) }];
}

function stepOf(share: string): number {
  return 10 ** -(/[.,](\d{1,6})/.exec(share)?.[1]?.length ?? 0);
}
