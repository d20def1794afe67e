const NUMERIC = /^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:e[+-]?\d{1,3})?\s?%?$/i;

/**
 * The number that a value of a result file is: a number, or its text, with commas between thousands or a per-cent sign
 * (`1,234.5`, `15.6%` is 15.6). Undefined for what is none: `N/A`, `NaN`, `-`, empty, null, an infinity, text with a unit.
 *
 * @example numberOf('3,516') // 3516
 */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || value.length > 60) return undefined;
  const text = value.trim();
  if (!/\d/.test(text) || !NUMERIC.test(text)) return undefined;
  const number = Number(text.replaceAll(',', '').replace(/\s?%$/, ''));
  return Number.isFinite(number) ? number : undefined;
}

/**
 * The count that a value of a result file is: a whole number from 0 to 2⁵³ − 1, as {@link numberOf} reads it.
 *
 * @example countOf('25,629') // 25629
 */
export function countOf(value: unknown): number | undefined {
  const number = numberOf(value);
  return number !== undefined && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}
