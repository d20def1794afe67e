import { verdicts } from '@loadline/schema';
import type { Comparison, VerdictCounts } from '@loadline/schema/types';
import { shownVerdict } from '../story/tell-mistake.js';
import type { Family, Label } from './family.js';

/** What is said of the comparison as a whole. */
export function summaryFamilies(comparison: Comparison, common: readonly Label[], left: number): Family[] {
  const { baseline, current, counts, sensitivity } = comparison;
  const shown = shownVerdict(comparison);
  const one = (name: string, value: number | null | undefined, help: string): Family => ({
    name,
    help,
    samples: value === undefined || value === null || Number.isNaN(value) ? [] : [{ labels: common, value }],
  });
  const byVerdict = (name: string, values: VerdictCounts, help: string): Family => ({
    name,
    help,
    samples: verdicts.map((verdict) => ({ labels: [...common, ['verdict', verdict]], value: values[verdict] })),
  });
  const perCent = (value: number | undefined) => (value === undefined ? undefined : Number((value / 100).toPrecision(15)));
  return [
    {
      name: 'loadline_verdict',
      help: '1 for the verdict of the comparison, 0 for every other; invalid where a gate matches nothing.',
      samples: verdicts.map((verdict) => ({ labels: [...common, ['verdict', verdict]], value: verdict === shown ? 1 : 0 })),
    },
    byVerdict('loadline_findings', counts.findings, 'Judged metrics by verdict, muted ones apart.'),
    byVerdict('loadline_endpoints', counts.endpoints, 'Endpoints by their worst verdict.'),
    one('loadline_muted_findings', counts.muted, 'Metrics that are muted.'),
    one(
      'loadline_omitted_findings',
      left,
      'Metrics without series of their own: there would be too many, or the report this was made from had no room for them.',
    ),
    one('loadline_comparison_timestamp_seconds', Date.parse(comparison.createdAt) / 1000, 'When the comparison was made.'),
    one(
      'loadline_detectable_change_ratio',
      perCent(sensitivity?.detectablePct),
      'Smallest change that would have been found, as a share of the baseline.',
    ),
    one('loadline_run_noise_ratio', perCent(sensitivity?.runNoisePct), 'How far one run moves by itself, as a share.'),
    one('loadline_runs', current.runs, 'Runs that were judged.'),
    one('loadline_baseline_runs', baseline.runs, 'Runs in the baseline.'),
    {
      name: 'loadline_comparison_info',
      help: 'What was compared; always 1.',
      samples: [{ labels: [...common, ...infoLabels(comparison)], value: 1 }],
    },
  ];
}

function infoLabels({ baseline, current, toolVersion }: Comparison): Label[] {
  return [
    ['commit', current.commit],
    ['baseline_commit', baseline.commit],
    ['tool', current.tool],
    ['version', toolVersion],
  ];
}
