import type { ReactNode } from 'react';
import { RoundContext, useBuildRound } from './queries';

/** Keeps the round for every screen below, so that going from list to form and back asks for nothing twice. */
export function RoundProvider({ children }: { readonly children: ReactNode }) {
  return <RoundContext value={useBuildRound()}>{children}</RoundContext>;
}
