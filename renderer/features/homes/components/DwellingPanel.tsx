import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRecord } from '#renderer/data/index';
import { addressOf, Card, Empty, Loading } from '#renderer/ui/index';
import { Beside } from '../../lists/index';
import {
  gridNumberOf,
  KindTags,
  newPersonPlace,
  useAgeText,
  useGridNames,
  useIsOwnGrid,
  useMayWrite,
  useToday,
} from '../../people/index';
import { residentsPlace } from '../../residents/index';
import { homesPlace } from '../places';
import { useBuilding, useDwellingContents, type DwellingRecord } from '../queries';
import { useHomeWords } from '../words';
import { DwellingForm } from './DwellingForm';
import { AddressFact, ChangesFact, Fact } from './Facts';

interface PanelProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** One dwelling: what it is, which households it has, who lives there. */
export function DwellingPanel({ id, onClose }: PanelProps) {
  const { t } = useTranslation(['homes', 'ui']);
  const dwelling = useRecord<DwellingRecord>('homes', id);
  if (dwelling === undefined) return <Loading label={t('loading', { ns: 'ui' })} lines={6} />;
  if (dwelling === null) {
    return <Empty title={t('gone')} text={t('gone.text')} action={<Button onClick={onClose}>{t('close')}</Button>} />;
  }
  return <Content dwelling={dwelling} onClose={onClose} />;
}

function Content({ dwelling, onClose }: { readonly dwelling: DwellingRecord; readonly onClose: () => void }) {
  const { t } = useTranslation('homes');
  const words = useHomeWords();
  const gridName = useGridNames()(dwelling._id);
  const building = useBuilding(dwelling.buildingUid);
  const mayWrite = useMayWrite();
  const [isEditing, setIsEditing] = useState(false);
  const grid = gridNumberOf(dwelling._id);
  const { use, areaSquareMeters, address, _id } = dwelling;
  const title = words.address({ id: _id, address });
  if (isEditing) {
    return (
      <Beside title={title} subtitle={t('dwelling.edit')} onClose={() => setIsEditing(false)}>
        <DwellingForm dwelling={dwelling} onClose={() => setIsEditing(false)} />
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
          {mayWrite('edit', 'dwelling', grid) && (
            <Button onClick={() => setIsEditing(true)}>{t('action.edit-dwelling')}</Button>
          )}
          {mayWrite('create', 'person', grid) && (
            <Button type="primary" href={addressOf(newPersonPlace({ dwelling: dwelling.uid }))}>
              {t('action.new-person')}
            </Button>
          )}
        </>
      }
    >
      <Card title={t('facts.title')}>
        <dl className="facts">
          <AddressFact record={dwelling} address={address} />
          {building && <Fact label={t('col.building')}>{`${building.street} ${building.name}`.trim()}</Fact>}
          <Fact label={t('col.use')}>{t(`use.${use ?? 'unknown'}`)}</Fact>
          <Fact label={t('col.area')}>
            {areaSquareMeters === null ? null : t('area.text', { area: areaSquareMeters })}
          </Fact>
          <ChangesFact record={dwelling} />
        </dl>
      </Card>
      <Contents dwelling={dwelling} />
    </Beside>
  );
}

/** Households and residents, each a way to its own panel. A closed child's file is not listed: the home would say whose it is. */
function Contents({ dwelling }: { readonly dwelling: DwellingRecord }) {
  const { t } = useTranslation(['homes', 'ui', 'people']);
  const contents = useDwellingContents(dwelling.uid);
  const ageText = useAgeText(useToday());
  const isOwnGrid = useIsOwnGrid()(dwelling._id);
  if (!contents) return <Loading label={t('loading', { ns: 'ui' })} lines={4} />;
  const people = contents.people.filter(({ name }) => name !== null);
  const { households, total } = contents;
  return (
    <>
      <Card title={t('households.title', { count: households.length })}>
        <ul className="lines">
          {households.length === 0 && <li className="quiet">{t('households.none')}</li>}
          {households.map((household) => (
            <li key={household.id}>
              <a href={addressOf(homesPlace({ tab: 'households', open: household.id }))}>
                {household.headName ?? t('household.headless')}
              </a>
              {household.status === 'moved-out' && <span>{t('status.moved-out')}</span>}
              <span className="end">{t('touch.residents', { count: household.members })}</span>
            </li>
          ))}
        </ul>
      </Card>
      <Card title={t('people.title', { count: people.length })}>
        <ul className="lines">
          {people.length === 0 && <li className="quiet">{t('people.none')}</li>}
          {people.map((row) => (
            <li key={row.id}>
              <a href={addressOf(residentsPlace({ person: row.id }))}>{row.name}</a>
              <span>{ageText(row.birthDate)}</span>
              <span className="end">
                <KindTags kinds={row.kinds} />
              </span>
            </li>
          ))}
          {total > contents.people.length && isOwnGrid && <li className="quiet">{t('people.more')}</li>}
        </ul>
      </Card>
    </>
  );
}
