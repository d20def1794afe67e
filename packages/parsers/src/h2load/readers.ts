import type { Reader } from '../reader.js';

/** What h2load writes. */
export const h2loadReaders: readonly Reader[] = [];
