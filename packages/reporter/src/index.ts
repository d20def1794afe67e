export { tellStory, type TellStoryOptions } from './story/tell-story.js';
export { tellMetric } from './story/tell-metric.js';
export { groupWords } from './story/group-subjects.js';
export type {
  Story,
  StoryCount,
  StoryError,
  StoryFact,
  StoryFactKind,
  StoryGroups,
  StoryMetric,
  StoryNote,
  StorySequence,
  StorySubject,
  StoryTodo,
  StoryWorst,
} from './story/story.js';
export { limitUse } from './limit-use.js';
export { renderTerminal, type RenderTerminalOptions } from './render-terminal.js';
export type { TerminalOptions } from './terminal/page.js';
export { renderMarkdown, type RenderMarkdownOptions } from './render-markdown.js';
export { readMarkdown } from './markdown/embedded-comparison.js';
export { renderHtml, type RenderHtmlOptions } from './render-html.js';
export { renderJson } from './render-json.js';
export { renderAnnotations } from './render-annotations.js';
export { renderBadge } from './render-badge.js';
export { renderCsv } from './render-csv.js';
export { renderJunit } from './render-junit.js';
export { renderPrometheus } from './render-prometheus.js';
export { renderSlack } from './render-slack.js';
export { reportFormats, type ReportFormat, type ReportOptions } from './report-formats.js';
export { renderIssue, type IssueCommand, type IssueText, type RenderIssueOptions } from './render-issue.js';
export { renderBaseline, type RenderBaselineOptions } from './render-baseline.js';
export {
  renderBaselineDiff,
  type BaselineDiffInput,
  type BaselineDiffLine,
  type RenderBaselineDiffOptions,
} from './render-baseline-diff.js';
export { renderDiagnostics, renderError, type ErrorLike, type RenderDiagnosticsOptions } from './render-diagnostics.js';
export type { ExplainedRunLike, ExplanationLike, ExplanationStepCode, ExplanationStepLike } from './explanation-like.js';
export type { ExplainedNumberLike, ExplainedNumberName } from './explanation-numbers.js';
export { renderExplanation } from './render-explanation.js';
export { renderClaims, type ClaimLike, type RenderClaimsOptions } from './render-claims.js';
export { renderNoise } from './render-noise.js';
export { renderPlan, type PlanLike, type RenderPlanOptions } from './render-plan.js';
export { renderRunLine } from './render-run-line.js';
export { renderProgress, type ProgressLike } from './render-progress.js';
export { fillLinks, type FilledLink, type LinkSubject } from './fill-link.js';
export { formatNumber, formatPair, formatQuantity, formatSigned, formatSignedQuantity, type NumberOptions } from './format-number.js';
export { formatChange, formatLimit, formatMetric, formatValues, type Changed, type TextOptions } from './format-change.js';
export { escapeMarkdown } from './escape-markdown.js';
export { escapeTerminal } from './escape-terminal.js';
export { notJudgedWords, verdictWords, type Tone, type VerdictWords } from './verdict-words.js';
export { docsAddress } from './finding-words/docs-address.js';
export {
  findingGroups,
  findingWords,
  wordsOf,
  type DiagnosticCode,
  type FindingCode,
  type FindingGroup,
} from './finding-words/finding-words.js';
export type { FindingWords } from './finding-words/words.js';
