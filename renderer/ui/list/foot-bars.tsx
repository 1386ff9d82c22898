import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import './list.css';

interface SelectionBarProps {
  readonly count: number;
  readonly total: number;
  readonly onAll: () => void;
  readonly onClear: () => void;
  /** What can be done with what is selected. */
  readonly children: ReactNode;
}

/** At the foot of a list while something is selected: how many, what to do with them, and none again. */
export function SelectionBar({ count, total, onAll, onClear, children }: SelectionBarProps) {
  const { t } = useTranslation('list');
  return (
    <div className="foot-bar" role="region" aria-label={t('selection')}>
      <b role="status">{t('selection.count', { count, total })}</b>
      {count < total && (
        <button type="button" className="link-button" onClick={onAll}>
          {t('selection.all', { count: total })}
        </button>
      )}
      <span className="foot-actions">{children}</span>
      <button
        type="button"
        className="icon-button"
        aria-label={t('selection.clear')}
        title={t('selection.clear')}
        onClick={onClear}
      >
        <X size={18} aria-hidden="true" />
      </button>
    </div>
  );
}

interface NoticeBarProps {
  /** What was done. */
  readonly text: string;
  readonly action?: { readonly label: string; readonly onPress: () => void };
  readonly onClose: () => void;
}

/** At the foot of a list after something was done: what, and the way back. Readers hear it. */
export function NoticeBar({ text, action, onClose }: NoticeBarProps) {
  const { t } = useTranslation('list');
  return (
    <div className="foot-bar is-notice">
      <span role="status">{text}</span>
      <span className="foot-actions">
        {action && (
          <button type="button" className="link-button" onClick={action.onPress}>
            {action.label}
          </button>
        )}
      </span>
      <button
        type="button"
        className="icon-button"
        aria-label={t('notice.close')}
        title={t('notice.close')}
        onClick={onClose}
      >
        <X size={18} aria-hidden="true" />
      </button>
    </div>
  );
}
