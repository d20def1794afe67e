import { nameOfUrl } from '../values/name-of-url.js';

/** A request that siege printed. */
export interface SiegeRequest {
  status: number;
  seconds: number;
  method?: string;
  name: string;
}

/** `HTTP/1.1 200     0.04 secs:     200 bytes ==> GET  /slow`, with the time of day before it where siege is told to. */
const PLAIN =
  /^(?:\[[^\]]{1,40}\] )?HTTP\/[\d.]{1,4} (\d{3}) {1,12}(\d{1,9}\.\d{1,6}) secs: {1,16}\d{1,15} bytes ==> ([A-Z]{1,20}) {1,8}(\S.{0,8000})$/;

/** `HTTP/1.1,200,  0.04,    200,/slow,0,2026-11-21 07:39:38`. */
const CSV =
  /^(?:\[[^\]]{1,40}\] )?(?: {0,8}\d{1,9},)?HTTP\/[\d.]{1,4},(\d{3}), {0,12}(\d{1,9}\.\d{1,6}), {0,16}\d{1,15},(.{1,8000}),\d{1,9},\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

/** What begins like a request. */
const BEGINNING = /^(?:\[[^\]]{1,40}\] )?(?: {0,8}\d{1,9},)?HTTP\/\d/;

/** The request of a line; `broken` when it begins like one and is none; undefined when it is something else. */
export function siegeRequest(line: string): SiegeRequest | 'broken' | undefined {
  if (!BEGINNING.test(line)) return undefined;
  const plain = PLAIN.exec(line);
  if (plain !== null)
    return { status: Number(plain[1]), seconds: Number(plain[2]), method: plain[3] ?? '', name: nameOfUrl(plain[4] ?? '') };
  const csv = CSV.exec(line);
  return csv === null ? 'broken' : { status: Number(csv[1]), seconds: Number(csv[2]), name: nameOfUrl(csv[3] ?? '') };
}

/** Whether a text holds a line of a request. */
export function holdsRequest(text: string): boolean {
  return (
    /^(?:\[[^\]\n]{1,40}\] )?HTTP\/[\d.]{1,4} \d{3} {1,12}\d{1,9}\.\d{1,6} secs: {1,16}\d{1,15} bytes ==> /m.test(text) ||
    /^(?:\[[^\]\n]{1,40}\] )?(?: {0,8}\d{1,9},)?HTTP\/[\d.]{1,4},\d{3}, {0,12}\d{1,9}\.\d{1,6}, {0,16}\d{1,15},[^\n]{1,8000},\d{4}-\d\d-\d\d /m.test(
      text,
    )
  );
}
