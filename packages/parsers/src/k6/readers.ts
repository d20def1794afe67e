import type { Reader } from '../reader.js';

/** What k6 writes. */
export const k6Readers: readonly Reader[] = [];
