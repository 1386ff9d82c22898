import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { padAnswerSchema, ratingPhoneSchema, ticketPaths } from '#shared/ipc/pad-api';
import { BigButton } from '../frame/BigButton';
import { Screen } from '../frame/Screen';
import { faultOf, type Fault } from '../host/answer';
import { TypePage } from '../keyboard/typing';
import { useKiosk } from '../session/kiosk-context';

interface CallBackPageProps {
  readonly ticketCode: string;
  /** They would rather not. */
  readonly onDone: () => void;
  readonly onBack: () => void;
}

/** As long as a landline with its area code. */
const MOST_DIGITS = 12;

/** After a poor grade of a number: whether somebody should call back, and where. The grade is kept whatever is answered here. */
export function CallBackPage({ ticketCode, onDone, onBack }: CallBackPageProps) {
  const { t } = useTranslation('kioskProgress');
  const { t: frame } = useTranslation('kiosk');
  const { host, signal, home } = useKiosk();
  const [phone, setPhone] = useState('');
  const [isWrong, setWrong] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const [isSending, setSending] = useState(false);
  const [said, setSaid] = useState<'taken' | 'again' | 'closed' | null>(null);
  const change = (typed: string) => {
    setWrong(false);
    setFault(null);
    setPhone(typed);
  };
  const leave = async () => {
    if (isSending) return;
    if (phone === '') return onDone();
    if (!ratingPhoneSchema.safeParse(phone).success) return setWrong(true);
    setFault(null);
    setSending(true);
    const body = { code: ticketCode, phone };
    const answer = await host.ask(ticketPaths.phone, padAnswerSchema, { body, signal });
    if (signal.aborted) return;
    setSending(false);
    if (answer.kind !== 'ok') return setFault(faultOf(answer));
    setSaid(answer.value.outcome === 'early' ? 'closed' : answer.value.outcome);
  };
  if (said !== null)
    return (
      <Screen
        part={t('part')}
        tone={said === 'closed' ? 'care' : 'done'}
        title={t(said === 'closed' ? 'call-back.closed' : 'rate.thanks')}
        sub={said === 'closed' ? undefined : t(`call-back.${said}`)}
        spoken={t(`call-back.${said}`)}
        onBack={home}
      >
        <div className="kiosk-one">
          <BigButton look="main" icon="home" onPress={home}>
            {frame('home')}
          </BigButton>
        </div>
      </Screen>
    );
  return (
    <TypePage
      part={t('part')}
      title={t('call-back.title')}
      sub={t('call-back.sub')}
      kind="digits"
      maxLength={MOST_DIGITS}
      value={phone}
      onChange={change}
      problem={isWrong ? t('call-back.wrong') : null}
      fault={fault}
      done={t(phone === '' ? 'call-back.no' : 'call-back.send')}
      onDone={() => void leave()}
      onBack={onBack}
    />
  );
}
