import type { FastifyInstance } from 'fastify';
import { malformed } from './refusals';

/** Deepest nesting of anything sent: records are flat, replicated revisions add one level. */
const MAX_DEPTH = 32;

/**
 * Lets the app take bodies of `application/json` and nothing else. A body is UTF-8 without a fault, names no `__proto__`
 * and no `constructor.prototype`, and nests no deeper than `MAX_DEPTH`; an empty one is `undefined`.
 */
export function acceptJsonOnly(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, bytes, done) => {
    if (bytes.length === 0) return done(null, undefined);
    if (isTooDeep(bytes)) return done(malformed('the body nests too deeply'));
    let text: string;
    try {
      text = utf8.decode(bytes);
    } catch {
      return done(malformed('the body is not UTF-8'));
    }
    void parse(request, text, done);
  });
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Looks at the bytes, because what parses such a body first has already spent the memory. */
function isTooDeep(bytes: Buffer): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index];
    if (inString) {
      if (byte === BACKSLASH) index += 1;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (byte === 0x7b || byte === 0x5b) {
      depth += 1;
      if (depth > MAX_DEPTH) return true;
    } else if (byte === 0x7d || byte === 0x5d) depth -= 1;
  }
  return false;
}
