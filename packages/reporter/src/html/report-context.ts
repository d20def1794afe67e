import type { Comparison } from '@loadline/schema/types';
import type { Story } from '../story/story.js';
import { tellStory } from '../story/tell-story.js';
import { hasManyServices } from '../subject.js';
import { pictureData, type PictureData } from './picture-data.js';
import { rowGroups, type RowGroup } from './report-rows.js';

/** What the parts of a page share. */
export interface ReportContext {
  comparison: Comparison;
  story: Story;
  groups: readonly RowGroup[];
  pictures: PictureData;
  manyServices: boolean;
}

/** Works out once what all parts of a page need. */
export function reportContext(comparison: Comparison): ReportContext {
  const story = tellStory(comparison);
  return { comparison, story, groups: rowGroups(story), pictures: pictureData(comparison), manyServices: hasManyServices(comparison) };
}
