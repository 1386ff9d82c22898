import type { CoordinateSystem } from '#shared/geo/convert';
import { readGeoJson } from '#shared/geo/geojson';
import {
  FEATURE_NOTE_WORDS,
  FEATURE_REFUSAL_WORDS,
  fillWords,
  REFUSAL_WORDS,
  type Words,
} from '#shared/geo/geojson-words';
import { boundsOf, type Bounds } from '#shared/geo/contains';
import type { MultiPolygon } from '#shared/schema/types/place';
import type { GridOnMap } from '../queries';

/** A boundary in a file, and the grid that it is for; null where the file does not say, or names none of ours. */
export interface FileBoundary {
  readonly index: number;
  readonly grid: GridOnMap | null;
  readonly area: MultiPolygon;
}

/** What a file comes to. */
export interface FileReading {
  readonly boundaries: readonly FileBoundary[];
  /** In both languages, with the shape that each is about; null for the whole file. */
  readonly remarks: readonly { readonly index: number | null; readonly isTaken: boolean; readonly words: Words }[];
}

/** Reads boundaries of grids from a file. Of two for the same grid, the first counts. */
export function readBoundaryFile(text: string, system: CoordinateSystem, grids: readonly GridOnMap[]): FileReading {
  const read = readGeoJson(text, { system, near: aroundAll(grids) });
  if (!read.ok) {
    const words = fillWords(REFUSAL_WORDS[read.error.kind], read.error);
    return { boundaries: [], remarks: [{ index: null, isTaken: false, words }] };
  }
  const taken = new Set<number>();
  const boundaries = read.value.features.map(({ index, name, number, area }): FileBoundary => {
    const grid = grids.find((each) =>
      number === null ? name !== null && isCalled(each, name) : each.number === number,
    );
    if (!grid || taken.has(grid.number)) return { index, grid: null, area };
    taken.add(grid.number);
    return { index, grid, area };
  });
  return {
    boundaries,
    remarks: read.value.findings.map((finding) => ({
      index: finding.index,
      isTaken: finding.taken,
      words: fillWords(finding.taken ? FEATURE_NOTE_WORDS[finding.kind] : FEATURE_REFUSAL_WORDS[finding.kind], finding),
    })),
  };
}

const isCalled = ({ record: { name } }: GridOnMap, text: string): boolean => name.zh === text || name.en === text;

function aroundAll(grids: readonly GridOnMap[]): Bounds | null {
  return boundsOf(grids.flatMap(({ boundary }) => boundary ?? []));
}
