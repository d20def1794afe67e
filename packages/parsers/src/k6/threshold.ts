/** What a threshold compares: a value that k6 computes of a metric, or the percentile of a number. */
export type ThresholdValue = 'avg' | 'min' | 'max' | 'count' | 'rate' | 'value' | number;

/** A threshold of k6: `p(95)<200`. */
export interface Threshold {
  /** What is compared. */
  of: ThresholdValue;
  /** Whether it holds for a value. */
  holds(value: number): boolean;
}

const THRESHOLD =
  /^\s{0,100}(avg|min|max|med|count|rate|value|p\(\s{0,100}(\d{1,3}(?:\.\d{1,20})?)\s{0,100}\))\s{0,100}(<=|>=|===?|!=|<|>)\s{0,100}([-+]?(?:\d{1,30}(?:\.\d{0,30})?|\.\d{1,30})(?:[eE][-+]?\d{1,3})?)\s{0,100}$/;

const COMPARE: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '==': (a, b) => a === b,
  '===': (a, b) => a === b,
  '!=': (a, b) => a !== b,
};

/** A threshold as k6 writes it; undefined for any other text. */
export function parseThreshold(text: string): Threshold | undefined {
  const [, name = '', percentile, operator = '', limit] = THRESHOLD.exec(text) ?? [];
  const compare = COMPARE[operator];
  if (compare === undefined || Number(percentile ?? 0) > 100) return undefined;
  const of = name === 'med' ? 50 : percentile === undefined ? (name as ThresholdValue) : Number(percentile);
  return { of, holds: (value) => compare(value, Number(limit)) };
}

/** The thresholds in the definition of a metric: texts, and since 0.39 objects where they end the test. */
export function thresholdTexts(listed: unknown): string[] {
  if (!Array.isArray(listed)) return [];
  return (listed as unknown[]).flatMap((each) => {
    const text = each !== null && typeof each === 'object' && 'threshold' in each ? each.threshold : each;
    return typeof text === 'string' ? [text] : [];
  });
}
