import { useTranslation } from 'react-i18next';
import type { Sealed } from '#shared/schema/envelope';
import { useStation, useUnsealed } from '#renderer/data/index';
import { MaskedValue } from '#renderer/ui/index';
import { logReveal, type MaskedSubject } from '../commands';

interface RecordedValueProps {
  readonly subject: MaskedSubject;
  readonly label: string;
  readonly value: string;
  readonly mask: (value: string) => string;
}

/** A value behind its mask; each look at it is written down first. */
export function RecordedValue({ subject, label, value, mask }: RecordedValueProps) {
  const station = useStation();
  return (
    <MaskedValue label={label} value={value} mask={mask} record={(purpose) => logReveal(station, subject, purpose)} />
  );
}

interface SealedValueProps {
  readonly sealed: Sealed | null;
  readonly subject: MaskedSubject;
  /** Id of the entry, for a value within a list. */
  readonly entryId?: string;
  readonly label: string;
  readonly mask: (value: string) => string;
}

/** A sealed text behind its mask, or why it cannot be shown. */
export function SealedValue({ sealed, subject, entryId, label, mask }: SealedValueProps) {
  const { t } = useTranslation(['people', 'ui']);
  const { uid, field } = subject;
  const value = useUnsealed<string>(sealed, { uid, field, ...(entryId !== undefined && { entryId }) });
  if (sealed === null) return <span className="quiet">{t('info.none')}</span>;
  if (value === undefined) return <span className="quiet">{t('info.opening')}</span>;
  if (value === null) return <span className="quiet">{t('sealed.denied', { ns: 'ui' })}</span>;
  return <RecordedValue subject={subject} label={label} value={value} mask={mask} />;
}
