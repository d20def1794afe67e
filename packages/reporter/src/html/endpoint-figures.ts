import type { Comparison, Finding } from '@loadline/schema/types';
import { formatMetric } from '../format-change.js';
import { endpointName, serviceName } from '../subject.js';
import { html, type Html } from './html.js';
import { limitValue } from './limit-value.js';
import type { PictureData } from './picture-data.js';
import { densityPicture } from './pictures/density-picture.js';
import { historyPicture } from './pictures/history-picture.js';
import { percentilePicture } from './pictures/percentile-picture.js';
import type { ReportRow } from './report-rows.js';

/** Histories that one endpoint shows. */
const MOST_HISTORIES = 3;

/** A picture with its words above it. */
export function figure(caption: string, keys: Html, picture: Html): Html {
  return html`<figure>
    <figcaption>${caption}${keys}</figcaption>
    ${picture}
  </figure>`;
}

/** What the two lines of a picture are. */
export const sideKeys: Html = html`<span class="key">baseline</span><span class="key current">this run</span>`;

/** Latency over the percentiles and as density, and the history of what says most; only what has data. */
export function endpointFigures(comparison: Comparison, row: ReportRow, data: PictureData): Html[] {
  const { worst } = row;
  const name = worst.endpoint === undefined ? serviceName(worst.service) : endpointName(worst.endpoint);
  const curves = { name, ...data.curvesOf(worst) };
  const percentiles = percentilePicture(curves);
  const density = densityPicture(curves);
  return [
    ...(percentiles === undefined ? [] : [figure('Latency over the percentiles', sideKeys, percentiles)]),
    ...(density === undefined ? [] : [figure('Density: share of requests by latency, from the percentiles', sideKeys, density)]),
    ...histories(comparison, row, data, name),
  ];
}

function histories({ history }: Comparison, { worst, findings }: ReportRow, data: PictureData, name: string): Html[] {
  if (history === undefined) return [];
  const drawn = [worst, ...findings.filter((finding) => finding !== worst && finding.verdict !== 'pass')];
  return drawn
    .flatMap((finding: Finding) => {
      const series = data.seriesOf(finding);
      const limit = limitValue(finding);
      const picture = series === undefined ? undefined : historyPicture(history.runs, series, { name, unit: finding.unit, limit });
      if (series === undefined || picture === undefined) return [];
      const keys = html`${limit === undefined ? undefined : html`<span class="key bound">limit</span>`}${
        series.band === undefined ? undefined : html`<span class="key within">usual range of one run</span>`
      }${(series.changePoints ?? []).length === 0 ? undefined : html`<span class="key level">new level</span>`}`;
      return [figure(`History of ${formatMetric(finding.metric)}`, keys, picture)];
    })
    .slice(0, MOST_HISTORIES);
}
