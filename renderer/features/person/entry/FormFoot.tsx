import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Pill, timeText } from '#renderer/ui/index';
import type { SaveState } from '#renderer/data/index';

interface FormFootProps {
  readonly saving: SaveState;
  /** How many fields keep the file from being saved. */
  readonly problems: number;
  readonly children: ReactNode;
}

/** Where what was typed is, what is still wrong, and the ways on. */
export function FormFoot({ saving, problems, children }: FormFootProps) {
  const { t } = useTranslation('person-form');
  return (
    <footer className="entry-foot">
      <SaveWords saving={saving} />
      {problems > 0 && (
        <span className="entry-problems" role="alert">
          {t('problems', { count: problems })}
        </span>
      )}
      <span className="entry-hint">{t('hint')}</span>
      {children}
    </footer>
  );
}

function SaveWords({ saving }: Pick<FormFootProps, 'saving'>) {
  const { t } = useTranslation('person-form');
  switch (saving.kind) {
    case 'untouched':
      return <Pill shape="idle">{t('save.untouched')}</Pill>;
    case 'saving':
      return <Pill shape="progress">{t('save.saving')}</Pill>;
    case 'saved':
      return (
        <span className="is-saved">
          <Pill shape="done">{t('save.saved', { time: timeText(saving.savedAtMs, { seconds: true }) })}</Pill>
        </span>
      );
    case 'failed':
      return <Pill shape="alert">{t('save.failed')}</Pill>;
  }
}
