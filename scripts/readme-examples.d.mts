export function readmeExamples(folder: string): { code: string; output: string }[];
export function runExample(folder: string, code: string): string;
