import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { GradeFace } from '#renderer/ui/faces/index';
import { kioskPaths } from '#shared/ipc/kiosk-api';
import { ratingAnswerSchema, type RatingAnswer } from '#shared/ipc/kiosk-matter-api';
import { padTakenSchema, SATISFACTIONS, ticketPaths, type Satisfaction } from '#shared/ipc/pad-api';
import { BigButton } from '../frame/BigButton';
import { FaultNote } from '../frame/FaultNote';
import { Screen } from '../frame/Screen';
import { faultOf, type Answer, type Fault } from '../host/answer';
import type { KioskHost } from '../host/kiosk-host';
import { useKiosk } from '../session/kiosk-context';
import { CallBackPage } from './CallBackPage';
import './progress.css';

/** That it is rated now; the grade is null where it was somebody else's before. */
export interface Given {
  readonly grade: Satisfaction | null;
}

interface RatePageProps {
  readonly receipt?: string;
  /** Of a ticket, where there is no receipt. */
  readonly ticketCode?: string;
  readonly onBack: () => void;
  readonly onRated: (given: Given) => void;
}

const POOR: ReadonlySet<Satisfaction> = new Set(['dissatisfied', 'very-dissatisfied']);

/** What became of a press; `asksPhone`: nobody knows where to call whoever gave a poor grade. */
interface Rated {
  readonly outcome: RatingAnswer['outcome'];
  readonly asksPhone: boolean;
}

/** Five grades, none of them chosen beforehand; one press. After a poor one of a number somebody may say where to be called back. */
export function RatePage({ receipt, ticketCode, onBack, onRated }: RatePageProps) {
  const { t } = useTranslation('kioskProgress');
  const { t: frame } = useTranslation('kiosk');
  const { host, signal, home } = useKiosk();
  const [given, setGiven] = useState<Satisfaction | null>(null);
  const [rated, setRated] = useState<Rated | null>(null);
  const [isAsked, setAsked] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const [isSending, setSending] = useState(false);
  const rate = async (satisfaction: Satisfaction) => {
    if (isSending) return;
    setFault(null);
    setSending(true);
    const answer = await send(host, signal, satisfaction, receipt ?? null, ticketCode ?? '');
    if (signal.aborted) return;
    setSending(false);
    if (answer.kind !== 'ok') return setFault(faultOf(answer));
    setGiven(satisfaction);
    setRated(answer.value);
    const { outcome } = answer.value;
    if (outcome === 'taken') onRated({ grade: satisfaction });
    if (outcome === 'again') onRated({ grade: null });
  };
  if (rated?.asksPhone && !isAsked && ticketCode !== undefined)
    return <CallBackPage ticketCode={ticketCode} onDone={() => setAsked(true)} onBack={onBack} />;
  if (rated !== null) {
    const { outcome } = rated;
    const isTaken = outcome === 'taken';
    const isPoor = given !== null && POOR.has(given);
    const poor = ticketCode === undefined ? 'rate.thanks.poor' : 'rate.thanks.kept';
    const words = isTaken ? t(isPoor ? poor : 'rate.thanks.good') : undefined;
    return (
      <Screen
        part={t('part')}
        tone={isTaken ? 'done' : 'care'}
        title={isTaken ? t('rate.thanks') : t(`rate.${outcome}`)}
        sub={words}
        spoken={isTaken ? t('rate.thanks') : t(`rate.${outcome}`)}
        onBack={onBack}
      >
        <div className="kiosk-one">
          <BigButton look="main" icon="home" onPress={home}>
            {frame('home')}
          </BigButton>
        </div>
      </Screen>
    );
  }
  return (
    <Screen part={t('part')} title={t('rate.title')} sub={t('rate.sub')} onBack={onBack}>
      <div className="kiosk-rows is-few">
        <FaultNote fault={fault} />
        <div className="kiosk-grades">
          {SATISFACTIONS.map((grade) => (
            <BigButton key={grade} disabled={isSending} className="kiosk-grade" onPress={() => rate(grade)}>
              <GradeFace grade={grade} />
              {t(`grade.${grade}`)}
            </BigButton>
          ))}
        </div>
      </div>
    </Screen>
  );
}

/** A ticket that is not asked about any more is as one that is not known. */
async function send(
  host: KioskHost,
  signal: AbortSignal,
  satisfaction: Satisfaction,
  receipt: string | null,
  ticketCode: string,
): Promise<Answer<Rated>> {
  if (receipt !== null) {
    const body = { receipt, satisfaction };
    const answer = await host.ask(kioskPaths.rating, ratingAnswerSchema, { body, signal });
    return answer.kind === 'ok' ? { kind: 'ok', value: { ...answer.value, asksPhone: false } } : answer;
  }
  const body = { code: ticketCode, satisfaction, reasons: [] };
  const answer = await host.ask(ticketPaths.rating, padTakenSchema, { body, signal });
  if (answer.kind !== 'ok') return answer;
  const { outcome, asksPhone } = answer.value;
  return { kind: 'ok', value: { outcome: outcome === 'closed' ? 'unknown' : outcome, asksPhone } };
}
