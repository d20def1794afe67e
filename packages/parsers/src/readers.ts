import { abReaders } from './ab/readers.js';
import { artilleryReaders } from './artillery/readers.js';
import { autocannonReaders } from './autocannon/readers.js';
import { bombardierReaders } from './bombardier/readers.js';
import { drillReaders } from './drill/readers.js';
import { flatReaders } from './flat/readers.js';
import { fortioReaders } from './fortio/readers.js';
import { gatlingReaders } from './gatling/readers.js';
import { ghzReaders } from './ghz/readers.js';
import { gooseReaders } from './goose/readers.js';
import { grinderReaders } from './grinder/readers.js';
import { h2loadReaders } from './h2load/readers.js';
import { hdrhistogramReaders } from './hdrhistogram/readers.js';
import { heyReaders } from './hey/readers.js';
import { httperfReaders } from './httperf/readers.js';
import { jmeterReaders } from './jmeter/readers.js';
import { k6Readers } from './k6/readers.js';
import { loadlineReaders } from './loadline/readers.js';
import { loadtestReaders } from './loadtest/readers.js';
import { locustReaders } from './locust/readers.js';
import { ohaReaders } from './oha/readers.js';
import { prometheusReaders } from './prometheus/readers.js';
import { siegeReaders } from './siege/readers.js';
import { taurusReaders } from './taurus/readers.js';
import { tsungReaders } from './tsung/readers.js';
import { vegetaReaders } from './vegeta/readers.js';
import { wrkReaders } from './wrk/readers.js';
import type { Reader } from './reader.js';

/** All formats that are read, in the order in which they are tried. A load generator is one folder and one line here. */
export const readers: readonly Reader[] = [
  ...loadlineReaders,
  ...locustReaders,
  ...gatlingReaders,
  ...vegetaReaders,
  ...jmeterReaders,
  ...taurusReaders,
  ...k6Readers,
  ...artilleryReaders,
  ...autocannonReaders,
  ...loadtestReaders,
  ...wrkReaders,
  ...heyReaders,
  ...ohaReaders,
  ...bombardierReaders,
  ...abReaders,
  ...siegeReaders,
  ...fortioReaders,
  ...ghzReaders,
  ...h2loadReaders,
  ...gooseReaders,
  ...drillReaders,
  ...tsungReaders,
  ...grinderReaders,
  ...hdrhistogramReaders,
  ...httperfReaders,
  ...prometheusReaders,
  ...flatReaders,
];
