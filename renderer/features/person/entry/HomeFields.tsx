import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { maskAddress } from '#shared/domain/privacy/mask';
import type { SearchHit } from '#renderer/data/index';
import { Card, Choice, Field, Select } from '#renderer/ui/index';
import { RecordedValue, scopeOf, useAddress, useGridNames, useIsOwnGrid, type PersonRecord } from '../../people/index';
import { RegisterPicker } from '../components/RegisterPicker';
import { HouseholdField } from './HouseholdField';
import { RelationField } from './RelationField';
import type { FieldsProps } from './PersonForm';

/** Where the person lives, in which household, and where they are registered. */
export function HomeFields(props: FieldsProps) {
  const { t } = useTranslation('person-form');
  const { draft } = props.entry;
  return (
    <Card title={t('home.title')}>
      <div className="entry-fields">
        <HomeField {...props} />
        {draft.dwellingUid !== null && <HouseholdField {...props} />}
        {draft.household.kind === 'join' && <RelationField {...props} />}
        <RegisteredField {...props} />
      </div>
    </Card>
  );
}

/** The home; without one at least the grid whose file it is. */
function HomeField({ entry, person, problemOf }: FieldsProps) {
  const { t } = useTranslation('person-form');
  const { draft, change, context } = entry;
  const gridName = useGridNames();
  const problem = problemOf('grid');
  const inGrid = (number: number) => context.ownGrid === null || number === context.ownGrid;
  const pick = (hit: SearchHit) =>
    change({ dwellingUid: hit.uid, grid: hit.grid, household: { kind: 'none' }, relation: null, relationCode: null });
  if (draft.dwellingUid !== null) {
    return (
      <div className="field is-wide">
        <span className="field-label">{t('home')}</span>
        <div className="on-file">
          <HomeAddress dwellingUid={draft.dwellingUid} person={person} />
          <Button
            size="small"
            onClick={() =>
              change({ dwellingUid: null, household: { kind: 'none' }, relation: null, relationCode: null })
            }
          >
            {t('home.other')}
          </Button>
        </div>
        {problem && <p className="field-error">{t(`grid.${problem}`)}</p>}
      </div>
    );
  }
  return (
    <>
      <Field label={t('home')} hint={t('home.hint')}>
        {(ties) => (
          <RegisterPicker
            {...ties}
            kind="dwelling"
            label={t('home')}
            placeholder={t('home.example')}
            isWanted={(hit) => context.grids.includes(hit.grid) && inGrid(hit.grid)}
            detail={(hit) => gridName(hit.id) ?? ''}
            onPick={pick}
          />
        )}
      </Field>
      {context.ownGrid === null && (
        <Field label={t('grid')} error={problem && t(`grid.${problem}`)}>
          {(ties) => (
            <Select
              {...ties}
              value={draft.grid === null ? '' : String(draft.grid)}
              onChange={(value) => change({ grid: value === '' ? null : Number(value) })}
            >
              <option value="">{t('choose')}</option>
              {context.grids.map((number) => (
                <option key={number} value={number}>
                  {t('grid.number', { number })}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
    </>
  );
}

interface HomeAddressProps {
  readonly dwellingUid: string;
  readonly person: PersonRecord | null;
}

/** The address of a home that somebody just found, in full; what a file holds stays masked outside the writer’s own grids. */
function HomeAddress({ dwellingUid, person }: HomeAddressProps) {
  const { t } = useTranslation('person-form');
  const isOwnGrid = useIsOwnGrid();
  const address = useAddress(dwellingUid) ?? null;
  if (address === null) return <b>{t('home.unknown')}</b>;
  const isOnFile = person !== null && [person.dwellingUid, person.registeredDwellingUid].includes(dwellingUid);
  if (!isOnFile || isOwnGrid(person._id)) return <b>{address}</b>;
  return (
    <RecordedValue
      subject={{ type: 'dwelling', scope: scopeOf(person._id), uid: dwellingUid, field: 'address' }}
      label={t('home')}
      value={address}
      mask={maskAddress}
    />
  );
}

const REGISTERED = ['same', 'dwelling', 'unknown'] as const;

function RegisteredField({ entry: { draft, change }, person }: FieldsProps) {
  const { t } = useTranslation('person-form');
  const gridName = useGridNames();
  const { registered } = draft;
  return (
    <div className="field is-wide">
      <span className="field-label">{t('registered')}</span>
      <Choice
        label={t('registered')}
        options={REGISTERED.map((value) => ({ value, label: t(`registered.${value}`) }))}
        value={registered.kind}
        onChange={(kind) =>
          change({
            registered:
              kind === 'dwelling'
                ? { kind, dwellingUid: registered.kind === 'dwelling' ? registered.dwellingUid : '' }
                : { kind: kind ?? 'same' },
          })
        }
      />
      {registered.kind === 'dwelling' && (
        <div className="field-below">
          {registered.dwellingUid !== '' && <HomeAddress dwellingUid={registered.dwellingUid} person={person} />}
          <RegisterPicker
            kind="dwelling"
            label={t('registered.find')}
            placeholder={t('home.example')}
            detail={(hit) => gridName(hit.id) ?? ''}
            onPick={(hit) => change({ registered: { kind: 'dwelling', dwellingUid: hit.uid } })}
          />
        </div>
      )}
    </div>
  );
}
