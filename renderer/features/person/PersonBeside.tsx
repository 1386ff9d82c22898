import { Button } from 'antd';
import { ClipboardPen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isClosed } from '#shared/schema/opened-person';
import { useRecord } from '#renderer/data/index';
import { addressOf as linkTo, Card, Empty, goTo, Loading, useEscape } from '#renderer/ui/index';
import {
  BasicInfo,
  ClosedFile,
  HouseholdMembers,
  personPlace,
  PersonPanelFrame,
  useAddress,
  useMayOpenFile,
  useMayWrite,
  gridNumberOf,
  type PersonRecord,
} from '../people/index';
import { GoneElsewhere } from '../transfer/index';
import { useRound, VisitHistory, visitFormPlace } from '../visits/index';
import { Figures } from './components/Figures';
import { MembershipTags } from './components/MembershipTags';
import { useDossier, useStanding } from './queries';
import './person.css';

interface PersonBesideProps {
  /** `_id` of the person. */
  readonly personId: string;
  readonly onClose: () => void;
}

/** Somebody beside a list, 392 px wide: who it is and why a key person, three figures, the basics, the household, the visits. Esc closes. */
export function PersonBeside({ personId, onClose }: PersonBesideProps) {
  const { t } = useTranslation(['person', 'ui']);
  const person = useRecord<PersonRecord>('people', personId);
  useEscape(onClose);
  if (person === undefined) return <Loading label={t('loading', { ns: 'ui' })} lines={6} />;
  if (person === null) {
    return (
      <GoneElsewhere type="person" id={personId} placeOf={personPlace}>
        <Empty title={t('gone')} text={t('gone.text')} action={<Button onClick={onClose}>{t('close')}</Button>} />
      </GoneElsewhere>
    );
  }
  return <Beside person={person} onClose={onClose} />;
}

function Beside({ person, onClose }: { readonly person: PersonRecord; readonly onClose: () => void }) {
  const { t } = useTranslation(['person', 'people']);
  const { today } = useRound();
  const address = useAddress(person.dwellingUid);
  const dossier = useDossier(person.uid);
  const standing = useStanding(person, dossier?.certificates ?? []);
  return (
    <PersonPanelFrame
      person={person}
      label={(name) => t('beside.label', { name })}
      closing={t('close')}
      kinds={[]}
      tags={<MembershipTags memberships={standing.memberships} />}
      today={today}
      onClose={onClose}
      actions={
        <footer>
          <Button size="large" href={linkTo(personPlace(person._id))}>
            {t('beside.whole')}
          </Button>
          <VisitButton person={person} />
        </footer>
      }
    >
      {isClosed(person) ? (
        <ClosedFile person={person} today={today} />
      ) : (
        <>
          <Figures person={person} standing={standing} />
          <Card title={t('info.title', { ns: 'people' })}>
            <BasicInfo person={person} alone={standing.alone} address={address} today={today} />
          </Card>
          <Card title={t('household.title', { ns: 'people' })}>
            <HouseholdMembers person={person} today={today} />
          </Card>
          <Card title={t('visits.title')}>
            <VisitHistory person={person} />
          </Card>
        </>
      )}
    </PersonPanelFrame>
  );
}

/** Logs a visit; not there for whoever writes none, and with no effect on a closed file. */
function VisitButton({ person }: { readonly person: PersonRecord }) {
  const { t } = useTranslation('person');
  const { today } = useRound();
  const mayOpen = useMayOpenFile(today)(person);
  const mayWrite = useMayWrite();
  if (!mayOpen || !mayWrite('create', 'visit', gridNumberOf(person._id))) return null;
  return (
    <Button
      type="primary"
      size="large"
      icon={<ClipboardPen size={18} aria-hidden="true" />}
      onClick={() => goTo(visitFormPlace(person._id))}
    >
      {t('action.visit')}
    </Button>
  );
}
