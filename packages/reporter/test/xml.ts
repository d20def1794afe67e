import { readFileSync } from 'node:fs';
import { SaxesParser } from 'saxes';
import { validateXML } from 'xmllint-wasm';

/** An element with what is in it. */
export interface XmlElement {
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: XmlElement[];
  text: string;
}

/** Reads a document strictly; throws where it is not well-formed. */
export function readXml(document: string): XmlElement {
  const root: XmlElement = { name: '', attributes: new Map(), children: [], text: '' };
  const open = [root];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes: new Map(Object.entries(attributes)), children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += text;
  });
  parser.on('closetag', () => open.pop());
  parser.write(document).close();
  const [first] = root.children;
  if (first === undefined) throw new Error('a document without an element');
  return first;
}

/** All elements of a name, in order. */
export function elementsOf(element: XmlElement, name: string): XmlElement[] {
  return [...(element.name === name ? [element] : []), ...element.children.flatMap((child) => elementsOf(child, name))];
}

const xsd = readFileSync(new URL('../testdata/schemas/junit-10.xsd', import.meta.url), 'utf8');

/** What Jenkins’ schema has against a JUnit document. */
export async function junitProblems(document: string): Promise<string[]> {
  const { errors } = await validateXML({
    xml: [{ fileName: 'report.xml', contents: document }],
    schema: [{ fileName: 'junit-10.xsd', contents: xsd }],
    initialMemoryPages: 1024,
    maxMemoryPages: 16384,
  });
  return errors.map(({ message }) => message);
}
