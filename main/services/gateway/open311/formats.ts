import type { Answer } from '../../open311-port';
import { escapeText } from '../html';

export const FORMATS = ['xml', 'json'] as const;
export type Format = (typeof FORMATS)[number];

export const CONTENT_TYPES: Readonly<Record<Format, string>> = {
  xml: 'text/xml; charset=utf-8',
  json: 'application/json; charset=utf-8',
};

/** What one entry of a list is called in XML; in JSON a list is a list (the Spark convention). */
const ENTRY: Readonly<Record<string, string>> = {
  services: 'service',
  attributes: 'attribute',
  values: 'value',
  service_requests: 'request',
  endpoints: 'endpoint',
  formats: 'format',
  errors: 'error',
};

/** An answer in the asked form; `root` is what XML calls it as a whole. */
export function writeAnswer(format: Format, root: string, answer: Answer): string {
  if (format === 'json') return JSON.stringify(answer);
  return `<?xml version="1.0" encoding="utf-8"?>\n${element(root, answer)}\n`;
}

function element(name: string, answer: Answer): string {
  const content = contentOf(name, answer);
  return content === '' ? `<${name}/>` : `<${name}>${content}</${name}>`;
}

function contentOf(name: string, answer: Answer): string {
  if (answer === null) return '';
  if (typeof answer !== 'object') return escapeText(xmlText(String(answer)));
  if (isList(answer)) return answer.map((each) => element(ENTRY[name] ?? 'entry', each)).join('');
  return Object.entries(answer)
    .map(([field, value]) => element(field, value))
    .join('');
}

const isList = (answer: Answer): answer is readonly Answer[] => Array.isArray(answer);

/** XML 1.0 has no way to write these characters, not even as references. */
const xmlText = (text: string): string =>
  // eslint-disable-next-line no-control-regex
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, '\ufffd');
