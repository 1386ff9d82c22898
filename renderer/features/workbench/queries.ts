import { useEffect, useMemo, useState } from 'react';
import { dateAtStation, startOfDayMs } from '#shared/domain/calendar/date';
import { KEY_KINDS } from '#shared/domain/people/key-people';
import type { Share } from '#shared/domain/workbench/kpis';
import type { DeviceView } from '#shared/ipc/admin-api';
import type { WireRecord } from '#shared/schema/envelope';
import { newestFirst } from '#shared/schema/types/newest-first';
import type { Staff } from '#shared/schema/types/place';
import type { Visit } from '#shared/schema/types/visit';
import {
  isReceiving,
  useLiveQuery,
  useObservable,
  useRegisterAnswer,
  useRegisterState,
  useSession,
  useStation,
  useSync,
  type DraftRow,
  type ImportProgress,
  type ListFilter,
  type Register,
} from '#renderer/data/index';
import { pairKey, useNotSamePairs, useNow, useToday } from '../people/index';
import { useRound } from '../visits/index';

/** Visits of today on this device, whoever made them; undefined while they are read. */
export function useVisitsToday(): number | undefined {
  const today = useToday();
  const since = newestFirst(startOfDayMs(today));
  const visits = useLiveQuery<Visit & WireRecord>('visits', {
    selector: { type: 'visit', rank: { $lte: since } },
    sort: [{ type: 'asc' }, { rank: 'asc' }],
  });
  return useMemo(
    () => visits?.filter(({ startedAtMs }) => dateAtStation(startedAtMs) === today).length,
    [visits, today],
  );
}

/** Forms somebody has begun; empty while they are read. */
export function useDrafts(): readonly DraftRow[] {
  const { drafts } = useStation();
  const all = useMemo(() => drafts.all(), [drafts]);
  return useObservable(all) ?? NO_DRAFTS;
}

const NO_DRAFTS: readonly DraftRow[] = [];

/** The import that is taken in, or waits for a decision; null for none. */
export function useRunningImport(): ImportProgress | null {
  return useObservable(useStation().imports.running$) ?? null;
}

const DEVICES_EVERY_MS = 5 * 60_000;
const NO_DEVICES: readonly DeviceView[] = [];

/** Devices that wait for approval, for whoever may approve them; empty while the host is away, since it alone knows. */
export function useWaitingDevices(): readonly DeviceView[] {
  const { admin } = useStation();
  const mayApprove = useSession().staff.functions.includes('devices');
  const isLive = useSync()?.status.link.kind === 'live';
  const minutes = useNow(DEVICES_EVERY_MS);
  const [devices, setDevices] = useState(NO_DEVICES);
  useEffect(() => {
    if (!mayApprove || !isLive) return;
    let isWanted = true;
    admin.devices().then(
      (all) => isWanted && setDevices(all.filter(({ state }) => state === 'pending')),
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [admin, mayApprove, isLive, minutes]);
  return mayApprove && isLive ? devices : NO_DEVICES;
}

/** Pairs worth counting; beyond that it says "or more". */
export const MOST_PAIRS = 200;

/** Pairs of files that may be one person's and that nobody has decided about, at most `MOST_PAIRS`; 0 while they are compared. */
export function usePossibleDoubles(): number {
  const isReady = useRegisterState()?.kind === 'ready';
  const notSame = useNotSamePairs();
  const pairs = useRegisterAnswer(
    (register) => (isReady ? register.duplicates(MOST_PAIRS) : Promise.resolve([])),
    [isReady],
  );
  return useMemo(
    () => (pairs && notSame ? pairs.filter(({ a, b }) => !notSame.has(pairKey(a.uid, b.uid))).length : 0),
    [pairs, notSame],
  );
}

/** Whether so much is coming in from the station that figures have to wait for the rest, and no list may be called empty. */
export function useIsReceiving(): boolean {
  const status = useSync()?.status;
  const { due } = useRound();
  return status !== undefined && isReceiving(status, due?.length === 0);
}

/** What the figures need of the register. */
export interface RegisterFigures {
  readonly people: number;
  readonly findings: number;
  /** Residents' files without an open finding. */
  readonly quality: Share;
  /** Key people with a phone, of those whose file is open to the reader. */
  readonly reach: Share;
}

/** Undefined until the register has everything: what is half read would count wrongly. */
export function useRegisterFigures(): RegisterFigures | undefined {
  const today = useToday();
  const isReady = useRegisterState()?.kind === 'ready';
  return useRegisterAnswer(
    async (register) => {
      if (!isReady) return undefined;
      const total = (filter: ListFilter) => totalOf(register, filter, today);
      const [clean, unclean, withPhone, without, findings] = await Promise.all([
        total({ hasFindings: false }),
        total({ hasFindings: true }),
        total({ kinds: KEY_KINDS, hasPhone: true }),
        total({ kinds: KEY_KINDS, hasPhone: false }),
        register.findings({ offset: 0, limit: 1, today }),
      ]);
      return {
        people: clean + unclean,
        findings: findings.total,
        quality: { count: clean, of: clean + unclean },
        reach: { count: withPhone, of: withPhone + without },
      };
    },
    [isReady, today],
  );
}

async function totalOf(register: Register, filter: ListFilter, today: string): Promise<number> {
  const sort = { by: 'changed', descending: true } as const;
  return (await register.list({ kind: 'person', filter, sort, offset: 0, limit: 1, today })).total;
}

/** Names of the grid workers of each grid, by its number. */
export function useGridWorkers(): (grid: number) => readonly string[] {
  const staff = useLiveQuery<Staff & WireRecord>('reference', {
    selector: { type: 'staff' },
    sort: [{ type: 'asc' }, { rank: 'asc' }],
  });
  return useMemo(() => {
    const workers = (staff ?? []).filter(({ post, active }) => active && post === 'grid-worker');
    return (grid) => workers.filter(({ gridNumbers }) => gridNumbers.includes(grid)).map(({ name }) => name);
  }, [staff]);
}

/** Somebody's file by uid; undefined while it is looked for, null when this device does not hold it. */
export function useFileOf(
  uid: string | null,
): { readonly _id: string; readonly name: string | null } | null | undefined {
  const { records } = useStation();
  const [found, setFound] = useState<{ readonly uid: string; readonly file: FoundFile | null }>();
  useEffect(() => {
    if (uid === null) return;
    let isWanted = true;
    void records.byUid<WireRecord & FoundFile>('people', 'person', uid).then((file) => {
      if (isWanted) setFound({ uid, file });
    });
    return () => {
      isWanted = false;
    };
  }, [records, uid]);
  if (uid === null) return null;
  return found?.uid === uid ? found.file : undefined;
}

interface FoundFile {
  readonly _id: string;
  readonly name: string | null;
}
