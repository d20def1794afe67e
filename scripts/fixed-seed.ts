// The same commit gives the same answer on every machine: property tests draw from one seed. PROPERTY_SEED=random, or a
// number, looks elsewhere; what it finds becomes an example of its test.
import fc from 'fast-check';

const wanted = process.env['PROPERTY_SEED'];
if (wanted !== 'random') fc.configureGlobal({ seed: Number(wanted ?? 20_261_121) });
