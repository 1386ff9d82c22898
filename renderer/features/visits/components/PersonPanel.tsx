import { Button } from 'antd';
import { ClipboardPen } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { keyKindsOf } from '#shared/domain/people/key-people';
import { livingAloneOf, type LivingAlone } from '#shared/domain/people/living-alone';
import { isClosed } from '#shared/schema/opened-person';
import { useRecord } from '#renderer/data/index';
import { addressOf as linkTo, Card, Empty, goTo, Loading, timeText, useEscape, useLayout } from '#renderer/ui/index';
import {
  BasicInfo,
  ClosedFile,
  gridNumberOf,
  HouseholdMembers,
  personPlace,
  PersonPanelFrame,
  RevealHistory,
  useAddress,
  useHousehold,
  useMayOpenFile,
  useMayWrite,
  type PersonRecord,
} from '../../people/index';
import { visitFormPlace } from '../places';
import { PlanCard } from '../plan/PlanCard';
import { useRound } from '../queries';
import { DueChip, useDueRule } from './DueChip';
import { VisitHistory } from './VisitHistory';

interface PersonPanelProps {
  readonly personId: string;
  readonly onClose: () => void;
}

/** One person: who it is, when the next visit is due, the basics, the household, the visits; and the button to log one. */
export function PersonPanel({ personId, onClose }: PersonPanelProps) {
  const { t } = useTranslation(['visits', 'ui']);
  const person = useRecord<PersonRecord>('people', personId);
  useEscape(onClose);

  if (person === undefined) return <Loading label={t('loading', { ns: 'ui' })} lines={6} />;
  if (person === null) {
    const back = <Button onClick={onClose}>{t('back')}</Button>;
    return <Empty title={t('person.gone')} text={t('person.gone.text')} action={back} />;
  }
  return <PersonContent person={person} onClose={onClose} />;
}

function PersonContent({ person, onClose }: { readonly person: PersonRecord; readonly onClose: () => void }) {
  const { t } = useTranslation(['visits', 'people']);
  const layout = useLayout();
  const { today, due } = useRound();
  const household = useHousehold(person.householdUid);
  const alone = livingAloneOf(person, household?.length ?? 0);
  const rule = useDueRule();
  const own = due?.find((row) => row.person.uid === person.uid);

  return (
    <PersonPanelFrame
      person={person}
      label={(name) => t('panel.label', { name })}
      closing={t(layout === 'tablet' ? 'back' : 'panel.close')}
      kinds={keyKindsOf(person, alone, today)}
      today={today}
      onClose={onClose}
      actions={<PersonActions person={person} />}
    >
      {own && (
        <p className="person-due">
          <DueChip due={own} /> <span>{rule(own)}</span>
        </p>
      )}
      {isClosed(person) ? (
        <ClosedFile person={person} today={today} />
      ) : (
        <OpenFile person={person} alone={alone} isDue={own !== undefined} />
      )}
    </PersonPanelFrame>
  );
}

interface OpenFileProps {
  readonly person: PersonRecord;
  readonly alone: LivingAlone;
  /** Stands on the round. */
  readonly isDue: boolean;
}

/** What is known about somebody, for whoever may read it. */
function OpenFile({ person, alone, isDue }: OpenFileProps) {
  const { t } = useTranslation(['visits', 'people']);
  const { today } = useRound();
  const address = useAddress(person.dwellingUid);
  return (
    <>
      <Card title={t('info.title', { ns: 'people' })}>
        <BasicInfo person={person} alone={alone} address={address} today={today} />
      </Card>
      <Card title={t('household.title', { ns: 'people' })}>
        <HouseholdMembers person={person} today={today} />
      </Card>
      {isDue && <PlanCard person={person} />}
      <Card title={t('history.title')}>
        <VisitHistory person={person} />
      </Card>
      <Card title={t('reveal.title', { ns: 'people' })}>
        <RevealHistory person={person} today={today} />
      </Card>
    </>
  );
}

/**
 * Logs a visit, or takes up the one that was begun; says why not to whoever may not write about the person. Who writes no visits at all
 * finds the file and nothing else.
 */
function PersonActions({ person }: { readonly person: PersonRecord }) {
  const { t } = useTranslation('visits');
  const { today, drafts } = useRound();
  const mayOpen = useMayOpenFile(today)(person);
  const mayLog = useMayWrite()('create', 'visit', gridNumberOf(person._id));
  const whyNotId = useId();
  const draft = drafts.get(person.uid);
  const whole = (
    <Button size="large" href={linkTo(personPlace(person._id))}>
      {t('whole')}
    </Button>
  );
  if (!mayLog) return <footer>{whole}</footer>;
  return (
    <footer>
      {!mayOpen && <span id={whyNotId}>{t('start.closed')}</span>}
      {draft && <span>{t('resume.since', { time: timeText(draft.savedAtMs) })}</span>}
      {whole}
      <Button
        type="primary"
        size="large"
        icon={<ClipboardPen size={18} aria-hidden="true" />}
        disabled={!mayOpen}
        aria-describedby={mayOpen ? undefined : whyNotId}
        onClick={() => goTo(visitFormPlace(person._id))}
      >
        {t(draft ? 'resume' : 'start')}
      </Button>
    </footer>
  );
}
