import { prometheusQuery } from './read-address.js';
import { readers } from './readers.js';

/** A format that can be read. */
export interface Format {
  /** Stable name; stands in `run.sources`. */
  format: string;
  /** The load generator. */
  tool: string;
  /** For people. */
  title: string;
}

/** The formats that can be read, in the order in which they are tried; last what is asked of a store at its address. */
export const formats: readonly Format[] = [...readers, prometheusQuery].map(({ format, tool, title }) => ({ format, tool, title }));
