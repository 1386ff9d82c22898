import { useEffect, useState } from 'react';
import type { Bounds } from '#shared/geo/contains';
import type { BaseMap as SiteMap } from '#shared/ipc/map-api';
import { useSession, useStation, type SiteMaps } from '#renderer/data/index';
import { builtinExtract, openBase, type BaseSource } from '#renderer/ui/map/index';

/** A base map that can be chosen. */
export interface BaseChoice {
  readonly id: string;
  /** What the file calls itself; null for the one that comes with the program. */
  readonly title: string | null;
}

/** The base map there is. */
export interface BaseMap {
  readonly state: 'loading' | 'there' | 'none' | 'failed';
  readonly source: BaseSource | null;
  readonly attribution: string;
  readonly bounds: Bounds | null;
  /** Whether the site put it at the host; false for the one that comes with the program. */
  readonly isOfSite: boolean;
  /** More than one where the site has put several. */
  readonly choices: readonly BaseChoice[];
  readonly chosen: string | null;
  readonly choose: (id: string) => void;
}

type Opened = Pick<BaseMap, 'source' | 'attribution' | 'bounds'>;

/** A base map that is to be opened. */
interface Candidate extends BaseChoice {
  open(): Promise<Opened>;
}

const BUILT_IN = 'built-in';
const NOTHING: Opened = { source: null, attribution: '', bounds: null };

/**
 * The base map of this station: what the site has put at the host, else, at a practice station, the one that comes with the program. Of
 * the site's, what this device has read before is there while the host is away.
 */
export function useBaseMap(): BaseMap {
  const { maps } = useStation();
  const isPractice = useSession().station.practice;
  const [candidates, setCandidates] = useState<readonly Candidate[]>();
  const [wanted, setWanted] = useState<string | null>(null);
  const [opened, setOpened] = useState<{ readonly id: string; readonly map: Opened | null }>();
  useEffect(() => {
    let isGone = false;
    const own = isPractice ? [BUILT_IN_MAP] : [];
    maps
      .list()
      .then(
        ({ maps: found }) => [...found.map((map) => ofSite(maps, map)), ...own],
        () => own,
      )
      .then((all) => {
        if (!isGone) setCandidates(all);
      })
      .catch(() => undefined);
    return () => {
      isGone = true;
    };
  }, [maps, isPractice]);
  const chosen = candidates?.find(({ id }) => id === wanted) ?? candidates?.[0];
  useEffect(() => {
    if (!chosen) return;
    let isGone = false;
    const take = (map: Opened | null) => {
      if (!isGone) setOpened({ id: chosen.id, map });
    };
    chosen.open().then(take, () => take(null));
    return () => {
      isGone = true;
    };
  }, [chosen]);
  const map = opened && opened.id === chosen?.id ? opened.map : undefined;
  const state = !candidates ? 'loading' : !chosen ? 'none' : map === undefined ? 'loading' : map ? 'there' : 'failed';
  const id = chosen?.id ?? null;
  const isOfSite = id !== null && id !== BUILT_IN;
  return { ...(map ?? NOTHING), state, choices: candidates ?? [], chosen: id, isOfSite, choose: setWanted };
}

const BUILT_IN_MAP: Candidate = {
  id: BUILT_IN,
  title: null,
  async open() {
    const { attribution, bounds, features } = await builtinExtract();
    return { source: await openBase({ kind: 'extract', features }), attribution, bounds };
  },
};

const ofSite = (maps: SiteMaps, { id, title, kind, url, attribution, bounds, maxZoom }: SiteMap): Candidate => ({
  id,
  title: title ?? id,
  async open() {
    const piece = (from: number, length: number, signal?: AbortSignal) => maps.piece(url, from, length, signal);
    const source = await openBase({ kind: 'archive', archive: { key: url, kind, maxZoom, piece } });
    return { source, attribution: attribution ?? '', bounds };
  },
});
