import { flatReaders } from './flat/readers.js';
import { loadlineReaders } from './loadline/readers.js';
import { locustReaders } from './locust/readers.js';
import type { Reader } from './reader.js';

/** All formats that are read, in the order in which they are tried. A load generator is one folder and one line here. */
export const readers: readonly Reader[] = [...loadlineReaders, ...locustReaders, ...flatReaders];
