import type { EndpointId } from '@loadline/schema';
import { echo } from '@loadline/schema/errors';
import type { Recorder } from '../samples/recorder.js';
import { groupPath, isOutsideLoad } from './submetric.js';

/** The tags of a point, by name. */
export type Tags = ReadonlyMap<string, string>;

/** The protocol of a request. */
export type Protocol = 'http' | 'grpc' | 'ws';

/** What a set of tags means for a request of one protocol. */
export interface RequestTags {
  /** Endpoint in the recorder. */
  slot: number;
  /** Failed by its tags; undefined where they do not say. */
  failed: boolean | undefined;
  /** k6 itself says in the tags whether the response was as expected. */
  decided: boolean;
  /** Kind of failure in the recorder, should it have failed. */
  errorKind: number;
}

/** A set of tags that has occurred; what it means is found out once. */
export interface TagSet {
  /** The tags. */
  tags: Tags;
  /** Of `setup()` or `teardown()`. */
  isOutside: boolean;
  /** What they mean for requests. */
  http?: RequestTags;
  grpc?: RequestTags;
  ws?: RequestTags;
  /** Custom metric of the check that they name. */
  check?: number;
  /** Endpoint of the iterations of their scenario. */
  iteration?: number;
}

/** A set of tags. Points of `setup()` and `teardown()` bear their group and no scenario. */
export function createTagSet(tags: Tags): TagSet {
  return { tags, isOutside: isOutsideLoad(tags.get('group') ?? '') && (tags.get('scenario') ?? '') === '' };
}

/**
 * What tags mean for a request. Failed are, of HTTP, what k6 did not expect (`expected_response`), and where it did not look,
 * statuses from 400 on and requests without a response; of gRPC every status but 0; of web sockets every status but 101.
 */
export function requestTags(set: TagSet, protocol: Protocol, recorder: Recorder): RequestTags {
  const known = set[protocol];
  if (known !== undefined) return known;
  const slot = recorder.endpoint(endpointOf(set.tags, protocol));
  const expected = set.tags.get('expected_response');
  const made: RequestTags = {
    slot,
    failed: failedBy(set.tags, protocol),
    decided: protocol !== 'http' || expected === 'true' || expected === 'false',
    errorKind: recorder.errorKind({ slot, ...errorOf(set.tags, protocol) }),
  };
  set[protocol] = made;
  return made;
}

function endpointOf(tags: Tags, protocol: Protocol): EndpointId {
  const text = (name: string) => tags.get(name) ?? '';
  const method = protocol === 'http' ? text('method') : protocol === 'grpc' ? 'gRPC' : 'WS';
  return {
    kind: 'request',
    ...(method === '' ? {} : { method }),
    name: text('name') || text('url') || '(no name)',
    ...(text('group') === '' ? {} : { group: groupPath(text('group')) }),
    ...(text('scenario') === '' ? {} : { scenario: text('scenario') }),
  };
}

function failedBy(tags: Tags, protocol: Protocol): boolean | undefined {
  const status = tags.get('status') ?? '';
  if (protocol === 'ws') return status !== '101';
  if (protocol === 'grpc') return status === '' ? undefined : status !== '0';
  const expected = tags.get('expected_response');
  if (expected === 'true' || expected === 'false') return expected === 'false';
  if ((tags.get('error') ?? '') !== '' || (tags.get('error_code') ?? '') !== '') return true;
  return status === '' ? undefined : !(Number(status) >= 100 && Number(status) < 400);
}

function errorOf(tags: Tags, protocol: Protocol): { status?: string; message: string } {
  const [status, error, code] = [tags.get('status') ?? '', tags.get('error') ?? '', tags.get('error_code') ?? ''];
  const hasStatus = status !== '' && !(protocol === 'http' && status === '0');
  const plain = hasStatus ? `${protocol === 'grpc' ? 'gRPC status' : 'status'} ${status}` : code === '' ? 'no response' : `error ${code}`;
  return { ...(hasStatus ? { status } : {}), message: error === '' ? plain : echo(error, 500) };
}
