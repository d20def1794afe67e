/** The part of ajv's error object that we read. */
export interface ErrorObject {
  /** JSON Pointer of the value that was found. */
  instancePath: string;
  keyword: string;
  params: Record<string, unknown>;
  message?: string;
}
