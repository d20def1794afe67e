import { fillLinks } from '../fill-link.js';
import { anchorOf } from './anchor-of.js';
import { failureList } from './endpoint-detail.js';
import { endpointFigures, figure, figureList, sideKeys } from './endpoint-figures.js';
import { html, nothing, type Html } from './html.js';
import { linkList } from './link-list.js';
import { metricTiles } from './metric-tiles.js';
import { timelinePictures } from './pictures/timeline-pictures.js';
import type { ReportContext } from './report-context.js';
import { shownName } from './shown-text.js';
import { stateOfFinding } from './state-of-finding.js';
import { verdictMark } from './verdict-mark.js';

/** The worst endpoint with its metrics on one row, its pictures, and the way to its traces; nothing where all is fine. */
export function worstPanel(context: ReportContext): Html {
  const { comparison, story } = context;
  const { worst } = story;
  if (worst === undefined) return nothing;
  const { lead, name, findings, errors } = worst;
  const isDoubt = lead.verdict === 'invalid' || lead.verdict === 'inconclusive';
  const what = story.isTogether ? 'The largest of all' : isDoubt ? 'In doubt' : 'The worst';
  return html`<section class="panel" aria-labelledby="worst">
    <h2 id="worst">
      <span class="soft">${what}</span>
      <a href="#${anchorOf(lead)}">${shownName(name)}</a> ${verdictMark(stateOfFinding(lead))}
    </h2>
    ${failureList(errors)} ${linkList(fillLinks(comparison, lead))} ${metricTiles(findings)}
    ${figureList(endpointFigures(context, worst, 1))}
  </section>`;
}

/** How the load went over the time of a run, both sides; nothing where no run tells it. */
export function timelinePanel({ comparison }: ReportContext): Html {
  const timelines = comparison.timelines ?? [];
  const figures = timelinePictures(timelines);
  if (figures.length === 0) return nothing;
  const [hasBaseline, hasCurrent] = (['baseline', 'current'] as const).map((side) => timelines.some((each) => each.side === side));
  const keys = sideKeys(hasBaseline === true, hasCurrent === true);
  return html`<section aria-labelledby="time">
    <h2 id="time">Over the time of the run</h2>
    ${figureList(figures.map(({ caption, picture }) => figure(caption, keys, picture)))}
  </section>`;
}
