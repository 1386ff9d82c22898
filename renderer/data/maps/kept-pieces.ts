import { mapsSchema, type Maps } from '#shared/ipc/map-api';
import { keptCache } from '../kept-cache';

/** Pieces of base maps that this device has read, and the list of maps as it last was: a tablet away from its host draws from them. */
export interface KeptPieces {
  /** Null where none was kept. */
  list(): Promise<Maps | null>;
  /** Pieces of maps that are not in it, or were replaced since, make room. */
  keepList(maps: Maps): Promise<void>;
  /** Null for one that is not here. */
  find(url: string, from: number, length: number): Promise<ArrayBuffer | null>;
  keep(url: string, from: number, length: number, bytes: ArrayBuffer): Promise<void>;
}

/** They hold nothing of anybody's. */
const CACHE = 'linli-base-maps';
const LIST_KEY = '/kept/maps.json';
const PIECE_KEY = '/kept/piece';

/** Most that pieces take on a device, bytes: several quarters of a town at every level; those kept first go first. */
export const MOST_KEPT_BYTES = 64 * 1024 * 1024;

/** See `KeptPieces`. A disk without room keeps nothing, which harms nobody. */
export function createKeptPieces(mostBytes = MOST_KEPT_BYTES): KeptPieces {
  const cache = (): Promise<Cache | null> => keptCache(CACHE);
  /** Bytes of all pieces; counted when first needed. */
  let total: number | null = null;

  async function drop(isWanted: (piece: Piece) => boolean): Promise<void> {
    const kept = await cache();
    for (const { url } of (await kept?.keys()) ?? []) {
      const piece = pieceOf(url);
      if (!piece || !isWanted(piece)) continue;
      await kept?.delete(url);
      if (total !== null) total -= piece.length;
    }
  }

  async function count(): Promise<number> {
    const pieces = ((await (await cache())?.keys()) ?? []).map(({ url }) => pieceOf(url)?.length ?? 0);
    return pieces.reduce((sum, length) => sum + length, 0);
  }

  return {
    async list() {
      const kept = await (await cache())?.match(LIST_KEY);
      const parsed = mapsSchema.safeParse(await kept?.json().catch(() => null));
      return parsed.success ? parsed.data : null;
    },

    keepList: (maps) =>
      quietly(async () => {
        await (await cache())?.put(LIST_KEY, new Response(JSON.stringify(maps)));
        const there = new Set(maps.maps.map(({ url }) => url));
        await drop(({ of }) => !there.has(of));
      }),

    async find(url, from, length) {
      const kept = await (await cache())?.match(keyOf({ of: url, from, length })).catch(() => undefined);
      return kept ? kept.arrayBuffer() : null;
    },

    keep: (url, from, length, bytes) =>
      quietly(async () => {
        const kept = await cache();
        if (!kept || length > mostBytes) return;
        total ??= await count();
        let over = total + length - mostBytes;
        if (over > 0)
          await drop((piece) => {
            const isOver = over > 0;
            over -= piece.length;
            return isOver;
          });
        await kept.put(keyOf({ of: url, from, length }), new Response(bytes));
        total += length;
      }),
  };
}

interface Piece {
  /** Address of the map's file; another one when the file was replaced. */
  readonly of: string;
  readonly from: number;
  readonly length: number;
}

const keyOf = ({ of, from, length }: Piece): string =>
  `${PIECE_KEY}?${new URLSearchParams({ of, from: String(from), length: String(length) }).toString()}`;

function pieceOf(key: string): Piece | null {
  const { pathname, searchParams } = new URL(key);
  const [of, from, length] = ['of', 'from', 'length'].map((name) => searchParams.get(name));
  if (pathname !== PIECE_KEY || !of) return null;
  return { of, from: Number(from), length: Number(length) };
}

async function quietly(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch {
    // Read from the host the next time.
  }
}
