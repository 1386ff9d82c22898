/**
 * Those whose name or address contains every word of the search, the best first: a name that begins with it, then any
 * name, then addresses. Spaces inside addresses and full-width letters do not matter. A file that is closed to the reader is found
 * by nothing: an address would say whose it is.
 */
export function matching<
  T extends { readonly person: { readonly name: string | null }; readonly address: string | null },
>(rows: readonly T[], search: string): readonly T[] {
  const words = plain(search).split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  const [first = ''] = words;
  const ranked = rows.flatMap((row, order) => {
    if (row.person.name === null) return [];
    const name = plain(row.person.name);
    const address = plain(row.address ?? '').replace(/\s+/g, '');
    if (!words.every((word) => name.includes(word) || address.includes(word))) return [];
    return [{ row, order, rank: name.startsWith(first) ? 0 : name.includes(first) ? 1 : 2 }];
  });
  return ranked.sort((a, b) => a.rank - b.rank || a.order - b.order).map(({ row }) => row);
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().trim();
