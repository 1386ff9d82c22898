type Bytes = Uint8Array<ArrayBuffer>;

/** What a form with files brought: texts by name, and files in the order in which they came. Files nobody chose are left out. */
export interface MultipartForm {
  readonly texts: ReadonlyMap<string, string>;
  readonly files: readonly { readonly name: string; readonly bytes: Bytes }[];
}

/** Most parts of a form unless more are asked for, and longest head of one. */
const MOST_PARTS = 30;
const HEAD_BYTES = 2048;

/** The boundary that a `Content-Type` names; null for anything but such a form. */
export function formBoundary(contentType: string): string | null {
  const match = /^multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"\r\n]{1,70})"|([^\s;"]{1,70}))\s*(?:;|$)/i.exec(
    contentType,
  );
  return match?.[1] ?? match?.[2] ?? null;
}

/** Reads such a form (RFC 7578); null when it is not whole, not UTF-8, names a text twice, or has too many parts. */
export function readMultipartForm(body: Buffer, boundary: string, mostParts = MOST_PARTS): MultipartForm | null {
  const texts = new Map<string, string>();
  const files: { readonly name: string; readonly bytes: Bytes }[] = [];
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  if (!body.subarray(0, delimiter.length - 2).equals(new Uint8Array(delimiter.subarray(2)))) return null;
  let at = delimiter.length - 2;
  for (let part = 0; part <= mostParts; part += 1) {
    const after = body.toString('latin1', at, at + 2);
    if (after === '--') return { texts, files };
    if (after !== '\r\n') return null;
    const headEnd = body.subarray(0, at + HEAD_BYTES).indexOf('\r\n\r\n', at);
    const end = headEnd < 0 ? -1 : body.indexOf(new Uint8Array(delimiter), headEnd + 4);
    if (end < 0) return null;
    const content = body.subarray(headEnd + 4, end);
    const head = textOf(body.subarray(at + 2, headEnd + 2));
    const disposition = head && /^content-disposition:\s*form-data\s*;(.*)$/im.exec(head)?.[1];
    const name = disposition && parameter(disposition, 'name');
    if (!name) return null;
    if (parameter(disposition, 'filename') !== null) {
      if (content.length > 0) files.push({ name, bytes: bytesOf(content) });
    } else {
      const text = textOf(content);
      if (text === null || texts.has(name)) return null;
      texts.set(name, text);
    }
    at = end + delimiter.length;
  }
  return null;
}

/** A quoted parameter of a header; null where there is none. */
const parameter = (header: string, name: string): string | null =>
  new RegExp(`(?:^|;)\\s*${name}="([^"]*)"`, 'i').exec(header)?.[1] ?? null;

function textOf(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array(bytes));
  } catch {
    return null;
  }
}

const bytesOf = (view: Buffer): Bytes => new Uint8Array(view.buffer as ArrayBuffer, view.byteOffset, view.length);
