import { ChevronLeft, X } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useEscape, useLayout } from '#renderer/ui/index';
import './lists.css';

interface BesideProps {
  readonly title: string;
  /** Below the title: where it is, in a few words. */
  readonly subtitle?: ReactNode;
  readonly onClose: () => void;
  /** At the foot. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** One thing beside its list, or in its place on a tablet, where it takes the focus. Escape closes it. */
export function Beside({ title, subtitle, onClose, actions, children }: BesideProps) {
  const { t } = useTranslation('lists');
  const isTablet = useLayout() === 'tablet';
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (isTablet) heading.current?.focus();
  }, [isTablet]);
  useEscape(onClose);
  const Heading = isTablet ? 'h1' : 'h2';
  const close = (
    <button type="button" className="icon-button" aria-label={t(isTablet ? 'back' : 'close')} onClick={onClose}>
      {isTablet ? <ChevronLeft size={24} aria-hidden="true" /> : <X size={18} aria-hidden="true" />}
    </button>
  );
  return (
    <article className="beside" aria-label={title}>
      <header>
        {isTablet && close}
        <div>
          <Heading ref={heading} tabIndex={-1}>
            {title}
          </Heading>
          {subtitle}
        </div>
        {!isTablet && close}
      </header>
      <div className="beside-body">{children}</div>
      {actions && <footer>{actions}</footer>}
    </article>
  );
}
