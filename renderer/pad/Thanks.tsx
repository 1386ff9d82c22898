import { useTranslation } from 'react-i18next';
import type { PadOutcome } from '#shared/ipc/pad-api';

interface ThanksProps {
  readonly outcome: PadOutcome;
  readonly as: 'good' | 'poor' | 'called';
}

/** What became of the answer; it goes by itself. */
export function Thanks({ outcome, as }: ThanksProps) {
  const { t } = useTranslation();
  const words = outcome === 'taken' ? as : outcome === 'again' ? 'again' : 'closed';
  return (
    <main className="pad-main" role="status">
      <svg className="pad-tick" viewBox="0 0 48 48" aria-hidden="true">
        <circle cx="24" cy="24" r="21" />
        {outcome === 'taken' && <path d="M14 25l7 7 13-15" />}
      </svg>
      <h1>{t('thanks')}</h1>
      <p className="pad-text">{t(`thanks.${words}`)}</p>
    </main>
  );
}
