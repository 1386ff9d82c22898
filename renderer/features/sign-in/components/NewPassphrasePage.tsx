import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useStation } from '#renderer/data/index';
import { Door } from './Door';
import { NewPassphraseForm } from './NewPassphraseForm';
import '../sign-in.css';
import '../door.css';

/** Before anything else: one's own passphrase in place of the one that somebody else set. */
export function NewPassphrasePage({ onSignOut }: { readonly onSignOut: () => Promise<void> }) {
  const { t } = useTranslation('sign-in');
  const { station, staff } = useStation().session;
  return (
    <Door stationName={station.name} isPractice={station.practice}>
      <section className="door-words">
        <h2>{t('first.title', { name: staff.name })}</h2>
        <p>{t('first.text')}</p>
      </section>
      <NewPassphraseForm
        currentLabel={t('first.current')}
        submitText={t('first.submit')}
        aside={<Button onClick={() => void onSignOut()}>{t('first.leave')}</Button>}
        onDone={() => undefined}
      />
    </Door>
  );
}
