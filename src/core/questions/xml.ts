import { parseXml, XmlComment, XmlElement, XmlError } from '@rgrove/parse-xml';
import { type FileReason, Refused } from './answer.ts';

/** Elements in elements, at most: a Moodle file has six. */
const deepest = 50;

export type XmlFile = { root: XmlElement; lineOf: (node: XmlElement) => number } | { reason: FileReason; detail: string; line: number };

/**
 * An XML file that cannot harm: no document type (and so no entities but the five of XML), no deep nesting, nothing loaded. In: text without byte order mark,
 * line feeds only. Out: the root and the line on which an element begins, or why the file is refused.
 */
export function readXml(text: string): XmlFile {
  const doctype = text.search(/<!DOCTYPE|<!ENTITY/i);
  if (doctype >= 0) return { reason: 'xml-doctype', detail: '', line: lineAt(text, doctype) };
  const deep = tooDeep(text);
  if (deep >= 0) return { reason: 'xml-nesting', detail: '', line: lineAt(text, deep) };
  try {
    const { root } = parseXml(text, { preserveComments: true, includeOffsets: true });
    if (!root) return { reason: 'xml-broken', detail: 'no element', line: 1 };
    const feeds = [...text.matchAll(/\n/g)].map(({ index }) => index);
    return { root, lineOf: ({ start }) => before(feeds, start) + 1 };
  } catch (error) {
    if (error instanceof XmlError) return { reason: 'xml-broken', detail: error.message.split('\n')[0]!, line: error.line };
    if (error instanceof RangeError) return { reason: 'xml-nesting', detail: '', line: 1 };
    throw error;
  }
}

const lineAt = (text: string, at: number): number => text.slice(0, at).split('\n').length;

/** How many of the sorted places stand before one. */
function before(places: readonly number[], at: number): number {
  let low = 0;
  for (let high = places.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (places[middle]! < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where elements stand too deep in each other, or -1: looked at before parsing, because a parser goes as deep as the file. */
function tooDeep(text: string): number {
  let depth = 0;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
    const skip = text.startsWith('<!--', at) ? '-->' : text.startsWith('<![CDATA[', at) ? ']]>' : text.startsWith('<?', at) ? '?>' : '';
    const end = text.indexOf(skip === '' ? '>' : skip, at);
    if (end < 0) return -1;
    if (skip === '') {
      if (text[at + 1] === '/') depth--;
      else if (text[end - 1] !== '/') depth++;
      if (depth > deepest) return at;
    }
    at = end;
  }
  return -1;
}

const isElement = (node: unknown): node is XmlElement => node instanceof XmlElement;

/** The elements in an element, of one name or of any. */
export const childrenOf = (element: XmlElement, name?: string): XmlElement[] => element.children.filter(isElement).filter((child) => name === undefined || child.name === name);
export const childOf = (element: XmlElement, name: string): XmlElement | undefined => childrenOf(element, name)[0];
/** The comments in an element. */
export const commentsOf = (element: XmlElement): string[] => element.children.filter((node): node is XmlComment => node instanceof XmlComment).map(({ content }) => content);

/** The text of an element that holds nothing but text; '' where there is none. Throws Refused where markup stands unescaped in it. */
export function wordsOf(element: XmlElement | undefined): string {
  if (!element) return '';
  if (childrenOf(element).length > 0) throw new Refused('syntax', `<${element.name}> holds elements; its text must be escaped or in CDATA`);
  return element.text;
}
