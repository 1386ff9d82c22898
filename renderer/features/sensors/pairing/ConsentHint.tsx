import { useTranslation } from 'react-i18next';
import { consentState } from '#shared/domain/people/consent-state';
import type { WireRecord } from '#shared/schema/envelope';
import type { Consent } from '#shared/schema/types/consent';
import { useOwned } from '#renderer/data/index';
import { StatusShape } from '#renderer/ui/index';
import { useToday, useUidsOf } from '../../people/index';

/** Says so where somebody has not agreed to be watched over by devices; nothing where they have. */
export function ConsentHint({ personUid }: { readonly personUid: string }) {
  const { t } = useTranslation('sensors');
  const today = useToday();
  const owned = useOwned<Consent & WireRecord>('people', useUidsOf(personUid));
  if (!owned) return null;
  const state = consentState(
    'devices',
    owned.filter(({ type }) => type === 'consent'),
    today,
  );
  if (state.kind === 'given') return null;
  return (
    <p className="consent-hint" role="status">
      <StatusShape shape="due" /> {t(`consent.${state.kind}`)} {t('consent.ask')}
    </p>
  );
}
