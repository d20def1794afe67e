const DEPTH_LIMIT = 200;

/**
 * A JSON text, or undefined when it is not JSON or nested deeper than 200. Text after the document is let pass only as
 * white space.
 */
export function parseJson(text: string): unknown {
  if (nesting(text) > DEPTH_LIMIT) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Deepest nesting of brackets outside of strings; stops counting past the limit. */
function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let index = 0; index < text.length && deepest <= DEPTH_LIMIT; index++) {
    const code = text.charCodeAt(index);
    if (inString) {
      if (code === 92) index++;
      else if (code === 34) inString = false;
    } else if (code === 34) inString = true;
    else if (code === 91 || code === 123) deepest = Math.max(deepest, ++depth);
    else if (code === 93 || code === 125) depth--;
  }
  return deepest;
}

/** A value as an object with unknown fields; undefined for anything else. */
export function asObject(value: unknown): Record<string, unknown> | undefined {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
}

/** A field as a finite number that is not negative; undefined where it is missing or anything else. */
export function numberField(object: Record<string, unknown>, key: string): number | undefined {
  const value = Object.hasOwn(object, key) ? object[key] : undefined;
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}

/** A field as a count; null where it is missing or anything else. */
export function countField(object: Record<string, unknown>, key: string): number | null {
  const value = numberField(object, key);
  return value !== undefined && Number.isSafeInteger(value) ? value : null;
}

/** A field as text; undefined where it is missing or anything else. */
export function textField(object: Record<string, unknown>, key: string): string | undefined {
  const value = Object.hasOwn(object, key) ? object[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** A field as a list of objects; what is no object is left out. */
export function objectsField(object: Record<string, unknown>, key: string): Record<string, unknown>[] {
  return objectsOf(object[key]);
}

/** A value as a list of objects; what is no object is left out. */
export function objectsOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map(asObject).filter((item) => item !== undefined) : [];
}
