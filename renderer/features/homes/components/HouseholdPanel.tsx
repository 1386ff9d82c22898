import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { maskCitizenId } from '#shared/domain/privacy/mask';
import { useRecord } from '#renderer/data/index';
import { addressOf, Card, Empty, Loading } from '#renderer/ui/index';
import { Beside } from '../../lists/index';
import {
  gridNumberOf,
  newPersonPlace,
  scopeOf,
  SealedValue,
  useAgeText,
  useGridNames,
  useHousehold,
  useMayWrite,
  useRelationText,
  useToday,
  type PersonRecord,
} from '../../people/index';
import { RegisterPicker } from '../../person/index';
import { residentsPlace } from '../../residents/index';
import { GoneElsewhere, TransferForm, useTargetGrids } from '../../transfer/index';
import { homesPlace } from '../places';
import { useDwelling, type HouseholdRecord } from '../queries';
import { AddressFact, ChangesFact, Fact } from './Facts';
import { HouseholdForm } from './HouseholdForm';
import { HouseholdVisits } from './HouseholdVisits';

interface PanelProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** One household: where it lives, who is the head, who belongs to it. */
export function HouseholdPanel({ id, onClose }: PanelProps) {
  const { t } = useTranslation(['homes', 'ui']);
  const household = useRecord<HouseholdRecord>('homes', id);
  if (household === undefined) return <Loading label={t('loading', { ns: 'ui' })} lines={6} />;
  if (household === null) {
    return (
      <GoneElsewhere type="household" id={id} placeOf={(open) => homesPlace({ tab: 'households', open })}>
        <Empty title={t('gone')} text={t('gone.text')} action={<Button onClick={onClose}>{t('close')}</Button>} />
      </GoneElsewhere>
    );
  }
  return <Content household={household} onClose={onClose} />;
}

function Content({ household, onClose }: { readonly household: HouseholdRecord; readonly onClose: () => void }) {
  const { t } = useTranslation(['homes', 'ui']);
  const members = useHousehold(household.uid);
  const [doing, setDoing] = useState<'nothing' | 'editing' | 'moving'>('nothing');
  const mayWrite = useMayWrite();
  const gridName = useGridNames()(household._id);
  const grid = gridNumberOf(household._id);
  const mayMove = useTargetGrids('household', grid).length > 0;
  // A closed child's file is not listed: the home would say whose it is.
  const known = members?.filter(({ name }) => name !== null);
  const head = known?.find(({ uid }) => uid === household.headUid);
  const title = head?.name == null ? t('household.headless') : t('household.title', { name: head.name });
  if (!known) return <Loading label={t('loading', { ns: 'ui' })} lines={6} />;
  const stop = () => setDoing('nothing');
  if (doing === 'editing') {
    return (
      <Beside title={title} subtitle={t('household.edit')} onClose={stop}>
        <HouseholdForm household={household} members={known} onClose={stop} />
      </Beside>
    );
  }
  if (doing === 'moving') {
    return (
      <Beside title={title} subtitle={t('household.move')} onClose={stop}>
        <TransferForm
          kind="household"
          record={household}
          name={title}
          leavesHousehold={false}
          Picker={RegisterPicker}
          onClose={stop}
        />
      </Beside>
    );
  }
  return (
    <Beside
      title={title}
      subtitle={gridName}
      onClose={onClose}
      actions={
        <>
          {mayWrite('edit', 'household', grid) && (
            <Button onClick={() => setDoing('editing')}>{t('action.edit-household')}</Button>
          )}
          {mayMove && <Button onClick={() => setDoing('moving')}>{t('household.move')}</Button>}
          {mayWrite('create', 'person', grid) && (
            <Button
              type="primary"
              href={addressOf(newPersonPlace({ dwelling: household.dwellingUid, household: household.uid }))}
            >
              {t('action.new-member')}
            </Button>
          )}
        </>
      }
    >
      <Card title={t('facts.title')}>
        <HouseholdFacts household={household} />
      </Card>
      <Card title={t('members.title', { count: known.length })}>
        <Members members={known} />
      </Card>
      <Card title={t('visits.title')}>
        <HouseholdVisits householdUid={household.uid} />
      </Card>
    </Beside>
  );
}

function HouseholdFacts({ household }: { readonly household: HouseholdRecord }) {
  const { t } = useTranslation('homes');
  const dwelling = useDwelling(household.dwellingUid);
  const { _id, uid, registerNumber, kind, status } = household;
  return (
    <dl className="facts">
      {dwelling && (
        <>
          <AddressFact record={dwelling} address={dwelling.address} />
          <Fact label={t('col.dwelling')}>
            <a href={addressOf(homesPlace({ open: dwelling._id }))}>{t('household.dwelling')}</a>
          </Fact>
        </>
      )}
      <Fact label={t('col.registerNumber')}>
        <SealedValue
          sealed={registerNumber}
          subject={{ type: 'household', scope: scopeOf(_id), uid, field: 'registerNumber' }}
          label={t('col.registerNumber')}
          mask={maskCitizenId}
        />
      </Fact>
      <Fact label={t('col.householdKind')}>{t(`household.${kind}`)}</Fact>
      <Fact label={t('col.status')}>{t(`status.${status}`)}</Fact>
      <ChangesFact record={household} />
    </dl>
  );
}

function Members({ members }: { readonly members: readonly PersonRecord[] }) {
  const { t } = useTranslation('homes');
  const ageText = useAgeText(useToday());
  const relationText = useRelationText();
  return (
    <ul className="lines">
      {members.length === 0 && <li className="quiet">{t('members.none')}</li>}
      {members.map((member) => (
        <li key={member._id}>
          <a href={addressOf(residentsPlace({ person: member._id }))}>{member.name}</a>
          <span>{relationText(member)}</span>
          <span className="end">{ageText(member.birthDate)}</span>
        </li>
      ))}
    </ul>
  );
}
