import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { packageFolder, packageNames } from './repository.js';

/** A diagnostic as the sources make it. */
export interface EmittedCode {
  code: string;
  /** As it stands in the sources; `undefined` where it is computed. */
  severity: string | undefined;
  /** Path from `packages`. */
  file: string;
  /** The pieces of its message that are the same every time, as far as it is written where the diagnostic is made. */
  message: readonly string[];
}

const SEVERITIES: readonly string[] = ['info', 'warning', 'error'];
/** What is thrown is no diagnostic: it has an error code and says what to do itself. */
const ERRORS: readonly string[] = ['UserError', 'DeliveryError'];

/**
 * Every diagnostic that the published sources of all packages make. Found are calls with a severity and a code
 * (`diagnostics.add('info', 'zone-unknown', …)`), objects with both, and, in a file with a helper that is given the code
 * (`const warn = (code: string, …) => …`), the codes that it is given and those of the file's tables, of objects or of rows
 * (`readonly [code: string, …][]`). Where a reason is told as a diagnostic (`{ ...blocked, severity: 'error' }`), the reasons of the file.
 */
export function emittedCodes(): EmittedCode[] {
  return packageNames.flatMap((name) => {
    const folder = join(packageFolder(name), 'src');
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /(?<!\.test|\.d)\.ts$/.test(file) && !/(^|\/)(testing|generated)\//.test(file))
      .flatMap((file) => codesOf(`${name}/src/${file}`, readFileSync(join(folder, file), 'utf8')));
  });
}

function codesOf(file: string, text: string): EmittedCode[] {
  if (!text.includes('severity') && !text.includes('.add(')) return [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const nodes = [...within(source)];
  const helper = nodes.find((node) => ts.isObjectLiteralExpression(node) && isHelped(node)) as ts.ObjectLiteralExpression | undefined;
  const helpers = new Set(nodes.flatMap((node) => helperName(node) ?? []));
  if (helper !== undefined && isSpread(helper)) helpers.add('reason');
  const emitted = (codes: readonly string[], severity: string | undefined, message: ts.Node | undefined) =>
    codes.map((code) => ({ code, severity, file, message: codes.length === 1 ? piecesOf(message) : [] }));
  return nodes.flatMap((node): EmittedCode[] => {
    if (ts.isObjectLiteralExpression(node)) {
      const severity = propertyOf(node, 'severity');
      const own = severity ?? (helper === undefined || isThrown(node) ? undefined : propertyOf(helper, 'severity'));
      return own === undefined ? [] : emitted(literals(propertyOf(node, 'code')), literals(own)[0], propertyOf(node, 'message'));
    }
    if (ts.isVariableDeclaration(node) && helper !== undefined)
      return emitted(rowCodes(node), literals(propertyOf(helper, 'severity'))[0], undefined);
    if (!ts.isCallExpression(node)) return [];
    const [first, second, third] = node.arguments;
    const severities = literals(first);
    if (severities.some((each) => SEVERITIES.includes(each)) && /\badd$/.test(node.expression.getText()))
      return emitted(literals(second), severities.length === 1 ? severities[0] : undefined, third);
    if (!helpers.has(node.expression.getText())) return [];
    const severity = helper === undefined ? severityWithin(source, node.expression.getText()) : literals(propertyOf(helper, 'severity'))[0];
    // A helper that takes one more thing than the code and the message words it itself.
    return emitted(literals(first), severity, node.arguments.length === 2 ? second : undefined);
  });
}

function* within(node: ts.Node): Generator<ts.Node> {
  yield node;
  for (const child of node.getChildren()) yield* within(child);
}

/** A diagnostic of which the code is given: `{ code, severity: 'warning', … }`, `{ ...reason, severity: 'error' }`. */
function isHelped(node: ts.ObjectLiteralExpression): boolean {
  return (
    propertyOf(node, 'severity') !== undefined &&
    (isSpread(node) || node.properties.some((each) => ts.isShorthandPropertyAssignment(each) && each.name.text === 'code'))
  );
}

/** A diagnostic that has its code from a reason. */
function isSpread(node: ts.ObjectLiteralExpression): boolean {
  return node.properties.length === 2 && node.properties.some((each) => ts.isSpreadAssignment(each));
}

/** The codes that the rows of a table begin with, where its type says so. */
function rowCodes({ type, initializer }: ts.VariableDeclaration): string[] {
  if (type === undefined || initializer === undefined || !/\[code: /.test(type.getText()) || !ts.isArrayLiteralExpression(initializer))
    return [];
  return initializer.elements.flatMap((row) => (ts.isArrayLiteralExpression(row) ? literals(row.elements[0]) : []));
}

/** The name of a function that is given a code first. */
function helperName(node: ts.Node): string | undefined {
  if (ts.isFunctionDeclaration(node) && isCode(node.parameters[0])) return node.name?.text;
  const made = ts.isVariableDeclaration(node) ? node.initializer : undefined;
  return made !== undefined && ts.isArrowFunction(made) && isCode(made.parameters[0])
    ? (node as ts.VariableDeclaration).name.getText()
    : undefined;
}

function isCode(parameter: ts.ParameterDeclaration | undefined): boolean {
  return parameter?.name.getText() === 'code';
}

/** The severity that a helper passes on to a collector: `const info = (code, message) => diagnostics.add('info', code, message)`. */
function severityWithin(source: ts.SourceFile, helper: string): string | undefined {
  return [...within(source)]
    .filter((node) => helperName(node) === helper)
    .flatMap((node) => [...within(node)].flatMap((each) => literals(each)))
    .find((text) => SEVERITIES.includes(text));
}

/** Whether an object is what an error is made of. */
function isThrown({ parent }: ts.ObjectLiteralExpression): boolean {
  return ts.isNewExpression(parent) && ERRORS.includes(parent.expression.getText());
}

function propertyOf(node: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  const found = node.properties.find((each) => ts.isPropertyAssignment(each) && each.name.getText() === name);
  return found !== undefined && ts.isPropertyAssignment(found) ? found.initializer : undefined;
}

/** The texts that an expression may be: of a literal one, of a choice two. */
function literals(node: ts.Node | undefined): string[] {
  if (node === undefined) return [];
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isAsExpression(node)) return literals(node.expression);
  return ts.isConditionalExpression(node) ? [...literals(node.whenTrue), ...literals(node.whenFalse)] : [];
}

/** What stands fixed in a text with values in it. */
function piecesOf(node: ts.Node | undefined): string[] {
  if (node === undefined) return [];
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (!ts.isTemplateExpression(node)) return [];
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].filter((text) => text.trim() !== '');
}
