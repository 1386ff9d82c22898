import { refused } from './failures';

/** What is told of an XML document. Names come without their namespace prefix. */
export interface XmlHandler {
  /** `attributes` as they stand in the tag; `attributesOf` reads them. */
  open(name: string, attributes: string): void;
  close(name: string): void;
  /** Text between tags, in one piece unless a comment or CDATA divides it. */
  text?(text: string): void;
}

/** No cell, formula or tag is longer. */
const MAX_TOKEN_CHARACTERS = 1024 * 1024;
const MAX_DEPTH = 256;

/** A document that comes in pieces. */
export interface XmlReader {
  push(piece: string): void;
  /** Throws unless the document is complete. */
  end(): void;
}

/**
 * Reads XML as OOXML may be written, in bounded memory. Throws `table.broken` for what is not well-formed, and `table.bomb` for
 * document types, which OOXML forbids (entities can unfold without end), and for tags and texts beyond any measure.
 */
export function createXmlReader(handler: XmlHandler): XmlReader {
  const open: string[] = [];
  let rest = '';
  let hasRoot = false;

  function text(raw: string): void {
    if (open.length > 0) handler.text?.(decodeText(raw));
    else if (raw.trim() !== '') throw refused('table.broken', 'text outside the root');
  }

  function tag(content: string): void {
    if (content.startsWith('/')) return closeTag(content.slice(1).trimEnd());
    const isEmpty = content.endsWith('/');
    const inside = isEmpty ? content.slice(0, -1) : content;
    const nameEnd = endOfName(inside);
    const name = nameEnd === -1 ? inside : inside.slice(0, nameEnd);
    if (name === '' || (hasRoot && open.length === 0)) throw refused('table.broken', 'not well-formed');
    hasRoot = true;
    open.push(name);
    if (open.length > MAX_DEPTH) throw refused('table.bomb', 'nested too deep');
    handler.open(localName(name), nameEnd === -1 ? '' : inside.slice(nameEnd + 1));
    if (isEmpty) closeTag(name);
  }

  function closeTag(name: string): void {
    if (open.pop() !== name) throw refused('table.broken', 'tags do not match');
    handler.close(localName(name));
  }

  /** Reads what begins with `<` at `at`; the place after it, or -1 while it is not all there. */
  function markup(source: string, at: number): number {
    if (source.startsWith('<!--', at)) return after(source, '-->', at + 4);
    if (source.startsWith('<?', at)) return after(source, '?>', at + 2);
    if (source.startsWith('<![CDATA[', at)) {
      const end = source.indexOf(']]>', at + 9);
      if (end === -1) return -1;
      handler.text?.(source.slice(at + 9, end));
      return end + 3;
    }
    if (source.startsWith('<!', at)) {
      // A piece may end within `<!--` or `<![CDATA[`.
      if (source.length - at < 9) return -1;
      throw refused('table.bomb', 'a document type');
    }
    const end = endOfTag(source, at + 1);
    if (end === -1) return -1;
    tag(source.slice(at + 1, end));
    return end + 1;
  }

  return {
    push(piece) {
      const source = rest === '' ? piece : rest + piece;
      let at = 0;
      while (at < source.length) {
        const next = source.indexOf('<', at);
        if (next === -1) break;
        if (next > at) text(source.slice(at, next));
        at = next;
        const end = markup(source, at);
        if (end === -1) break;
        at = end;
      }
      rest = source.slice(at);
      if (rest.length > MAX_TOKEN_CHARACTERS) throw refused('table.bomb', 'a tag or text without end');
    },
    end() {
      if (rest.trim() !== '' || open.length > 0 || !hasRoot) throw refused('table.broken', 'the document is cut off');
    },
  };
}

/** Reads a whole document from its bytes: UTF-8, or UTF-16 with its mark. Throws as `createXmlReader` and as the bytes do. */
export async function readXml(bytes: AsyncIterable<Uint8Array>, handler: XmlHandler): Promise<void> {
  const reader = createXmlReader(handler);
  for await (const piece of xmlTexts(bytes)) reader.push(piece);
  reader.end();
}

/** The text of a document, piece by piece. Throws `table.broken` for bytes that are no text. */
export async function* xmlTexts(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, undefined> {
  let decoder: TextDecoder | null = null;
  for await (const piece of bytes) {
    decoder ??= new TextDecoder(encodingOf(piece), { fatal: true });
    yield decoded(decoder, piece);
  }
  if (decoder) yield decoded(decoder, null);
}

function decoded(decoder: TextDecoder, piece: Uint8Array | null): string {
  try {
    return piece ? decoder.decode(piece, { stream: true }) : decoder.decode();
  } catch (cause) {
    throw refused('table.broken', 'bytes that are no text', { cause });
  }
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

function after(source: string, end: string, from: number): number {
  const at = source.indexOf(end, from);
  return at === -1 ? -1 : at + end.length;
}

/** Where the tag ends; a `>` within quotes does not end it. */
function endOfTag(source: string, from: number): number {
  let end = source.indexOf('>', from);
  let at = from;
  while (end !== -1) {
    const quote = nextQuote(source, at, end);
    if (quote === -1) return end;
    at = source.indexOf(source.charAt(quote), quote + 1) + 1;
    if (at === 0) return -1;
    if (at > end) end = source.indexOf('>', at);
  }
  return -1;
}

function endOfName(inside: string): number {
  for (let at = 0; at < inside.length; at += 1) if (inside.charCodeAt(at) <= 32) return at;
  return -1;
}

function nextQuote(source: string, from: number, to: number): number {
  for (let at = from; at < to; at += 1) {
    const code = source.charCodeAt(at);
    if (code === 34 || code === 39) return at;
  }
  return -1;
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}

/** Calls `visit` with each attribute of a tag: its name with prefix, and its value. Throws `table.broken`. */
export function attributesOf(raw: string, visit: (name: string, value: string) => void): void {
  let at = 0;
  for (;;) {
    const equals = raw.indexOf('=', at);
    if (equals === -1) {
      if (raw.slice(at).trim() !== '') throw refused('table.broken', 'an attribute without a value');
      return;
    }
    const opening = nextQuote(raw, equals + 1, raw.length);
    const closing = opening === -1 ? -1 : raw.indexOf(raw.charAt(opening), opening + 1);
    if (closing === -1) throw refused('table.broken', 'an attribute without quotes');
    visit(raw.slice(at, equals).trim(), decodeText(raw.slice(opening + 1, closing)));
    at = closing + 1;
  }
}

/** One attribute of a tag, by its name with or without prefix; null without it. */
export function attributeOf(raw: string, name: string): string | null {
  let found: string | null = null;
  attributesOf(raw, (each, value) => {
    if (each === name || localName(each) === name) found ??= value;
  });
  return found;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeText(raw: string): string {
  const lines = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
  if (!lines.includes('&')) return lines;
  return lines.replace(/&([^;]*);?/g, (_whole, name: string) => {
    const character = name.startsWith('#') ? characterOf(name.slice(1)) : ENTITIES[name];
    if (character === undefined) throw refused('table.broken', 'an unknown entity');
    return character;
  });
}

function characterOf(number: string): string | undefined {
  const isHex = /^x[0-9a-f]{1,6}$/i.test(number);
  if (!isHex && !/^\d{1,7}$/.test(number)) return undefined;
  const code = isHex ? Number.parseInt(number.slice(1), 16) : Number(number);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
