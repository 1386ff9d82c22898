import { z } from 'zod';
import { MEDIA_CONTENT_TYPE, MEDIA_PARTS, type MediaDocument, type MediaPart } from './document';

/**
 * A document with its attachments in one body, as CouchDB takes them (`PUT /<db>/<id>`, `multipart/related`): the document as JSON,
 * whose `_attachments` say what follows, then the bytes of each as they are, in that order.
 */

const BOUNDARY = 'linli-media-part';

/** The `Content-Type` of such a body. */
export const MULTIPART_TYPE = `multipart/related; boundary="${BOUNDARY}"`;

/** A body for `fetch`: text and bytes in order, to be given to `new Blob(...)` without copying the bytes. */
export function multipartBody<Bytes>(
  document: MediaDocument,
  parts: Readonly<Record<MediaPart, Bytes>>,
): readonly (string | Bytes)[] {
  const attachments = MEDIA_PARTS.map((name) => [
    name,
    { follows: true, content_type: MEDIA_CONTENT_TYPE, length: document.bytes[name] },
  ]);
  const json = JSON.stringify({ ...document, _attachments: Object.fromEntries(attachments) });
  return [
    `--${BOUNDARY}\r\ncontent-type: application/json\r\n\r\n${json}`,
    ...MEDIA_PARTS.flatMap((name) => [`\r\n--${BOUNDARY}\r\ncontent-type: ${MEDIA_CONTENT_TYPE}\r\n\r\n`, parts[name]]),
    `\r\n--${BOUNDARY}--`,
  ];
}

/** What a body brought: the document without `_attachments`, and the attachments by name. */
export interface MultipartContent {
  readonly document: Readonly<Record<string, unknown>>;
  readonly attachments: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

/** Longest preamble of one part. */
const HEADER_BYTES = 1024;

const followingSchema = z.record(
  z.string().regex(/^[a-z]{1,20}$/),
  z.object({
    follows: z.literal(true),
    content_type: z.literal(MEDIA_CONTENT_TYPE),
    length: z.number().int().nonnegative(),
  }),
);

/** The boundary that a `Content-Type` names, or null when it names none. */
export function boundaryOf(contentType: string): string | null {
  const match = /^multipart\/related\s*;(?:.*;)?\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType);
  return match?.[1] ?? match?.[2] ?? null;
}

/** Reads a body; null when anything about it is not as `multipartBody` makes it. Attachments are views of the body. */
export function readMultipart(body: Uint8Array<ArrayBuffer>, boundary: string): MultipartContent | null {
  const delimiter = new TextEncoder().encode(`--${boundary}`);
  const first = partStart(body, 0, delimiter);
  if (first === null) return null;
  const end = find(body, delimiter, first);
  if (end < 2) return null;
  const document = jsonOf(body.subarray(first, end - 2));
  if (!document) return null;
  const { _attachments: named, ...rest } = document;
  const following = followingSchema.safeParse(named);
  if (!following.success) return null;

  const attachments = new Map<string, Uint8Array<ArrayBuffer>>();
  let at = end;
  // Lengths are given: the bytes of an attachment are not searched for a boundary that may stand in them.
  for (const [name, { length }] of Object.entries(following.data)) {
    const start = partStart(body, at, delimiter);
    if (start === null || start + length + 2 > body.length) return null;
    attachments.set(name, body.subarray(start, start + length));
    at = start + length;
    if (body[at] !== CR || body[at + 1] !== LF) return null;
    at += 2;
  }
  const isClosed =
    startsWith(body, delimiter, at) && body[at + delimiter.length] === DASH && body[at + delimiter.length + 1] === DASH;
  return isClosed ? { document: rest, attachments } : null;
}

const CR = 0x0d;
const LF = 0x0a;
const DASH = 0x2d;
const BLANK_LINE = new Uint8Array([CR, LF, CR, LF]);

/** Where the content of the part begins whose delimiter stands at `at`. */
function partStart(body: Uint8Array, at: number, delimiter: Uint8Array): number | null {
  if (!startsWith(body, delimiter, at)) return null;
  const blank = find(body.subarray(0, at + HEADER_BYTES), BLANK_LINE, at + delimiter.length);
  return blank < 0 ? null : blank + BLANK_LINE.length;
}

const startsWith = (body: Uint8Array, wanted: Uint8Array, at: number): boolean =>
  wanted.every((byte, offset) => body[at + offset] === byte);

function find(body: Uint8Array, wanted: Uint8Array, from: number): number {
  const [head = 0] = wanted;
  for (let at = body.indexOf(head, from); at >= 0; at = body.indexOf(head, at + 1)) {
    if (startsWith(body, wanted, at)) return at;
  }
  return -1;
}

function jsonOf(bytes: Uint8Array): Readonly<Record<string, unknown>> | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? (parsed as Readonly<Record<string, unknown>>)
      : null;
  } catch {
    return null;
  }
}
