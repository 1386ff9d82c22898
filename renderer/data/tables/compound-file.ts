/** What an OLE compound file (the container of Office before 2007) holds. */
export type CompoundContent = 'encrypted-workbook' | 'old-workbook' | 'other';

const ENTRY_BYTES = 128;
const NAME_BYTES_AT = 64;
const PIECE_BYTES = 4 * 1024 * 1024;

const CONTENTS: readonly (readonly [string, CompoundContent])[] = [
  ['EncryptedPackage', 'encrypted-workbook'],
  ['Workbook', 'old-workbook'],
  ['Book', 'old-workbook'],
];

/**
 * Looks for the directory entries that tell, wherever they lie: entries are 128 bytes long and begin at multiples of that. Chains of
 * sectors are not followed, so that none can lead in a circle.
 */
export async function compoundContentOf(file: Blob): Promise<CompoundContent> {
  const found = new Set<CompoundContent>();
  for (let from = 0; from < file.size; from += PIECE_BYTES) {
    const piece = new Uint8Array(await file.slice(from, from + PIECE_BYTES).arrayBuffer());
    for (let at = 0; at + ENTRY_BYTES <= piece.length; at += ENTRY_BYTES) {
      const content = CONTENTS.find(([name]) => isEntry(piece, at, name));
      if (content) found.add(content[1]);
    }
  }
  if (found.has('encrypted-workbook')) return 'encrypted-workbook';
  return found.has('old-workbook') ? 'old-workbook' : 'other';
}

function isEntry(bytes: Uint8Array, at: number, name: string): boolean {
  if (bytes[at + NAME_BYTES_AT] !== (name.length + 1) * 2 || bytes[at + NAME_BYTES_AT + 1] !== 0) return false;
  for (let index = 0; index < name.length; index += 1) {
    if (bytes[at + index * 2] !== name.charCodeAt(index) || bytes[at + index * 2 + 1] !== 0) return false;
  }
  return true;
}
