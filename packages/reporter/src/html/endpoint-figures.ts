import type { Finding, History } from '@loadline/schema/types';
import { shortCommit } from '../describe-comparison.js';
import { cutMiddle } from '../display-width.js';
import { formatMetric } from '../format-change.js';
import type { StorySubject } from '../story/story.js';
import { html, nothing, type Html } from './html.js';
import { limitValue } from './limit-value.js';
import { densityPicture } from './pictures/density-picture.js';
import { historyPicture } from './pictures/history-picture.js';
import { percentilePicture } from './pictures/percentile-picture.js';
import type { ReportContext } from './report-context.js';
import { shownName } from './shown-text.js';

/** A picture with its words above it. */
export function figure(caption: string, keys: Html, picture: Html): Html {
  return html`<figure>
    <figcaption>
      <b>${shownName(caption)}</b>
      <span>${keys}</span>
    </figcaption>
    ${picture}
  </figure>`;
}

/** Pictures beside one another; nothing where there are none. */
export function figureList(figures: readonly Html[]): Html {
  return figures.length === 0 ? nothing : html`<div class="figures">${figures}</div>`;
}

/** What the lines of a picture are: of the sides that it draws. */
export function sideKeys(hasBaseline: boolean, hasCurrent: boolean): Html {
  return html`${hasBaseline ? html`<span class="key">baseline</span>` : nothing}${
    hasCurrent ? html`<span class="key current">this run</span>` : nothing
  }`;
}

/**
 * Latency over the percentiles and as density, and the history of what says most; only what has data.
 *
 * @param mostHistories histories at the most: of the metric that decides first, then of others that are not fine.
 */
export function endpointFigures(context: ReportContext, subject: StorySubject, mostHistories: number): Html[] {
  const curves = { name: subject.name, ...context.pictures.curvesOf(subject.lead) };
  const percentiles = percentilePicture(curves);
  const density = densityPicture(curves);
  const keys = sideKeys(curves.baseline.length > 0, curves.current.length > 0);
  const others = subject.findings.filter((finding) => finding !== subject.lead && finding.verdict !== 'pass');
  const histories = [subject.lead, ...others].flatMap((finding) => historyFigure(context, finding, subject.name));
  return [
    ...(percentiles === undefined ? [] : [figure('Latency over the percentiles', keys, percentiles)]),
    ...(density === undefined ? [] : [figure('Density, from the percentiles', keys, density)]),
    ...histories.slice(0, mostHistories),
  ];
}

function historyFigure({ comparison: { history }, pictures }: ReportContext, finding: Finding, name: string): Html[] {
  const series = pictures.seriesOf(finding);
  if (history === undefined || series === undefined) return [];
  const limit = limitValue(finding);
  const picture = historyPicture(history.runs, series, { name, unit: finding.unit, limit });
  if (picture === undefined) return [];
  const keys = [
    ...(limit === undefined ? [] : [html`<span class="key bound">limit</span>`]),
    ...(series.band === undefined ? [] : [html`<span class="key within">usual for one run</span>`]),
    ...levelKey(history.runs, series.changePoints ?? []),
  ];
  return [figure(`History of ${formatMetric(finding.metric)}`, html`${keys}`, picture)];
}

/** Since which run a level is new, the newest where there are several: by its commit and day, as far as these are known. */
function levelKey(runs: History['runs'], changePoints: readonly number[]): Html[] {
  const index = changePoints.at(-1);
  if (index === undefined) return [];
  const { commit, startedAt } = runs[index] ?? {};
  const known = [
    ...(commit === undefined ? [] : [`commit ${cutMiddle(shortCommit(commit), 24)}`]),
    ...(startedAt === undefined ? [] : [startedAt.slice(0, 10)]),
  ];
  const since = known.length === 0 ? `run ${index + 1}` : known.join(', ');
  const before = changePoints.length === 1 ? '' : ` (and ${changePoints.length - 1} before)`;
  return [html`<span class="key level">new level since ${shownName(since, 60)}${before}</span>`];
}
