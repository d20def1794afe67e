import { documentShapes, shapes } from './generated/known-properties.js';
import type { DocumentName } from './versions.js';

/** A property that no schema speaks of. */
export interface UnknownProperty {
  /** The object that has it. */
  holder: Record<string, unknown>;
  key: string;
  /** Place of the object, as a JSON pointer. */
  at: string;
}

/** Every property of a document that its schema does not know, in the order of the document. Values of a wrong type are passed over. */
export function findUnknown(name: DocumentName, document: unknown): UnknownProperty[] {
  const found: UnknownProperty[] = [];
  const visit = (value: unknown, index: number, at: string): void => {
    const shape = shapes[index];
    if (index === 0 || shape === undefined || value === null || typeof value !== 'object') return;
    if (Array.isArray(value)) {
      const { items = 0 } = shape;
      if (items > 0) value.forEach((item, place) => visit(item, items, `${at}/${place}`));
      return;
    }
    const { properties, others } = shape;
    const holder = value as Record<string, unknown>;
    for (const key of Object.keys(holder)) {
      const known = properties !== undefined && Object.hasOwn(properties, key) ? properties[key] : others;
      if (known !== undefined) visit(holder[key], known, `${at}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
      else if (properties !== undefined) found.push({ holder, key, at });
    }
  };
  visit(document, documentShapes[name], '');
  return found;
}
