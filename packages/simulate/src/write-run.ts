import { type ErrorCount, type Run, schemaAddress, schemaVersion, type Timeline } from '@loadline/schema';
import type { Random } from '@loadline/stats';
import { endpointWriter, errorsOf } from './endpoint-document.js';
import { measureDrawn } from './measure/measure-drawn.js';
import { measureSampled } from './measure/measure-sampled.js';
import { recordTimeline } from './measure/record-timeline.js';
import { drawConditions } from './run-conditions.js';
import type { ServiceModel } from './service-model.js';
import type { Settings } from './settings.js';

/** Draws a run of the model and writes its document. @param startedAtMs since the epoch. */
export function writeRun(model: ServiceModel, random: Random, id: string, startedAtMs?: number): Run {
  const { settings } = model;
  const record = settings.samples ? recordTimeline(settings) : undefined;
  const write = endpointWriter(settings);
  const errors: ErrorCount[] = [];
  const endpoints = drawConditions(model, random).map((conditions) => {
    const measured = record === undefined ? measureDrawn(conditions, settings) : measureSampled(conditions, settings, record.add);
    const own = { ...conditions.model.id };
    errors.push(...errorsOf(own, measured));
    return write(own, measured);
  });
  return documentOf(settings, { id, startedAtMs, endpoints, errors, timeline: record?.timeline() });
}

interface Parts {
  id: string;
  startedAtMs: number | undefined;
  endpoints: Run['endpoints'];
  errors: ErrorCount[];
  timeline: Timeline | undefined;
}

function documentOf({ durationSeconds, users }: Settings, { id, startedAtMs, endpoints, errors, timeline }: Parts): Run {
  return {
    $schema: schemaAddress('run'),
    kind: 'loadline/run',
    version: schemaVersion,
    run: {
      id,
      tool: 'simulate',
      ...(startedAtMs === undefined ? {} : { startedAt: new Date(startedAtMs).toISOString() }),
      durationSeconds,
      load: { model: 'open', ...(users === undefined ? {} : { users }) },
      partial: false,
      sources: [],
    },
    endpoints,
    errors,
    errorsComplete: true,
    ...(timeline === undefined ? {} : { timeline }),
    diagnostics: [],
  };
}
