import { stationFileSchema, UPSTREAM_URL, type StationFile } from '#shared/ipc/upstream-api';

/** Why a file does not do: `address` is one that would send the password in the open. */
export type StationFileProblem = 'empty' | 'too-large' | 'not-text' | 'not-ours' | 'address' | 'other-station';

export type StationFileReading =
  | { readonly kind: 'right'; readonly file: StationFile }
  | {
      readonly kind: 'wrong';
      readonly problem: StationFileProblem;
      /** Whose it is, for `other-station`. */
      readonly station?: string;
    };

/** Longest file that is looked into, in bytes; one of ours has some two hundred. */
export const MOST_BYTES = 16_384;

/**
 * What `npm run hub -- apply` wrote for a station, from the bytes of a file. Its content alone counts, whatever it is called. What is wrong is
 * named without a word of what stands in it.
 */
export function readStationFile(bytes: Uint8Array, ownStation: string): StationFileReading {
  const wrong = (problem: StationFileProblem, station?: string): StationFileReading => ({
    kind: 'wrong',
    problem,
    ...(station !== undefined && { station }),
  });
  if (bytes.length === 0) return wrong('empty');
  if (bytes.length > MOST_BYTES) return wrong('too-large');
  const text = textOf(bytes);
  if (text === null) return wrong('not-text');
  const parsed = stationFileSchema.safeParse(jsonOf(text));
  if (!parsed.success) return wrong('not-ours');
  const url = parsed.data.url.replace(/\/+$/, '');
  if (parsed.data.station !== ownStation) return wrong('other-station', parsed.data.station);
  if (!UPSTREAM_URL.test(url)) return wrong('address');
  return { kind: 'right', file: { ...parsed.data, url } };
}

function textOf(bytes: Uint8Array): string | null {
  try {
    // A byte order mark, which some editors put in front, is dropped.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
