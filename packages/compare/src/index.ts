export { compareFlat, type CompareFlatOptions, type FlatGate, type FlatLimits, type WrittenLimits } from './compare-flat.js';
export { decide, type DecideOptions } from './decide.js';
export { exitCode } from './exit-code.js';
