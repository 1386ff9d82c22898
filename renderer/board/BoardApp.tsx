import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardView } from '#shared/ipc/board-api';
import { PairForm } from '#renderer/ui/pairing/index';
import type { BoardHost } from './board-host';
import type { Caller } from './caller';
import { Hall } from './Hall';
import { newCalls } from './new-calls';
import { SoundNotice } from './SoundNotice';

interface BoardAppProps {
  readonly host: BoardHost;
  readonly caller: Caller;
}

/** The hall board: until it is paired a form, then numbers and windows. */
export function BoardApp({ host, caller }: BoardAppProps) {
  const [isPaired, setPaired] = useState(host.isPaired);
  return isPaired ? (
    <Board host={host} caller={caller} onUnpaired={() => setPaired(false)} />
  ) : (
    <PairForm className="board-pairing" pair={(code) => host.pair(code)} onPaired={() => setPaired(true)} />
  );
}

function Board({ host, caller, onUnpaired }: BoardAppProps & { readonly onUnpaired: () => void }) {
  const { t } = useTranslation();
  const [view, setView] = useState<BoardView>();
  const [isAway, setAway] = useState(false);
  const [aheadMs, setAhead] = useState(0);
  const heard = useRef(new Set<string>());
  const unpaired = useRef(onUnpaired);
  const called = useSyncExternalStore(caller.onChange, caller.current);
  useEffect(() => {
    unpaired.current = onUnpaired;
  });
  useEffect(
    () =>
      host.watch({
        onView: (next) => {
          setView(next);
          setAway(false);
          setAhead(next.nowMs - Date.now());
          for (const call of newCalls(heard.current, next)) caller.call(call);
        },
        onAway: () => setAway(true),
        onUnpaired: () => unpaired.current(),
      }),
    [host, caller],
  );
  if (!view) return <p className="board-opening">{t('opening')}</p>;
  return (
    <>
      <Hall view={view} called={called ?? view.calls[0] ?? null} isAway={isAway} aheadMs={aheadMs} />
      <SoundNotice caller={caller} />
    </>
  );
}
