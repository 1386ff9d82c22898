import { ChevronLeft, X } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLayout } from '#renderer/ui/index';

interface MapPanelProps {
  /** Above the title, small. */
  readonly caption?: ReactNode;
  readonly title: string;
  /** Below the title. */
  readonly pills?: ReactNode;
  /** At the foot. */
  readonly actions?: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** One thing beside the map; on a tablet over its lower half. Takes the focus when it opens; Escape closes it. */
export function MapPanel({ caption, title, pills, actions, onClose, children }: MapPanelProps) {
  const { t } = useTranslation('mapPage');
  const isTablet = useLayout() === 'tablet';
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [title]);
  return (
    <article
      className="map-panel"
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        onClose();
      }}
    >
      <header>
        <div>
          {caption !== undefined && <p>{caption}</p>}
          <h2 ref={heading} tabIndex={-1}>
            {title}
          </h2>
          {pills !== undefined && <div className="map-panel-pills">{pills}</div>}
        </div>
        <button type="button" className="icon-button" aria-label={t('close')} onClick={onClose}>
          {isTablet ? <ChevronLeft size={24} aria-hidden="true" /> : <X size={18} aria-hidden="true" />}
        </button>
      </header>
      <div className="map-panel-body" tabIndex={-1}>
        {children}
      </div>
      {actions !== undefined && <footer>{actions}</footer>}
    </article>
  );
}

/** Three figures in a row. */
export function Figures({ figures }: { readonly figures: readonly Figure[] }) {
  return (
    <dl className="map-figures">
      {figures.map(({ label, value, unit, note }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <b>{value}</b>
            {unit !== undefined && ` ${unit}`}
            {note !== undefined && <span>{note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

export interface Figure {
  readonly label: string;
  readonly value: string;
  readonly unit?: string;
  readonly note?: ReactNode;
}

/** A part of a panel under its own heading. */
export function PanelPart({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="map-panel-part">
      <h3>{title}</h3>
      {children}
    </section>
  );
}
