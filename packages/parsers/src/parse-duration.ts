const UNITS: Readonly<Record<string, number>> = { ns: 1e-6, us: 1e-3, µs: 1e-3, μs: 1e-3, ms: 1, '': 1, s: 1000, sec: 1000, m: 60_000, min: 60_000, h: 3_600_000 };

/** A text that stands for "not measured". */
export function isMissing(text: string): boolean {
  return /^(?:|-|--|n\/?a|none|null|nan|[+-]?inf(?:inity)?)$/i.test(text.trim());
}

/**
 * A response time in ms: a bare number is ms, a unit (`ns`, `us`, `ms`, `s`, `m`, `h`) means what it says. Commas between
 * groups of three digits are read over.
 *
 * @returns undefined for what is missing (`N/A`, empty, `-`, `NaN`); null for what cannot be read, or is negative or not finite.
 * @example parseDurationMs('1.5s') // 1500
 */
export function parseDurationMs(text: string): number | undefined | null {
  if (isMissing(text)) return undefined;
  const match = /^\s*(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+)\s*([a-zµμ]*)\s*$/i.exec(text);
  const unit = UNITS[(match?.[2] ?? '').toLowerCase()];
  if (match === null || unit === undefined) return null;
  const value = Number((match[1] ?? '').replaceAll(',', '')) * unit;
  return Number.isFinite(value) && value <= Number.MAX_SAFE_INTEGER ? value : null;
}

/** A count: a whole number, 0 or more; null for anything else. */
export function parseCount(text: string): number | null {
  const plain = text.trim().replace(/^(\d{1,3}(?:,\d{3})+)$/, (grouped) => grouped.replaceAll(',', ''));
  if (!/^\d{1,16}(?:\.0+)?$/.test(plain)) return null;
  const value = Number(plain);
  return Number.isSafeInteger(value) ? value : null;
}

/** A number that is finite and not negative; undefined for what is missing, null for what cannot be read. */
export function parseNumber(text: string): number | undefined | null {
  if (isMissing(text)) return undefined;
  const value = /^\s*\d+(?:\.\d*)?(?:e[+-]?\d+)?\s*$/i.test(text) ? Number(text) : NaN;
  return Number.isFinite(value) ? value : null;
}
