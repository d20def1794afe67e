import type { Comparison } from '@loadline/schema/types';
import { describeEvidence, describeShifts, describeSides } from '../describe-comparison.js';
import { investigationSteps } from '../issue-words.js';
import { hasManyServices } from '../subject.js';
import { verdictWords, type Tone } from '../verdict-words.js';
import { pictureData, type PictureData } from './picture-data.js';
import { reportRows, type ReportRow } from './report-rows.js';

/** What the parts of a page share. */
export interface ReportContext {
  comparison: Comparison;
  story: { badge: string; tone: Tone; headline: string; sides: string; why: string[]; todo: { text: string; command?: string }[] };
  rows: readonly ReportRow[];
  pictures: PictureData;
  manyServices: boolean;
}

/** Works out once what all parts of a page need. */
export function reportContext(comparison: Comparison): ReportContext {
  const { badge, tone } = verdictWords[comparison.verdict];
  const bad = comparison.findings.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn' || verdict === 'missing');
  const story = {
    badge,
    tone,
    headline: comparison.headline,
    sides: describeSides(comparison),
    why: [describeEvidence(comparison), describeShifts(comparison)].filter((each) => each !== undefined),
    todo: bad.length === 0 ? [] : investigationSteps(bad).map((text) => ({ text })),
  };
  return { comparison, story, rows: reportRows(comparison), pictures: pictureData(comparison), manyServices: hasManyServices(comparison) };
}
