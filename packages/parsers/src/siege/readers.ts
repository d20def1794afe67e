import type { Reader } from '../reader.js';

/** What siege writes. */
export const siegeReaders: readonly Reader[] = [];
