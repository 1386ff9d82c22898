import { ChevronLeft, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarDate } from '#shared/domain/calendar/date';
import type { KeyKind } from '#shared/domain/people/key-people';
import { useLayout } from '#renderer/ui/index';
import type { PersonRecord } from '../queries';
import { PersonTitle } from './PersonTitle';
import './person-panel.css';

interface PersonPanelFrameProps {
  readonly person: PersonRecord;
  /** Of the panel, by the person's name. */
  readonly label: (name: string) => string;
  /** Of the button that closes it: on a tablet it goes back. */
  readonly closing: string;
  readonly kinds: readonly KeyKind[];
  /** In the place of plain tags; see `PersonTitle`. */
  readonly tags?: ReactNode;
  readonly today: CalendarDate;
  readonly onClose: () => void;
  /** At the foot. */
  readonly actions: ReactNode;
  readonly children: ReactNode;
}

/** Somebody beside a list, or in its place on a tablet: who it is above, what can be done at the foot. */
export function PersonPanelFrame({
  person,
  label,
  closing,
  kinds,
  tags,
  today,
  onClose,
  actions,
  children,
}: PersonPanelFrameProps) {
  const { t } = useTranslation('people');
  const isTablet = useLayout() === 'tablet';
  const close = (
    <button type="button" className="icon-button" aria-label={closing} onClick={onClose}>
      {isTablet ? <ChevronLeft size={24} aria-hidden="true" /> : <X size={18} aria-hidden="true" />}
    </button>
  );
  return (
    <article className="person-panel" aria-label={label(person.name ?? t('closed.name'))}>
      <header>
        {isTablet && close}
        <PersonTitle person={person} kinds={kinds} tags={tags} today={today} level={isTablet ? 1 : 2} />
        {!isTablet && close}
      </header>
      <div className="person-panel-body">{children}</div>
      {actions}
    </article>
  );
}
