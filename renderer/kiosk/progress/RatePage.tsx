import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { GradeFace } from '#renderer/ui/faces/index';
import { kioskPaths, ratingAnswerSchema, type RatingAnswer } from '#shared/ipc/kiosk-api';
import { padAnswerSchema, SATISFACTIONS, ticketPaths, type Satisfaction } from '#shared/ipc/pad-api';
import { BigButton } from '../frame/BigButton';
import { FaultNote } from '../frame/FaultNote';
import { Screen } from '../frame/Screen';
import { faultOf, type Answer, type Fault } from '../host/answer';
import type { KioskHost } from '../host/kiosk-host';
import { useKiosk } from '../session/kiosk-context';
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

/** Five grades, none of them chosen beforehand; one press. */
export function RatePage({ receipt, ticketCode, onBack, onRated }: RatePageProps) {
  const { t } = useTranslation('kioskProgress');
  const { t: frame } = useTranslation('kiosk');
  const { host, signal, home } = useKiosk();
  const [given, setGiven] = useState<Satisfaction | null>(null);
  const [outcome, setOutcome] = useState<RatingAnswer['outcome'] | null>(null);
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
    setOutcome(answer.value);
    if (answer.value === 'taken') onRated({ grade: satisfaction });
    if (answer.value === 'again') onRated({ grade: null });
  };
  if (outcome !== null) {
    const isTaken = outcome === 'taken';
    const words = isTaken ? t(given !== null && POOR.has(given) ? 'rate.thanks.poor' : 'rate.thanks.good') : undefined;
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
): Promise<Answer<RatingAnswer['outcome']>> {
  if (receipt !== null) {
    const body = { receipt, satisfaction };
    const answer = await host.ask(kioskPaths.rating, ratingAnswerSchema, { body, signal });
    return answer.kind === 'ok' ? { kind: 'ok', value: answer.value.outcome } : answer;
  }
  const body = { code: ticketCode, satisfaction, reasons: [] };
  const answer = await host.ask(ticketPaths.rating, padAnswerSchema, { body, signal });
  if (answer.kind !== 'ok') return answer;
  return { kind: 'ok', value: answer.value.outcome === 'closed' ? 'unknown' : answer.value.outcome };
}
