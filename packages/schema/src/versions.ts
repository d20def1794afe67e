/** Version of the documents' shapes that this package writes, `major.minor`. */
export const schemaVersion = '1.0';

/** The documents that have a schema. */
export type DocumentName = 'run' | 'baseline' | 'policy' | 'comparison' | 'history-entry' | 'execution' | 'noise';

/** Address of a document's schema; stands in its `$schema`. It names the schema and need not be fetched. */
export function schemaAddress(name: DocumentName | 'config'): string {
  return `https://loadline.dev/schemas/${name}.schema.json`;
}
