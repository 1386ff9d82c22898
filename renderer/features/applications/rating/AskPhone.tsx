import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ratingPhoneSchema } from '#shared/ipc/pad-api';

interface AskPhoneProps {
  /** Null for whoever would rather not. */
  readonly onSend: (phone: string | null) => void;
}

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'] as const;
/** As long as a landline with its area code. */
const MOST_DIGITS = 12;

/** After a poor grade of a number: whether somebody should call back, and where. */
export function AskPhone({ onSend }: AskPhoneProps) {
  const { t } = useTranslation('applications');
  const [phone, setPhone] = useState('');
  const [isWrong, setWrong] = useState(false);
  const type = (next: string) => {
    setWrong(false);
    setPhone(next.replaceAll(/\D/g, '').slice(0, MOST_DIGITS));
  };
  const send = () => (ratingPhoneSchema.safeParse(phone).success ? onSend(phone) : setWrong(true));
  return (
    <form
      className="ticket-rating-phone"
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <p id="ask-phone-text">{t('ask.phone.text')}</p>
      <Input
        size="large"
        inputMode="none"
        aria-label={t('ask.phone.label')}
        aria-describedby="ask-phone-text"
        aria-invalid={isWrong}
        autoComplete="off"
        value={phone}
        onChange={({ target }) => type(target.value)}
      />
      <div className="ticket-rating-digits" role="group" aria-label={t('ask.phone.keys')}>
        {DIGITS.map((digit) => (
          <button key={digit} type="button" onClick={() => type(phone + digit)}>
            {digit}
          </button>
        ))}
        <button type="button" className="is-wide" onClick={() => type(phone.slice(0, -1))}>
          {t('ask.phone.erase')}
        </button>
      </div>
      {isWrong && <p role="alert">{t('ask.phone.wrong')}</p>}
      <div className="form-actions">
        <Button size="large" onClick={() => onSend(null)}>
          {t('ask.phone.no')}
        </Button>
        <Button size="large" type="primary" htmlType="submit">
          {t('ask.phone.send')}
        </Button>
      </div>
    </form>
  );
}
