import type { Comparison, CurvePoint, Finding, HistorySeries } from '@loadline/schema/types';
import { subjectKey } from '../subject.js';

/** The pictures' data of a comparison, found by what they are of. */
export interface PictureData {
  curvesOf: (subject: Finding) => { baseline: readonly CurvePoint[]; current: readonly CurvePoint[] };
  seriesOf: (finding: Finding) => HistorySeries | undefined;
}

/** Looks up once what all endpoints' pictures are drawn from. */
export function pictureData({ curves = [], history }: Comparison): PictureData {
  const sides = new Map(curves.map((curve) => [`${curve.side} ${subjectKey(curve)}`, curve.points]));
  const seriesKey = (subject: Finding | HistorySeries): string => JSON.stringify([subjectKey(subject), subject.metric]);
  const series = new Map((history?.series ?? []).map((each) => [seriesKey(each), each]));
  return {
    curvesOf: (subject) => ({
      baseline: sides.get(`baseline ${subjectKey(subject)}`) ?? [],
      current: sides.get(`current ${subjectKey(subject)}`) ?? [],
    }),
    seriesOf: (finding) => series.get(seriesKey(finding)),
  };
}
