import type { Comparison } from '@loadline/schema/types';
import { describeBaseline, describeCurrent } from './describe-comparison.js';
import { escapeXml } from './escape-xml.js';
import { type JunitCase, junitCases } from './junit/junit-cases.js';
import { shownVerdict } from './story/tell-mistake.js';
import { tellStory } from './story/tell-story.js';

/**
 * A comparison as JUnit XML, valid by the schema of Jenkins' xUnit plugin: one suite with one test case for each gate as
 * it was applied. The class is the service, the name says endpoint and metric and stays the same from run to run. What
 * is worse or not measured fails, and so does every other verdict that `failOn` names; what is not proven, not
 * comparable, new, muted or not judged is skipped with its reason; the rest passes, with its values as output where it is
 * better or to be watched. A comparison in which nothing was judged, or not as the configuration asks, is an error. The time
 * of a case is the latency that was measured, so that a server’s trend of it is the latency’s; the suite’s is the load
 * test’s.
 *
 * @example renderJunit(comparison).startsWith('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites') // true
 */
export function renderJunit(comparison: Comparison): string {
  const story = tellStory(comparison);
  const { headline } = story;
  const cases = junitCases(comparison, story);
  const count = (outcome: JunitCase['outcome']) => String(cases.filter((each) => each.outcome === outcome).length);
  const { durationSeconds, runs } = comparison.current;
  const time = secondsText(durationSeconds === undefined || durationSeconds === null ? undefined : durationSeconds * runs, 3);
  const totals = { tests: String(cases.length), failures: count('failed'), errors: count('broken') };
  const suite = { ...totals, skipped: count('skipped'), time, timestamp: comparison.createdAt };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    openTag('testsuites', { name: 'Loadline', ...totals, time }),
    `  ${openTag('testsuite', { name: suiteName(comparison), ...suite })}`,
    '    <properties>',
    ...properties(comparison, headline).map(([name, value]) => `      ${openTag('property', { name, value }, '/>')}`),
    '    </properties>',
    ...cases.map(caseElement),
    `    <system-out>${sides(comparison, headline).map(escapeXml).join('\n')}</system-out>`,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function suiteName({ policy }: Comparison): string {
  return policy.environment === null ? policy.suite : `${policy.suite} ${policy.environment}`;
}

/** What was compared: Jenkins shows it beside each case that has no output of its own. */
function sides(comparison: Comparison, headline: string): string[] {
  return [headline, `baseline: ${describeBaseline(comparison)}`, `this run: ${describeCurrent(comparison)}`];
}

function properties(comparison: Comparison, headline: string): [name: string, value: string][] {
  const { baseline, current, toolVersion } = comparison;
  return [
    ['loadline.version', toolVersion],
    ['loadline.verdict', shownVerdict(comparison)],
    ['loadline.headline', headline],
    ...(baseline.commit === undefined ? [] : [['loadline.baseline.commit', baseline.commit] as [string, string]]),
    ...(current.commit === undefined ? [] : [['loadline.commit', current.commit] as [string, string]]),
  ];
}

const ELEMENTS = { failed: 'failure', broken: 'error', skipped: 'skipped' } as const;

function caseElement({ className, name, timeSeconds, outcome, type, message, details }: JunitCase): string {
  const attributes = { classname: className, name, time: secondsText(timeSeconds, 6)?.replace(/\.?0+$/, '') };
  const lines = details.map(escapeXml).join('\n');
  if (outcome === 'passed' && lines === '') return `    ${openTag('testcase', attributes, '/>')}`;
  if (outcome === 'passed') return `    ${openTag('testcase', attributes)}<system-out>${lines}</system-out></testcase>`;
  const tag = ELEMENTS[outcome];
  return `    ${openTag('testcase', attributes)}${openTag(tag, { message, type })}${lines}</${tag}></testcase>`;
}

/** From here on, 31,000 years, a time is none; it would be written with an exponent, too, which the schema does not take. */
const MOST_SECONDS = 1e12;

/** Seconds with so many decimals, never with an exponent; undefined where there is no such time. */
function secondsText(seconds: number | undefined, decimals: number): string | undefined {
  return seconds === undefined || !(seconds >= 0 && seconds < MOST_SECONDS) ? undefined : seconds.toFixed(decimals);
}

function openTag(name: string, attributes: Readonly<Record<string, string | undefined>>, end = '>'): string {
  const written = Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : [` ${key}="${escapeXml(value)}"`]));
  return `<${name}${written.join('')}${end}`;
}
