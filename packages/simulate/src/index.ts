export { exampleService } from './example-service.js';
export { indicatorInflation } from './places/indicator-inflation.js';
export { requestTail } from './latency/request-tail.js';
export { simulateReport } from './simulate-report.js';
export { simulateRun } from './simulate-run.js';
export { type Sample, simulateSamples } from './simulate-samples.js';
export type { Change, ReportOptions, RunOptions, Service, ServiceEndpoint, SimulatedReport, SimulationOptions } from './types.js';
export { jtlLines, writeJtl } from './write/write-jtl.js';
export { writeLocustStats } from './write/write-locust-stats.js';
