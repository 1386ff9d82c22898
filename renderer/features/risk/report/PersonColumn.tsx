import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { livingAloneOf } from '#shared/domain/people/living-alone';
import { maskAddress } from '#shared/domain/privacy/mask';
import { Card, Loading } from '#renderer/ui/index';
import { loadHomeMap } from '../../map/index';
import {
  BasicInfo,
  HouseholdMembers,
  scopeOf,
  useAddress,
  useHousehold,
  useIsOwnGrid,
  type PersonRecord,
} from '../../people/index';
import { useRound } from '../../visits/index';

const HomeMap = lazy(loadHomeMap);

/** Whom the report is about: the basics, whom to call, and where the home is. */
export function PersonColumn({ person }: { readonly person: PersonRecord }) {
  const { t } = useTranslation(['risk', 'people']);
  const { today } = useRound();
  const address = useAddress(person.dwellingUid);
  const household = useHousehold(person.householdUid);
  const isOwnGrid = useIsOwnGrid()(person._id);
  const shownAddress = address ? (isOwnGrid ? address : maskAddress(address)) : '';
  return (
    <div className="risk-person">
      <Card title={t('info.title', { ns: 'people' })}>
        <BasicInfo
          person={person}
          alone={livingAloneOf(person, household?.length ?? 0)}
          address={address}
          today={today}
        />
      </Card>
      <Card title={t('household.title', { ns: 'people' })}>
        <HouseholdMembers person={person} today={today} />
      </Card>
      {person.dwellingUid !== null && (
        <Card title={t('home.title')}>
          <Suspense fallback={<Loading label={t('home.loading')} lines={3} />}>
            <HomeMap scope={scopeOf(person._id)} dwellingUid={person.dwellingUid} label={shownAddress} />
          </Suspense>
        </Card>
      )}
    </div>
  );
}
