import { ChevronLeft, X } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useEscape, useLayout } from '#renderer/ui/index';

interface SidePanelProps {
  readonly title: string;
  /** Below the title: code, state. */
  readonly subtitle?: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** One thing beside its list, or in its place on a tablet. Takes the focus when it opens; Escape closes it. */
export function SidePanel({ title, subtitle, onClose, children }: SidePanelProps) {
  const { t } = useTranslation('settings');
  const isTablet = useLayout() === 'tablet';
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  useEscape(onClose);
  const close = (
    <button type="button" className="icon-button" aria-label={t(isTablet ? 'back' : 'panel.close')} onClick={onClose}>
      {isTablet ? <ChevronLeft size={24} aria-hidden="true" /> : <X size={18} aria-hidden="true" />}
    </button>
  );
  return (
    <article className="side-panel card" aria-label={title}>
      <header>
        {isTablet && close}
        <div>
          <h2 ref={heading} tabIndex={-1}>
            {title}
          </h2>
          {subtitle}
        </div>
        {!isTablet && close}
      </header>
      <div className="side-panel-body">{children}</div>
    </article>
  );
}
