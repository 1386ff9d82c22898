import { Button } from 'antd';
import { Phone } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStation } from '#renderer/data/index';
import { logReveal, scopeOf, type PersonRecord } from '../../people/index';

interface CallButtonProps {
  readonly person: PersonRecord;
  /** The call has begun: what comes of it is asked next. */
  readonly onCalled: () => void;
}

/** Calls whom an alarm is about with whatever the device calls with, and shows the number for a phone that is not this device. */
export function CallButton({ person: { _id, uid, phone }, onCalled }: CallButtonProps) {
  const { t } = useTranslation('alarms');
  const station = useStation();
  const [number, setNumber] = useState<string | null>(null);
  const [hasFailed, setHasFailed] = useState(false);
  if (!phone) return <span className="alarm-nophone">{t('call.none')}</span>;
  const call = async () => {
    setHasFailed(false);
    try {
      const opened = await station.sealer.open(phone, { uid, field: 'phone' });
      if (typeof opened !== 'string') return setHasFailed(true);
      await logReveal(station, { type: 'person', scope: scopeOf(_id), uid, field: 'phone' }, 'show');
      setNumber(opened);
      onCalled();
      location.assign(`tel:${opened.replace(/[^\d+]/g, '')}`);
    } catch {
      setHasFailed(true);
    }
  };
  return (
    <>
      <Button type="primary" icon={<Phone size={16} aria-hidden="true" />} onClick={() => void call()}>
        {t('call')}
      </Button>
      {number !== null && <b className="alarm-number">{t('call.number', { number })}</b>}
      {hasFailed && (
        <span className="alarm-number" role="alert">
          {t('call.failed')}
        </span>
      )}
    </>
  );
}
