import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useToday } from '../people/index';
import { RoundContext, useBuildRound, type Round } from './queries';

/**
 * Keeps the round for every screen below, so that going from list to form and back reads nothing twice. It is built when the first
 * screen asks for it: going through everybody takes a moment that other screens need not wait for.
 */
export function RoundProvider({ children }: { readonly children: ReactNode }) {
  const today = useToday();
  const [built, setBuilt] = useState<Round | null>(null);
  const [isWanted, setIsWanted] = useState(false);
  const want = useCallback(() => setIsWanted(true), []);
  const round = useMemo(() => ({ round: built ?? emptyRound(today), want }), [built, today, want]);
  return (
    <RoundContext value={round}>
      {isWanted && <RoundBuilder onBuilt={setBuilt} />}
      {children}
    </RoundContext>
  );
}

function RoundBuilder({ onBuilt }: { readonly onBuilt: (round: Round) => void }) {
  const round = useBuildRound();
  useEffect(() => onBuilt(round), [round, onBuilt]);
  return null;
}

/** Before anything is read. */
const emptyRound = (today: Round['today']): Round => ({
  today,
  due: undefined,
  drafts: new Map(),
  addressOf: (uid) => (uid === null ? null : undefined),
});
