import { Phone } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStation } from '#renderer/data/index';
import { logReveal, scopeOf, type PersonRecord } from '../../people/index';

interface CallButtonProps {
  readonly person: PersonRecord;
  readonly contact: PersonRecord['contacts'][number];
}

/** Calls a contact with whatever the device calls with; the look at the number is written down first. */
export function CallButton({ person: { _id, uid }, contact: { id, phone } }: CallButtonProps) {
  const { t } = useTranslation('person');
  const station = useStation();
  const [hasFailed, setHasFailed] = useState(false);
  const call = async () => {
    setHasFailed(false);
    try {
      const number = await station.sealer.open(phone, { uid, field: 'contacts.phone', entryId: id });
      if (typeof number !== 'string') return setHasFailed(true);
      await logReveal(station, { type: 'person', scope: scopeOf(_id), uid, field: 'contacts.phone' }, 'show');
      location.assign(`tel:${number.replace(/[^\d+]/g, '')}`);
    } catch {
      setHasFailed(true);
    }
  };
  return (
    <>
      {hasFailed && (
        <span className="quiet" role="alert">
          {t('contact.call.failed')}
        </span>
      )}
      <button
        type="button"
        className="icon-button"
        aria-label={t('contact.call')}
        title={t('contact.call')}
        onClick={() => void call()}
      >
        <Phone size={15} aria-hidden="true" />
      </button>
    </>
  );
}
