import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card, ErrorNotice, Loading, NoticeBar } from '#renderer/ui/index';
import { BasicInfo, RevealHistory, useAddress, type PersonRecord } from '../../people/index';
import { ConflictLine } from '../../conflicts/index';
import { TransferForm } from '../../transfer/index';
import { useRound, VisitHistory } from '../../visits/index';
import { useDossier, useHouseholdRecord, useStanding, type Dossier } from '../queries';
import type { PersonSlots } from '../slots';
import { useAction, type Action } from '../use-action';
import { Certificates } from './Certificates';
import { Consents } from './Consents';
import { Contacts } from './Contacts';
import { FamilyTree } from './FamilyTree';
import { Figures } from './Figures';
import { FileHead } from './FileHead';
import { MergedNotice } from './MergedNotice';
import { ProfileFacts } from './ProfileFacts';
import { RegisteredHome } from './RegisteredHome';
import { RegisterPicker } from './RegisterPicker';
import { Timeline } from './Timeline';

interface PersonFileProps extends PersonSlots {
  readonly person: PersonRecord;
  /** uid of the file that led here because it was merged into this one; null for none. */
  readonly cameFrom: string | null;
}

/** What every part of the file gets. */
export interface PartProps {
  readonly person: PersonRecord;
  readonly dossier: Dossier;
  readonly action: Action;
}

/** The whole file: who it is, three figures, and everything on record about the person. */
export function PersonFile({ person, cameFrom, Findings }: PersonFileProps) {
  const { t } = useTranslation(['person', 'people', 'ui']);
  const { today } = useRound();
  const address = useAddress(person.dwellingUid);
  const dossier = useDossier(person.uid);
  const standing = useStanding(person, dossier?.certificates ?? []);
  const home = useHouseholdRecord(person);
  const action = useAction();
  const [isTransferring, setIsTransferring] = useState(false);
  if (!dossier) return <Loading label={t('loading', { ns: 'ui' })} lines={8} />;
  const part: PartProps = { person, dossier, action };
  return (
    <div className="page person-file">
      {cameFrom !== null && <MergedNotice person={person} mergedUid={cameFrom} dossier={dossier} />}
      <ConflictLine person={person} />
      <FileHead {...part} standing={standing} household={home} onTransfer={() => setIsTransferring(true)} />
      {isTransferring && (
        <Card title={t('action.transfer')}>
          <div className="card-form">
            <TransferForm
              kind="person"
              record={person}
              name={person.name ?? ''}
              leavesHousehold={(standing.household?.length ?? 0) > 1}
              Picker={RegisterPicker}
              onClose={() => setIsTransferring(false)}
            />
          </div>
        </Card>
      )}
      {action.failure && <ErrorNotice error={action.failure.error} onRemedy={action.clear} />}
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
          <FamilyTree person={person} household={standing.household} record={home} />
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
      {action.done && (
        <NoticeBar
          text={action.done.text}
          {...(action.done.undo && {
            action: { label: t('undo'), onPress: () => void action.run(undoOf(action.done?.undo, t('undone'))) },
          })}
          onClose={action.clear}
        />
      )}
    </div>
  );
}

const undoOf = (undo: (() => Promise<void>) | null | undefined, text: string) => async () => {
  await undo?.();
  return { text, undo: null };
};
