import { expect, test } from 'vitest';
import { cases, manyEndpoints } from '../test/cases.js';
import { withPictures } from '../test/with-pictures.js';
import { reportFormats } from './index.js';

const illustrated = withPictures(cases.find(({ name }) => name === 'one-regression')?.comparison ?? manyEndpoints(3));
const { curves: _curves, timelines: _timelines, history: _history, ...bare } = illustrated;

test.each(reportFormats.map((format) => [format.name, format] as const))('%s says whether it has pictures', (_name, format) => {
  expect(format.render(illustrated) !== format.render(bare)).toBe(format.hasPictures === true);
});
