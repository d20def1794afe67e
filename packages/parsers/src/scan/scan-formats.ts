import type { ScanFormat } from './scanner.js';

const all: readonly ScanFormat<never>[] = [];

/** The raw formats that are read from bytes, by name. */
export const scanFormats: ReadonlyMap<string, ScanFormat<unknown>> = new Map(
  all.map((format) => [format.name, format as ScanFormat<unknown>]),
);
