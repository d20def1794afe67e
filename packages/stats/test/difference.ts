/**
 * Where two values differ, as text; undefined where they agree. Numbers agree to a relative error; infinities stand as text.
 * What the expected value does not name is not compared.
 */
export function difference(expected: unknown, found: unknown, rel: number, path = 'value'): string | undefined {
  const wanted = expected === 'Infinity' ? Infinity : expected === '-Infinity' ? -Infinity : expected;
  const off = `${path}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found) ?? String(found)}`;
  if (typeof wanted === 'number') {
    const isNear = typeof found === 'number' && (wanted === found || Math.abs(wanted - found) <= rel * Math.abs(wanted));
    return isNear ? undefined : off;
  }
  if (typeof wanted !== 'object' || wanted === null) return wanted === found ? undefined : off;
  if (typeof found !== 'object' || found === null) return off;
  if (Array.isArray(wanted) && wanted.length !== (found as unknown[]).length) return off;
  for (const [key, value] of Object.entries(wanted)) {
    const inner = difference(value, (found as Record<string, unknown>)[key], rel, `${path}.${key}`);
    if (inner !== undefined) return inner;
  }
  return undefined;
}
