import { useTranslation } from 'react-i18next';
import { householdTree, type TreeRow, type TreeUnit } from '#shared/domain/people/household-tree';
import { addressOf as linkTo, Card, Empty, Loading } from '#renderer/ui/index';
import { personPlace, useAgeText, useRelationText, type PersonRecord } from '../../people/index';
import { useRound } from '../../visits/index';
import type { HouseholdRecord } from '../commands/status';
import './family-tree.css';

interface FamilyTreeProps {
  readonly person: PersonRecord;
  /** People living in the household now; undefined while loading. */
  readonly household: readonly PersonRecord[] | undefined;
  readonly record: HouseholdRecord | null | undefined;
}

const GENERATIONS = [-3, -2, -1, 0, 1, 2, 3] as const;

/** The household as a family: generations from the top, couples side by side, lines where the relations say who is whose child. */
export function FamilyTree({ person, household, record }: FamilyTreeProps) {
  const { t } = useTranslation(['person', 'ui']);
  if (household === undefined) {
    return (
      <Card title={t('tree.title')}>
        <Loading label={t('loading', { ns: 'ui' })} lines={3} />
      </Card>
    );
  }
  if (household.length === 0) {
    return (
      <Card title={t('tree.title')}>
        <Empty title={t('tree.none')} text={t('tree.none.text')} />
      </Card>
    );
  }
  const { rows, unplaced } = householdTree(household, record?.headUid ?? null);
  return (
    <Card
      title={t('tree.title')}
      aside={<span className="card-note">{t('figure.people', { count: household.length })}</span>}
    >
      <ol className="tree" aria-label={t('tree.label')}>
        {rows.map((row, index) => (
          <Generation key={row.generation} row={row} above={rows[index - 1]} person={person} />
        ))}
        {unplaced.length > 0 && (
          <li className="tree-row is-unplaced">
            <span className="tree-generation">{t('tree.unplaced')}</span>
            <ul>
              {unplaced.map((member) => (
                <li key={member.uid} className="tree-unit">
                  <Member member={member} isSelf={member.uid === person.uid} />
                </li>
              ))}
            </ul>
          </li>
        )}
      </ol>
    </Card>
  );
}

interface GenerationProps {
  readonly row: TreeRow<PersonRecord>;
  readonly above: TreeRow<PersonRecord> | undefined;
  readonly person: PersonRecord;
}

function Generation({ row, above, person }: GenerationProps) {
  const { t } = useTranslation('person');
  const generation = GENERATIONS.find((each) => each === row.generation) ?? 0;
  return (
    <li className="tree-row">
      <span className="tree-generation">{t(`tree.generation.${generation}`)}</span>
      <ul>
        {row.units.map((unit) => (
          <li key={unit.members[0]?.uid} className={`tree-unit${unit.parents.length > 0 ? ' has-parents' : ''}`}>
            <ParentWords unit={unit} above={above} />
            {unit.members.map((member) => (
              <Member key={member.uid} member={member} isSelf={member.uid === person.uid} />
            ))}
          </li>
        ))}
      </ul>
    </li>
  );
}

/** Whose child somebody is, for readers, and for the eye where several families stand above. */
function ParentWords({
  unit,
  above,
}: {
  readonly unit: TreeUnit<PersonRecord>;
  readonly above: TreeRow<PersonRecord> | undefined;
}) {
  const { t, i18n } = useTranslation(['person', 'people']);
  if (!above || unit.parents.length === 0) return null;
  const names = unit.parents
    .flatMap((index) => above.units[index]?.members ?? [])
    .map(({ name }) => name ?? t('closed.short', { ns: 'people' }));
  const parents = new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(names);
  return (
    <span className={above.units.length > 1 && unit.parents.length === 1 ? 'tree-parents' : 'visually-hidden'}>
      {t('tree.child-of', { parents })}
    </span>
  );
}

function Member({ member, isSelf }: { readonly member: PersonRecord; readonly isSelf: boolean }) {
  const { t } = useTranslation(['person', 'people']);
  const { today } = useRound();
  const age = useAgeText(today);
  const relation = useRelationText()(member);
  const name = member.name ?? t('closed.short', { ns: 'people' });
  const words = (
    <>
      <b>{name}</b>
      <span>
        {relation} {age(member.birthDate)}
      </span>
    </>
  );
  if (isSelf) {
    return (
      <span className="tree-member is-self" aria-current="true">
        {words}
      </span>
    );
  }
  return (
    <a className="tree-member" href={linkTo(personPlace(member._id))}>
      {words}
    </a>
  );
}
