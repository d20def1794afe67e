import type { WordsByCode } from './words.js';

/** What is told of result files: cut, damaged, joined, left out. */
export const files = {
  'file-cut': {
    title: 'The file ends early',
    meaning:
      'The file stops before its end, as when a run was killed while it wrote. What stands before was read, and the run counts as interrupted.',
    whatToDo: 'Run the test again to its end, or copy the file again.',
    severity: 'warning',
  },
  'file-damaged': {
    title: 'The file is damaged',
    meaning: 'The log was read up to a place that makes no sense. Everything behind it is missing.',
    whatToDo: 'Copy the log again in binary mode, or run again.',
    severity: 'warning',
  },
  'unknown-properties': {
    title: 'Properties that this version does not know',
    meaning:
      'The document was written by a newer Loadline of the same major version. What it holds beyond what this version knows was left out; the rest was read.',
    whatToDo: 'Use the version that wrote it, or a newer one, where you need all of it.',
    severity: 'info',
  },
  'gzip-cut': {
    title: 'The compressed file ends early',
    meaning: 'The gzip data stops before its end. What could be decompressed was read; the rest is missing.',
    whatToDo: 'Copy the file again, or compress it again after the run has ended.',
    severity: 'warning',
  },
  'encoding-windows-1252': {
    title: 'Read as windows-1252',
    meaning: 'The file is not UTF-8. Names with accents were read as windows-1252, which may not be what they are.',
    whatToDo: 'Write the file as UTF-8 where names look wrong.',
    severity: 'info',
  },
  'encoding-damaged': {
    title: 'Characters were lost',
    meaning: 'Some bytes of the file are no UTF-8 and became �. Names that hold them may no longer match the other side.',
    whatToDo: 'Write the file as UTF-8 and do not convert it on the way.',
    severity: 'warning',
  },
  'not-utf8': {
    title: 'Some texts are not UTF-8',
    meaning: 'Single cells of a JMeter file are not UTF-8 and were read as windows-1252.',
    whatToDo: 'Start JMeter with `-Dfile.encoding=UTF-8` where names look wrong.',
    severity: 'info',
  },
  'xml-malformed': {
    title: 'Not well-formed XML',
    meaning: 'The file breaks the rules of XML in places, as JMeter and Taurus do for some characters. It was read all the same.',
    whatToDo: 'Do nothing, unless names or messages look wrong.',
    severity: 'info',
  },
  'file-skipped': {
    title: 'A file was passed over',
    meaning: 'A file in the folder, or one that the pattern fits, is no result file. It was left out.',
    whatToDo: 'Do nothing, unless it was meant to be read: then `loadline formats` lists what is.',
    severity: 'info',
  },
  'sibling-left-out': {
    title: 'A file of the run could not be read',
    meaning: 'One of several files of the run is broken or of no known format. The others were read; what only it holds is missing.',
    whatToDo: 'Copy that file again, or take it away.',
    severity: 'warning',
  },
  'states-differ': {
    title: 'Two files of the run count differently',
    meaning:
      'Two files of one run hold different numbers of requests: they were written at different moments, or one holds less of the run. The one that tells more was used.',
    whatToDo: 'Do nothing, unless the numbers are far apart: then the files may be of two runs.',
    severity: 'info',
  },
  'several-results': {
    title: 'Several results in one file',
    meaning: 'The file holds more than one result. Only one of them was read, or all of them as one run; the message says which.',
    whatToDo: 'Write each run to a file of its own.',
    severity: 'warning',
  },
  'several-runs': {
    title: 'Several runs in one file',
    meaning: 'The file holds several runs, one after the other. Only the last whole one was read.',
    whatToDo: 'Write each run to a file of its own; several runs tell more than the last one.',
    severity: 'warning',
  },
  'report-left-out': {
    title: 'Several reports in one text',
    meaning: 'The text holds several reports. One of them was read, the others were not.',
    whatToDo: 'Write the output of each run to a file of its own.',
    severity: 'warning',
  },
  'more-reports': {
    title: 'Further reports were not read',
    meaning: 'Behind the first report stand others. Only the first one was read.',
    whatToDo: 'Write the output of each run to a file of its own.',
    severity: 'warning',
  },
  'text-left-out': {
    title: 'Text behind the result',
    meaning: 'Something that is no result stands behind the JSON, such as lines of a log. It was left out.',
    whatToDo: 'Do nothing, unless a result was meant to be there.',
    severity: 'info',
  },
  'header-repeated': {
    title: 'The header stands again among the rows',
    meaning: 'Files were joined into one. The rows of all of them were read as one run.',
    whatToDo: 'Give the files one by one: as repeats, or with `--shards` where they ran at the same time.',
    severity: 'warning',
  },
  'logs-joined': {
    title: 'Several logs in one file',
    meaning: 'Several logs of Gatling were joined in one file. All of their requests were counted as one run.',
    whatToDo: 'Do nothing where they are parts of one run; else give the logs one by one.',
    severity: 'info',
  },
  'several-attacks': {
    title: 'Several attacks in one file',
    meaning: 'The file holds the results of several attacks of vegeta. They were read as one run.',
    whatToDo: 'Do nothing where they belong together; else give one file for each attack.',
    severity: 'info',
  },
  'rounds-joined': {
    title: 'Several results of one address were added up',
    meaning:
      'The file holds several results of autocannon on one address. Requests were added up; percentiles of single results cannot be joined and are missing.',
    whatToDo: 'Give each result as a run of its own to keep its percentiles.',
    severity: 'info',
  },
  'shards-versions': {
    title: 'Parts of different versions',
    meaning: 'The parts of one run were written by different versions of the load generator, which may count and time differently.',
    whatToDo: 'Use one version on all machines of a run.',
    severity: 'warning',
  },
  'shards-timeline': {
    title: 'The run over its time is missing',
    meaning: 'The parts of the run do not tell their time in a way that can be laid over one another. Counts and latencies are whole.',
    whatToDo: 'Do nothing, unless you miss the picture: then give files with single requests.',
    severity: 'info',
  },
} as const satisfies WordsByCode;
