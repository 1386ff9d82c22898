import { useCallback, useEffect, useRef, useState } from 'react';
import {
  kioskPrintAnswerSchema,
  printingPaths,
  type KioskPrintWish,
  type PrintOutcome,
} from '#shared/ipc/printing-api';
import { newRequest } from '../new-request';
import { useKiosk, useKnown } from '../session/kiosk-context';

export type Printing = 'idle' | 'printing' | PrintOutcome;

/** Longer than other answers: the paper has come out when it is there. */
const PATIENCE_MS = 30_000;

/** Prints a paper of this page, by itself once if `isAtOnce`, and on every press; `no-printer` from the start where the station has none. */
export function usePrinting(
  wish: KioskPrintWish,
  isAtOnce: boolean,
): { readonly printing: Printing; readonly print: () => Promise<void> } {
  const { host, session, signal } = useKiosk();
  const { home } = useKnown();
  const hasPrinter = home?.offers.print === true;
  const [printing, setPrinting] = useState<Printing>(() =>
    hasPrinter ? (isAtOnce ? 'printing' : 'idle') : 'no-printer',
  );
  const wanted = useRef({ wish, language: session.language });
  useEffect(() => {
    wanted.current = { wish, language: session.language };
  });
  const begun = useRef(false);

  const print = useCallback(async () => {
    setPrinting('printing');
    const body = { ...wanted.current.wish, request: newRequest(), locale: wanted.current.language };
    const answer = await host.ask(printingPaths.kiosk, kioskPrintAnswerSchema, {
      ...{ body, signal, patienceMs: PATIENCE_MS },
    });
    if (signal.aborted) return;
    setPrinting(answer.kind === 'ok' ? answer.value.outcome : 'away');
  }, [host, signal]);

  useEffect(() => {
    if (!isAtOnce || !hasPrinter || begun.current) return;
    begun.current = true;
    void print();
  }, [isAtOnce, hasPrinter, print]);

  return { printing, print };
}
