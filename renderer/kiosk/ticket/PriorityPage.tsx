import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { hallPaths, ticketAnswerSchema, type TakeTicket } from '#shared/ipc/board-api';
import { FaultNote } from '../frame/FaultNote';
import { Screen } from '../frame/Screen';
import { Tile } from '../frame/Tile';
import { faultOf, type Fault } from '../host/answer';
import { newRequest } from '../new-request';
import { useKiosk, useKnown } from '../session/kiosk-context';
import type { Wish } from '../session/pages';

/** Asked kindly, once, and believed: whoever is old or finds it hard to move goes first. The same press takes the number. */
export function PriorityPage({ wish }: { readonly wish: Wish }) {
  const { t } = useTranslation('kioskTicket');
  const { host, back, replace, signal } = useKiosk();
  const { home } = useKnown();
  // The same wish again after an answer that was lost is the same number.
  const [request] = useState(newRequest);
  const [isAsking, setAsking] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const [refused, setRefused] = useState<string | null>(null);

  const take = async (priority: TakeTicket['priority']) => {
    if (isAsking) return;
    setAsking(true);
    setFault(null);
    setRefused(null);
    const body: TakeTicket = { request, ...wish, priority };
    const answer = await host.ask(hallPaths.tickets, ticketAnswerSchema, { body, signal });
    if (signal.aborted) return;
    setAsking(false);
    if (answer.kind !== 'ok') return setFault(faultOf(answer));
    if (answer.value.outcome === 'refused') return setRefused(answer.value.why);
    const { day, number, ahead, expectedMs } = answer.value;
    replace({ at: 'ticket', taken: { day, number, ahead, expectedMs, wish } });
  };
  const sayRefused = (why: string): string => {
    if (why === 'hall-closed') return t('refused.closed', { from: home?.opensAt, until: home?.closesAt });
    return t(why === 'unknown-group' ? 'refused.unknown-group' : 'refused.other');
  };

  return (
    <Screen part={t('part')} title={t('priority.title')} sub={t('priority.sub')} onBack={back}>
      <div className="kiosk-rows is-few">
        <FaultNote fault={fault} text={refused && sayRefused(refused)} />
        <Tile icon="heart" sub={t('priority.elderly.text')} disabled={isAsking} onPress={() => take('elderly')}>
          {t('priority.elderly')}
        </Tile>
        <Tile icon="person" sub={t('priority.disabled.text')} disabled={isAsking} onPress={() => take('disabled')}>
          {t('priority.disabled')}
        </Tile>
        <Tile icon="ticket" disabled={isAsking} onPress={() => take(null)}>
          {t('priority.none')}
        </Tile>
      </div>
    </Screen>
  );
}
