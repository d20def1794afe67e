const numberOf = (value) => ({ Infinity, '-Infinity': -Infinity, NaN })[value] ?? value;

/** Where two values differ; undefined where they agree. What the case does not have is not compared. */
export function difference(expected, found, { rel = 1e-9, abs = 1e-12 } = {}, path = '') {
  const wanted = numberOf(expected);
  if (wanted === undefined) return undefined;
  if (typeof wanted === 'number') return isNear(wanted, found, rel, abs) ? undefined : `${path}: expected ${wanted}, found ${found}`;
  if (wanted === null || typeof wanted !== 'object') return wanted === found ? undefined : `${path}: expected ${wanted}, found ${found}`;
  if (Array.isArray(wanted) && wanted.length !== found?.length)
    return `${path}: expected ${JSON.stringify(wanted)}, found ${JSON.stringify(found)}`;
  for (const key of Object.keys(wanted)) {
    const inner = difference(wanted[key], found?.[key], { rel, abs }, `${path}.${key}`);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

function isNear(wanted, found, rel, abs) {
  if (typeof found !== 'number') return false;
  return Object.is(wanted, found) || wanted === found || Math.abs(wanted - found) <= abs + rel * Math.abs(wanted);
}
