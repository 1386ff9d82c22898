import { useEffect, useState } from 'react';
import { useStation, useSync } from '#renderer/data/index';

/** Where residents' pages are, as far as that is known: only the host can say. */
export type ResidentPagesState =
  { readonly kind: 'asking' | 'away' | 'closed' } | { readonly kind: 'open'; readonly origin: string };

/** Asks the host where residents reach their pages; again when it can be reached again. */
export function useResidentPages(): ResidentPagesState {
  const station = useStation();
  const [state, setState] = useState<ResidentPagesState>({ kind: 'asking' });
  const isThere = useSync()?.status.link.kind !== 'away';
  useEffect(() => {
    let isWanted = true;
    const take = (found: ResidentPagesState) => isWanted && setState(found);
    station.residentPages().then(
      (origin) => take(origin === null ? { kind: 'closed' } : { kind: 'open', origin }),
      () => take({ kind: 'away' }),
    );
    return () => {
      isWanted = false;
    };
  }, [station, isThere]);
  return state;
}
