import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '#renderer/ui/index';
import { BasicInfo, RevealHistory, useAddress } from '../../people/index';
import { useRound, VisitHistory } from '../../visits/index';
import type { HouseholdRecord } from '../commands/status';
import type { Standing } from '../queries';
import type { PersonSlots } from '../slots';
import { Certificates } from './Certificates';
import { Consents } from './Consents';
import { Contacts } from './Contacts';
import { FamilyTree } from './FamilyTree';
import { Figures } from './Figures';
import type { PartProps } from './PersonFile';
import { ProfileFacts } from './ProfileFacts';
import { RegisteredHome } from './RegisteredHome';
import { Timeline } from './Timeline';

interface OverviewProps extends PartProps, Pick<PersonSlots, 'Findings'> {
  readonly standing: Standing;
  readonly household: HouseholdRecord | null | undefined;
}

/** The first page of a file: three figures, and everything on record about the person. */
export function Overview({ standing, household, Findings, ...part }: OverviewProps) {
  const { t } = useTranslation(['person', 'people']);
  const { today } = useRound();
  const { person } = part;
  const address = useAddress(person.dwellingUid);
  return (
    <>
      <Figures person={person} standing={standing} />
      <div className="person-columns">
        <div>
          <Card title={t('info.title', { ns: 'people' })}>
            <BasicInfo
              person={person}
              alone={standing.alone}
              address={address}
              today={today}
              more={<RegisteredHome person={person} />}
            />
          </Card>
          <Contacts {...part} />
          <ProfileFacts person={person} />
        </div>
        <div>
          <FamilyTree person={person} household={standing.household} record={household} />
          <Certificates {...part} />
          <Consents {...part} />
        </div>
        <div>
          <Suspense fallback={null}>
            <Findings subjectUid={person.uid} />
          </Suspense>
          <Timeline {...part} />
        </div>
        <div className="person-wide">
          <Card title={t('visits.title')}>
            <VisitHistory person={person} />
          </Card>
          <Card title={t('reveal.title', { ns: 'people' })}>
            <RevealHistory person={person} today={today} />
          </Card>
        </div>
      </div>
    </>
  );
}
