import { useTranslation } from 'react-i18next';
import type { WireRecord } from '#shared/schema/envelope';
import { useOwned } from '#renderer/data/index';
import { Loading } from '#renderer/ui/index';
import { useHousehold } from '../../people/index';
import type { HouseholdRecord } from '../commands/status';
import type { FieldsProps } from './PersonForm';

/** The households in the chosen home, to join one of them, or one of the person’s own. */
export function HouseholdField({ entry, problemOf }: FieldsProps) {
  const { t } = useTranslation(['person-form', 'ui']);
  const { draft, change } = entry;
  const { dwellingUid, household } = draft;
  const found = useOwned<WireRecord>('homes', [dwellingUid ?? 'nowhere']);
  const problem = problemOf('household');
  if (!found) return <Loading label={t('loading', { ns: 'ui' })} lines={2} />;
  const households = found
    .filter(({ type }) => type === 'household')
    .map((record) => record as unknown as HouseholdRecord)
    .filter(({ status, uid }) => status === 'current' || (household.kind === 'join' && household.householdUid === uid));
  return (
    <fieldset className="field is-wide household-choice" aria-invalid={problem ? true : undefined} tabIndex={-1}>
      <legend className="field-label">{t('household')}</legend>
      {households.map((each) => (
        <HouseholdOption
          key={each._id}
          household={each}
          isChosen={household.kind === 'join' && household.householdUid === each.uid}
          onChoose={() => change({ household: { kind: 'join', householdUid: each.uid } })}
        />
      ))}
      <label>
        <input
          type="radio"
          name="household"
          checked={household.kind === 'new'}
          onChange={() => change({ household: { kind: 'new' }, relation: 'head', relationCode: null })}
        />
        <span>
          <b>{t('household.new')}</b>
          <small>{t('household.new.text')}</small>
        </span>
      </label>
      {problem && <p className="field-error">{t('household.missing')}</p>}
    </fieldset>
  );
}

interface HouseholdOptionProps {
  readonly household: HouseholdRecord;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function HouseholdOption({ household, isChosen, onChoose }: HouseholdOptionProps) {
  const { t, i18n } = useTranslation(['person-form', 'people']);
  const members = useHousehold(household.uid) ?? [];
  const head = members.find(({ uid }) => uid === household.headUid);
  const closed = t('closed.short', { ns: 'people' });
  const others = members.filter(({ uid }) => uid !== household.headUid).map(({ name }) => name ?? closed);
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction', style: 'narrow' }).format(others);
  return (
    <label>
      <input type="radio" name="household" checked={isChosen} onChange={onChoose} />
      <span>
        <b>
          {head
            ? t('household.of', { name: head.name ?? closed })
            : t(members.length === 0 ? 'household.empty' : 'household.headless')}
        </b>
        <small>
          {others.length > 0 ? t('household.with', { names: list }) : t('household.count', { count: members.length })}
        </small>
      </span>
    </label>
  );
}
