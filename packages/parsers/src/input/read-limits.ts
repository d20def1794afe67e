/** What a hostile or broken file may cost. Beyond any of these, reading ends in one clear error or folds, as each says. */
export interface ReadLimits {
  /** Longest line (or quoted record) in characters; a longer one is an error. */
  lineLength: number;
  /** Longest JSON or HTML document in characters; a longer one is an error. */
  documentLength: number;
  /** Endpoints that keep their name; further ones are folded into `(other)` with a diagnostic. */
  endpoints: number;
  /** Deepest nesting of a JSON document; a deeper one is an error. */
  nesting: number;
  /** Greatest ratio of decompressed to compressed bytes, once 64 MiB have come out; beyond it is an error. */
  compressionRatio: number;
}

/** Lines of 16 MiB, documents of 256 MiB, 10,000 endpoints, 64 levels, a compression of 1 : 200. */
export const defaultReadLimits: Readonly<ReadLimits> = {
  lineLength: 16 * 1024 * 1024,
  documentLength: 256 * 1024 * 1024,
  endpoints: 10_000,
  nesting: 64,
  compressionRatio: 200,
};
