import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface SpecimenProps {
  /** Name of the component, as `renderer/ui` exports it. */
  readonly of: string;
  /** Key of what its states are, in a few words. */
  readonly words: string;
  /** One below another instead of side by side. */
  readonly isColumn?: boolean;
  readonly children: ReactNode;
}

/** One component in all its states, under its name. */
export function Specimen({ of: name, words, isColumn = false, children }: SpecimenProps) {
  const { t } = useTranslation('gallery');
  return (
    <section className="specimen" data-component={name} aria-label={name}>
      <header>
        <code>{name}</code>
        <span>{t(words)}</span>
      </header>
      <div className={isColumn ? 'specimen-column' : 'specimen-row'}>{children}</div>
    </section>
  );
}
