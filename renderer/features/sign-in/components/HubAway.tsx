import { useTranslation } from 'react-i18next';
import { StatusShape } from '#renderer/ui/index';
import '../door.css';

interface HubAwayProps {
  /** Staff codes that have data on this device. */
  readonly known: readonly string[];
  readonly onRetry: () => void;
}

/** Says who can sign in while the hub is away, and why others cannot. */
export function HubAway({ known, onRetry }: HubAwayProps) {
  const { t } = useTranslation('sign-in');
  return (
    <div className="quiet-note hub-away" role="status">
      <StatusShape shape="offline" size={16} />
      <div>
        <b>{t('away.title')}</b>
        <p>{known.length > 0 ? t('away.known') : t('away.nobody')}</p>
        <button type="button" className="link-button" onClick={onRetry}>
          {t('away.retry')}
        </button>
      </div>
    </div>
  );
}
