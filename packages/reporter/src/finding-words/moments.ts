import type { WordsByCode } from './words.js';

/** What is told of the time of a run: warm-up, pauses, clocks, runs that ended early. */
export const moments = {
  'warmup-cut': {
    title: 'The warm-up was cut off',
    meaning: 'The requests of the first seconds were left out, as `read.warmup` says. They are in no number.',
    whatToDo: 'Do nothing; use the same `read.warmup` for all runs.',
    severity: 'info',
  },
  'warmup-not-cut': {
    title: 'The warm-up could not be cut off',
    meaning: 'The configuration asks for a warm-up to be cut off, and the files hold no single requests. The slow first seconds count.',
    whatToDo: 'Give a file with single requests, or let the load generator leave the warm-up out.',
    severity: 'warning',
  },
  'warmup-left-in': {
    title: 'The warm-up was left in on both sides',
    meaning:
      'The warm-up could not be cut from every run, so that it was cut from none: what is compared is alike. The slow first seconds count on both sides.',
    whatToDo: 'Give files with single requests for every run, or let the load generator leave the warm-up out.',
    severity: 'warning',
  },
  'run-interrupted': {
    title: 'The run was stopped early',
    meaning: 'The run ended before the time or the number of requests that was asked for. Its numbers are of a part of it.',
    whatToDo: 'Run it again to the end.',
    severity: 'warning',
  },
  'run-aborted': {
    title: 'siege gave up',
    meaning: 'Too many connections failed, and siege stopped by itself. It had not sent all requests.',
    whatToDo: 'Find out why connections failed, and run again.',
    severity: 'warning',
  },
  'still-running': {
    title: 'The test was still running',
    meaning: 'The numbers were taken from Locust’s web UI before the end. They change with every second.',
    whatToDo: 'Take them when the test has stopped.',
    severity: 'info',
  },
  'stats-reset': {
    title: 'The statistics were reset',
    meaning:
      'The counts of the history fall back: somebody, or `--reset-stats`, set them to zero during the run. The history still holds what was before.',
    whatToDo: 'Do nothing where the warm-up was meant to be left out; the final numbers are of the time since.',
    severity: 'info',
  },
  'time-gap': {
    title: 'A long pause within the file',
    meaning:
      'Nothing ran for half a minute or more. JMeter appends to a file that is there already, so that this may be several runs read as one.',
    whatToDo: 'Delete the file before each run, or give it a name of its own.',
    severity: 'warning',
  },
  'time-unreadable': {
    title: 'Time stamps cannot be read',
    meaning: 'Some rows have a time stamp that is none. They count, and are missing from the run over its time.',
    whatToDo: 'Let JMeter write time stamps in ms (`jmeter.save.saveservice.timestamp_format=ms`).',
    severity: 'warning',
  },
  'zone-unknown': {
    title: 'Time stamps without a zone',
    meaning:
      'The time stamps are dates in the local time of where JMeter ran, and say not where. They were read as UTC: start and links may be hours off, durations are right.',
    whatToDo: 'Let JMeter write time stamps in ms (`jmeter.save.saveservice.timestamp_format=ms`).',
    severity: 'info',
  },
  'seconds-outside': {
    title: 'Counts outside of the run',
    meaning:
      'Some counts per second lie before the start or after the end of the run. They are missing from the run over its time, and in all other numbers.',
    whatToDo: 'Do nothing; look at the clocks of the workers where there are many.',
    severity: 'info',
  },
  'duration-coarse': {
    title: 'The run is too short for its clock',
    meaning: 'tsung writes its counters every ten seconds. In so short a run duration and throughput are too coarse to be compared.',
    whatToDo: 'Run for a few minutes.',
    severity: 'warning',
  },
} as const satisfies WordsByCode;
