import { Clock3, MapPin } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { dateAtStation } from '#shared/domain/calendar/date';
import { keyKindsOf } from '#shared/domain/people/key-people';
import { livingAloneOf } from '#shared/domain/people/living-alone';
import { maskAddress } from '#shared/domain/privacy/mask';
import { Dot, momentText, timeText, useLanguage, useLayout } from '#renderer/ui/index';
import { PersonTitle, useAddress, useHousehold, useIsOwnGrid, type PersonRecord } from '../../../people/index';
import { useRound } from '../../queries';
import type { VisitSessionState } from '../../visit-session';

interface FormHeadProps {
  readonly person: PersonRecord;
  readonly state: VisitSessionState;
}

/** Whom the visit is to, where the device stands and since when; none of it can be changed here. */
export function FormHead({ person, state }: FormHeadProps) {
  const { t } = useTranslation('visits');
  const language = useLanguage();
  const isTablet = useLayout() === 'tablet';
  const { today } = useRound();
  const isOwnGrid = useIsOwnGrid()(person._id);
  const household = useHousehold(person.householdUid);
  const alone = livingAloneOf(person, household?.length ?? 0);
  const address = useAddress(person.dwellingUid);
  const { startedAtMs } = state.draft;
  const started =
    dateAtStation(startedAtMs) === today
      ? t('form.started.today', { time: timeText(startedAtMs) })
      : t('form.started', { moment: momentText(startedAtMs, today, language) });
  return (
    <header className="form-head">
      <PersonTitle person={person} kinds={keyKindsOf(person, alone, today)} today={today} level={isTablet ? 2 : 1} />
      <p>
        <span>
          <MapPin size={18} strokeWidth={1.6} aria-hidden="true" />
          {address && (
            <>
              {isOwnGrid ? address : maskAddress(address)}
              <Dot />
            </>
          )}
          <PlaceWords state={state} />
        </span>
        <span>
          <Clock3 size={18} strokeWidth={1.6} aria-hidden="true" />
          {started}
        </span>
      </p>
    </header>
  );
}

/** What became of asking where the device stands. */
function PlaceWords({ state: { whereabouts, draft } }: Pick<FormHeadProps, 'state'>) {
  const { t } = useTranslation('visits');
  if (draft.kind === 'phone') return t('place.phone');
  return whereabouts.kind === 'found'
    ? t('place.accuracy', { count: whereabouts.place.accuracyMeters })
    : t(`place.${whereabouts.kind}`);
}
