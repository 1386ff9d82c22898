import { useEffect, useMemo, useState } from 'react';
import type { TransferKind } from '#shared/domain/transfers/transfers';
import { mayTransfer } from '#shared/domain/transfers/transfers';
import { accessOf } from '#shared/domain/access/access';
import type { TransferCounts, TransferView } from '#shared/ipc/transfer-api';
import type { WireRecord } from '#shared/schema/envelope';
import { parseDocumentId } from '#shared/schema/ids';
import { useOwned, useSession, useStation } from '#renderer/data/index';

/** Numbers of the grids to which the signed-in person may send this, in order; empty for who may send it nowhere. */
export function useTargetGrids(kind: TransferKind, from: number | null): readonly number[] {
  const { staff, stationGrids } = useSession();
  return useMemo(() => {
    const { post: actor, functions, gridNumbers } = staff;
    const access = accessOf({ actor, functions, gridNumbers }, stationGrids);
    const others = stationGrids.filter((number) => number !== from);
    return from === null ? [] : others.filter((to) => mayTransfer(access, kind, from, to)).sort((a, b) => a - b);
  }, [staff, stationGrids, kind, from]);
}

/** What of a person, or of a household's people, this device knows to go along; undefined while loading. */
export function useWhatGoes(
  kind: TransferKind,
  uid: string,
): Pick<TransferCounts, 'people' | 'visits' | 'others'> | undefined {
  const members = useOwned<WireRecord>('people', kind === 'household' ? [uid] : []);
  const people =
    kind === 'household' ? members?.filter(({ type }) => type === 'person').map((each) => each.uid) : [uid];
  const visits = useOwned<WireRecord>('visits', people ?? []);
  const others = useOwned<WireRecord>('people', people ?? []);
  // Nobody to ask about is no question that is on its way.
  const isEmpty = people?.length === 0;
  if (!people || (!isEmpty && (!visits || !others))) return undefined;
  const rest = others?.filter(({ type }) => type !== 'person').length ?? 0;
  return {
    people: people.length,
    visits: visits?.filter(({ type }) => type === 'visit').length ?? 0,
    others: rest + (kind === 'household' ? 1 : 0),
  };
}

const ASK_EVERY_MS = 1000;

/** A transfer as the host has it, asked for again until it is done; as it was last heard of while the host is away. */
export function useTransfer(begun: TransferView): TransferView {
  const { admin } = useStation();
  const [latest, setLatest] = useState(begun);
  const isDone = latest.state === 'done';
  const { id } = begun;
  useEffect(() => {
    if (isDone) return;
    let isWanted = true;
    const timer = setInterval(() => {
      admin.transfers().then(
        (all) => {
          const found = all.find((each) => each.id === id);
          if (isWanted && found) setLatest(found);
        },
        // The host goes on without being watched.
        () => undefined,
      );
    }, ASK_EVERY_MS);
    return () => {
      isWanted = false;
      clearInterval(timer);
    };
  }, [admin, id, isDone]);
  return latest;
}

/** Number of the grid where something lies now that this device was looking for under `id`: undefined while asking, null for unknown. */
export function useMovedTo(type: TransferKind, id: string): number | null | undefined {
  const { admin } = useStation();
  const uid = parseDocumentId(id)?.key ?? '';
  const [answer, setAnswer] = useState<{ readonly uid: string; readonly movedTo: number | null }>();
  useEffect(() => {
    if (uid === '') return;
    let isWanted = true;
    const take = (movedTo: number | null) => {
      if (isWanted) setAnswer({ uid, movedTo });
    };
    admin.placement(type, uid).then(take, () => take(null));
    return () => {
      isWanted = false;
    };
  }, [admin, type, uid]);
  if (uid === '') return null;
  return answer?.uid === uid ? answer.movedTo : undefined;
}
