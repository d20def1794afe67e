import type { ErrorCount } from '@loadline/schema';
import { collectEndpoints } from '../collect-endpoints.js';
import type { ReaderInput, RunPart, TimelineSlice } from '../reader.js';
import { endpointOf, joinRounds, medianOf, type Round } from './round.js';

/** The part of a run from its rounds: one endpoint for each address, and with several rounds the run over its time. */
export function autocannonPart(input: ReaderInput, rounds: readonly Round[], isCut: boolean): RunPart {
  const byName = new Map<string, [Round, ...Round[]]>();
  for (const round of rounds) {
    const known = byName.get(round.name);
    if (known === undefined) byName.set(round.name, [round]);
    else known.push(round);
  }
  if (isCut)
    input.diagnostics.add('warning', 'file-cut', 'the file ends in the middle of a result, which was left out', { file: input.name });
  const joined = [...byName.values()].map(joinRounds);
  if (joined.length < rounds.length)
    input.diagnostics.add(
      'info',
      'rounds-joined',
      `${rounds.length} results at ${joined.length} addresses: those of one address were added up, without their percentiles`,
      {
        file: input.name,
      },
    );
  const collected = collectEndpoints(input.diagnostics, input.limits, input.name);
  const errors: ErrorCount[] = [];
  for (const round of joined) {
    const endpoint = endpointOf(round);
    const { kind, name } = endpoint;
    collected.add(endpoint);
    errors.push(...round.kinds.map((error) => ({ ...error, endpoint: { kind, name } })));
  }
  const starts = rounds.flatMap(({ startMs }) => startMs ?? []);
  const seconds = rounds.reduce((sum, round) => sum + (round.seconds ?? NaN), 0);
  const connections = rounds.flatMap((round) => round.connections ?? []);
  return {
    state: { endpoints: collected.list(), rank: 2 },
    errors,
    ...(rounds.length > 1 ? { slices: rounds.flatMap(sliceOf) } : {}),
    ...(starts.length === 0 ? {} : { startedAtMs: Math.min(...starts) }),
    ...(seconds > 0 && Number.isFinite(seconds) ? { durationSeconds: seconds } : {}),
    load: { model: 'unknown', ...(connections.length === 0 ? {} : { users: Math.max(...connections) }) },
    partial: isCut,
  };
}

function sliceOf(round: Round): TimelineSlice[] {
  const { startMs, seconds, requests, failures, connections } = round;
  if (startMs === undefined || seconds === undefined) return [];
  const p50 = medianOf(endpointOf(round).metrics);
  return [
    {
      from: startMs / 1000,
      to: startMs / 1000 + seconds,
      ...(requests === null ? {} : { requests }),
      ...(failures === null ? {} : { failures }),
      ...(connections === undefined ? {} : { users: connections }),
      ...(p50 === undefined ? {} : { p50 }),
    },
  ];
}
