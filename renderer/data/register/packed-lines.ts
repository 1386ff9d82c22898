/** Lines of a block: the whole text of a block is put together anew for one change, so blocks are small. */
const BLOCK_LINES = 1024;

interface Block {
  /** `\n` and a line, for each slot; null while `lines` is what holds. */
  text: string | null;
  lines: string[] | null;
  /** Where each line's `\n` stands. */
  starts: Uint32Array;
}

/** Says whether a place in a block's text counts; then the rest of that line is passed over. */
export type Accept = (text: string, at: number, slot: number) => boolean;

/**
 * One line of text for each slot, packed into a few long strings: a search through 100,000 of them is a search through some
 * megabytes, at memory speed, and nothing is kept for each word as in an inverted index. Lines hold no `\n`.
 */
export interface PackedLines {
  set(slot: number, line: string): void;
  get(slot: number): string;
  /** Each place of the text, `\n` before a line included, until `accept` takes one of a line. */
  eachText(needle: string, accept: Accept): void;
  /** As `eachText`; the pattern has the flag `g` and does not match across lines. */
  eachMatch(pattern: RegExp, accept: (found: Found, slot: number) => boolean): void;
}

/** A pattern's match, and where in the text of its block it begins. */
export interface Found {
  readonly text: string;
  readonly at: number;
  readonly match: string;
}

/** See `PackedLines`. */
export function createPackedLines(): PackedLines {
  const blocks: Block[] = [];

  function blockOf(slot: number): Block {
    const index = Math.floor(slot / BLOCK_LINES);
    while (blocks.length <= index) blocks.push({ text: null, lines: [], starts: new Uint32Array(0) });
    return blocks[index] as Block;
  }

  const set = (slot: number, line: string): void => {
    const block = blockOf(slot);
    const lines = unpack(block);
    const at = slot % BLOCK_LINES;
    // Beyond the last line all are empty.
    if (line === '' && at >= lines.length) return;
    while (lines.length < at) lines.push('');
    lines[at] = line;
  };

  const get = (slot: number): string => {
    const block = blockOf(slot);
    const at = slot % BLOCK_LINES;
    if (block.text === null) return block.lines?.[at] ?? '';
    const start = block.starts[at];
    return start === undefined ? '' : block.text.slice(start + 1, block.starts[at + 1] ?? block.text.length);
  };

  const eachText = (needle: string, accept: Accept): void => {
    blocks.forEach((block, index) => {
      const { text, starts } = pack(block);
      let line = 0;
      for (let at = text.indexOf(needle); at >= 0;) {
        line = lineAt(starts, at, line);
        const next = starts[line + 1] ?? text.length;
        at = text.indexOf(needle, accept(text, at, index * BLOCK_LINES + line) ? Math.max(next, at + 1) : at + 1);
      }
    });
  };

  const eachMatch = (pattern: RegExp, accept: (found: Found, slot: number) => boolean): void => {
    blocks.forEach((block, index) => {
      const { text, starts } = pack(block);
      let line = 0;
      pattern.lastIndex = 0;
      for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
        line = lineAt(starts, match.index, line);
        const next = starts[line + 1] ?? text.length;
        const found = { text, at: match.index, match: match[0] };
        pattern.lastIndex = accept(found, index * BLOCK_LINES + line) ? Math.max(next, found.at + 1) : found.at + 1;
      }
    });
  };

  return { set, get, eachText, eachMatch };
}

function unpack(block: Block): string[] {
  block.lines ??= (block.text ?? '').split('\n').slice(1);
  block.text = null;
  return block.lines;
}

function pack(block: Block): { readonly text: string; readonly starts: Uint32Array } {
  if (block.text !== null) return { text: block.text, starts: block.starts };
  const lines = block.lines ?? [];
  const starts = new Uint32Array(lines.length);
  let at = 0;
  lines.forEach((line, index) => {
    starts[index] = at;
    at += line.length + 1;
  });
  const text = lines.length === 0 ? '' : `\n${lines.join('\n')}`;
  Object.assign(block, { text, lines: null, starts } satisfies Block);
  return { text, starts };
}

/** The line in which a place stands, looked for from a line before it on. */
function lineAt(starts: Uint32Array, at: number, from: number): number {
  let line = from;
  while (line + 1 < starts.length && (starts[line + 1] as number) <= at) line += 1;
  return line;
}
