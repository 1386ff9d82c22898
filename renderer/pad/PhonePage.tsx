import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ratingPhoneSchema } from '#shared/ipc/pad-api';

interface PhonePageProps {
  readonly hasFailed: boolean;
  /** Null for whoever would rather not. */
  readonly onSend: (phone: string | null) => void;
}

/** So long without a press somebody has gone. */
const GONE_AFTER_S = 20;
const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'] as const;
/** As long as a landline with its area code. */
const MOST_DIGITS = 12;

/** After a poor grade of a number: whether somebody should call back, and where. The grade is kept whatever is answered here. */
export function PhonePage({ hasFailed, onSend }: PhonePageProps) {
  const { t } = useTranslation();
  const [phone, setPhone] = useState('');
  const [isWrong, setWrong] = useState(false);
  const [leftS, setLeft] = useState(GONE_AFTER_S);
  const latest = useRef(onSend);
  useEffect(() => {
    latest.current = onSend;
  });
  useEffect(() => {
    if (hasFailed) return;
    const timer = setInterval(() => setLeft((left) => left - 1), 1000);
    return () => clearInterval(timer);
  }, [hasFailed]);
  const isOver = leftS <= 0;
  useEffect(() => {
    // What somebody left half typed is nobody's number.
    if (isOver) latest.current(null);
  }, [isOver]);
  const type = (next: string) => {
    setLeft(GONE_AFTER_S);
    setWrong(false);
    setPhone(next.replaceAll(/\D/g, '').slice(0, MOST_DIGITS));
  };
  const send = () => (ratingPhoneSchema.safeParse(phone).success ? onSend(phone) : setWrong(true));
  return (
    <main className="pad-main">
      <h1>{t('phone')}</h1>
      <p className="pad-text" id="phone-text">
        {t('phone.text')}
      </p>
      <div className="pad-phone">
        <input
          aria-label={t('phone.label')}
          aria-describedby="phone-text"
          aria-invalid={isWrong}
          inputMode="none"
          autoComplete="off"
          value={phone}
          onChange={({ target }) => type(target.value)}
        />
        <div className="pad-digits" role="group" aria-label={t('phone.keys')}>
          {DIGITS.map((digit) => (
            <button key={digit} type="button" onClick={() => type(phone + digit)}>
              {digit}
            </button>
          ))}
          <button type="button" className="is-wide" onClick={() => type(phone.slice(0, -1))}>
            {t('phone.erase')}
          </button>
        </div>
      </div>
      <div className="pad-deeds">
        <button type="button" onClick={() => onSend(null)}>
          {t('phone.no')}
        </button>
        <button type="button" className="is-main" onClick={send}>
          {t('phone.send')}
        </button>
      </div>
      {isWrong || hasFailed ? (
        <p className="pad-failed" role="alert">
          {t(isWrong ? 'phone.wrong' : 'not-sent')}
        </p>
      ) : (
        <p className="pad-left">{t('phone.left', { seconds: Math.max(0, leftS) })}</p>
      )}
    </main>
  );
}
