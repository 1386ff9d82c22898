import { refused } from './failures';
import type { OpenedTable } from './types';

export type TextEncoding = NonNullable<OpenedTable['encoding']>;

/** Programs cut a text that is too long for a field in the middle of a character; more than this is no text in that encoding. */
const MAX_UNREADABLE = 1 / 1_000;

/**
 * How a text file is encoded: by its mark, else UTF-8 where every byte of it is, else GB 18030, which GBK and GB 2312 are part of.
 * Throws `table.not-a-table` for what is no text in any of them.
 */
export async function encodingOf(file: Blob): Promise<TextEncoding> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if ((await unreadable(file, 'utf-8')) === 0) return 'utf-8';
  if ((await unreadable(file, 'gb18030')) < MAX_UNREADABLE) return 'gb18030';
  throw refused('table.not-a-table', 'bytes that are no text');
}

/** The text piece by piece, without its mark. */
export async function* textsOf(file: Blob, encoding: TextEncoding, signal: AbortSignal): AsyncGenerator<string, void> {
  const decoder = new TextDecoder(encoding);
  const reader = file.stream().getReader();
  try {
    for (;;) {
      signal.throwIfAborted();
      const { done, value } = await reader.read();
      if (done) break;
      yield decoder.decode(value, { stream: true });
    }
    yield decoder.decode();
  } finally {
    // Its own failure would hide the one that led here.
    await reader.cancel().catch(() => undefined);
  }
}

/** Which part of the text cannot be read in that encoding; 1 as soon as it cannot be text. */
async function unreadable(file: Blob, encoding: TextEncoding): Promise<number> {
  let characters = 0;
  let bad = 0;
  for await (const text of textsOf(file, encoding, new AbortController().signal)) {
    characters += text.length;
    for (let at = text.indexOf('\ufffd'); at !== -1; at = text.indexOf('\ufffd', at + 1)) bad += 1;
    if (text.includes('\0')) return 1;
    if (encoding === 'utf-8' && bad > 0) return 1;
  }
  return characters === 0 ? 0 : bad / characters;
}
