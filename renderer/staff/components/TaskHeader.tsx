import { ChevronLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { SyncBadge } from '#renderer/features/sync/index';

interface TaskHeaderProps {
  readonly title: string;
  readonly onBack: () => void;
}

/** Head of a page that has a tablet's whole screen: the way back, what it is, how far the work has got. */
export function TaskHeader({ title, onBack }: TaskHeaderProps) {
  const { t } = useTranslation('visits');
  return (
    <header className="task-head">
      <button type="button" className="icon-button" aria-label={t('back')} onClick={onBack}>
        <ChevronLeft size={24} aria-hidden="true" />
      </button>
      <h1>{title}</h1>
      <SyncBadge />
    </header>
  );
}
