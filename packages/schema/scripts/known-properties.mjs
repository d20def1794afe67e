// The properties that each document knows, at each of its places, as a table: a list of shapes, which name one another by index.
// A validator can say that a property is too much, but of a oneOf not which one; and it must look again after each.

/** @param schemas by name, as the files have them; @param names of the documents. */
export function knownProperties(schemas, names) {
  const byId = new Map([...schemas.values()].map((schema) => [schema.$id.split('/').pop(), schema]));
  const shapes = [{}];
  const known = new Map();
  const indexOf = (schema, root) => {
    const variants = resolve(schema, root);
    const key = JSON.stringify(variants.map(({ schema: one }) => one));
    if (!variants.some(({ schema: one }) => one.properties || one.items || typeof one.additionalProperties === 'object')) return 0;
    if (known.has(key)) return known.get(key);
    const index = shapes.push({}) - 1;
    known.set(key, index);
    shapes[index] = shapeOf(variants);
    return index;
  };
  const resolve = (schema, root) => {
    if (typeof schema.$ref === 'string') {
      const [file, pointer = ''] = schema.$ref.split('#');
      const target = file === '' ? root : byId.get(file);
      return resolve(
        pointer
          .split('/')
          .slice(1)
          .reduce((node, part) => node[part], target),
        target,
      );
    }
    const union = schema.oneOf ?? schema.anyOf ?? schema.allOf;
    return union === undefined ? [{ schema, root }] : union.flatMap((part) => resolve(part, root));
  };
  const shapeOf = (variants) => {
    const shape = {};
    for (const { schema, root } of variants) {
      if (schema.items) shape.items = indexOf(schema.items, root);
      if (typeof schema.additionalProperties === 'object') shape.others = indexOf(schema.additionalProperties, root);
      for (const [key, value] of Object.entries(schema.properties ?? {})) {
        const index = indexOf(value, root);
        shape.properties ??= {};
        shape.properties[key] = shape.properties[key] || index;
      }
    }
    return shape;
  };
  const documents = Object.fromEntries(names.map((name) => [name, indexOf(schemas.get(name), schemas.get(name))]));
  return { documents, shapes };
}
