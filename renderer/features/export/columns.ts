import { useTranslation } from 'react-i18next';
import { dateAtStation } from '#shared/domain/calendar/date';
import { ageOn } from '#shared/domain/people/age';
import type { KeyKind } from '#shared/domain/people/key-people';
import type { ExportColumn, RegisterKind } from '#renderer/data/index';
import { useGridName } from '../lists/index';
import { useToday } from '../people/index';

/** A column of a file, by the id that the list's column has. */
export type NamedColumn<K extends RegisterKind> = ExportColumn<K> & { readonly id: string };

type Columns = { readonly [K in RegisterKind]: readonly NamedColumn<K>[] };

/** What a file about each kind can have, in this order. A closed file of a child has its age and grid, and nothing else. */
export function useExportColumns(): Columns {
  const { t } = useTranslation(['export', 'people']);
  const today = useToday();
  const gridName = useGridName();
  const title = (name: string, width: number) => ({ title: t(`col.${name}`), width });
  const yesOrNo = (value: boolean) => t(value ? 'yes' : 'no');
  const kindsText = (kinds: readonly KeyKind[]) =>
    kinds.map((kind) => t(`kind.${kind}`, { ns: 'people' })).join(t('kinds.joint'));
  const address = { id: 'address', kind: 'protected', value: 'address' } as const;
  const shared = [
    { id: 'grid', kind: 'plain', ...title('grid', 14), value: (row: { grid: number }) => gridName(row.grid) },
  ] as const;
  const last = [
    {
      id: 'status',
      kind: 'plain',
      ...title('status', 10),
      value: (row: { status: string }) => t(`status.${row.status}`),
    },
  ] as const;
  const changed = {
    id: 'changed',
    kind: 'plain',
    ...title('changed', 12),
    value: (row: { changedAtMs: number }) => dateAtStation(row.changedAtMs),
  } as const;
  return {
    person: [
      {
        id: 'name',
        kind: 'plain',
        ...title('name', 12),
        value: ({ name }) => name ?? t('closed.short', { ns: 'people' }),
      },
      { id: 'sex', kind: 'plain', ...title('sex', 6), value: ({ sex }) => sex && t(`sex.${sex}`, { ns: 'people' }) },
      {
        id: 'birthDate',
        kind: 'plain',
        ...title('birthDate', 12),
        value: ({ name, birthDate }) => (name === null ? null : birthDate),
      },
      { id: 'age', kind: 'plain', ...title('age', 6), value: ({ birthDate }) => ageOn(birthDate, today) },
      {
        id: 'relation',
        kind: 'plain',
        ...title('relation', 12),
        value: ({ relation }) => relation && t(`relation.${relation}`, { ns: 'people' }),
      },
      { id: 'kinds', kind: 'plain', ...title('kinds', 20), value: ({ kinds }) => kindsText(kinds) },
      { id: 'citizenId', kind: 'protected', ...title('citizenId', 22), value: 'citizenId' },
      { id: 'phone', kind: 'protected', ...title('phone', 16), value: 'phone' },
      { ...address, ...title('address', 40) },
      ...shared,
      {
        id: 'registered',
        kind: 'plain',
        ...title('registered', 8),
        value: ({ name, isRegisteredHere }) =>
          name === null ? null : t(isRegisteredHere ? 'registered.yes' : 'registered.no'),
      },
      ...last,
      changed,
    ],
    dwelling: [
      { ...address, ...title('address', 40) },
      { id: 'use', kind: 'plain', ...title('use', 8), value: ({ use }) => use && t(`use.${use}`) },
      { id: 'households', kind: 'plain', ...title('households', 8), value: ({ households }) => households },
      { id: 'residents', kind: 'plain', ...title('residents', 8), value: ({ residents }) => residents },
      { id: 'keyPeople', kind: 'plain', ...title('keyPeople', 14), value: ({ keyPeople }) => keyPeople },
      ...shared,
      changed,
    ],
    household: [
      { ...address, ...title('address', 40) },
      { id: 'head', kind: 'plain', ...title('head', 12), value: ({ headName }) => headName },
      { id: 'members', kind: 'plain', ...title('members', 8), value: ({ members }) => members },
      { id: 'kinds', kind: 'plain', ...title('kinds', 20), value: ({ kinds }) => kindsText(kinds) },
      ...shared,
      ...last,
      changed,
    ],
    enterprise: [
      { id: 'name', kind: 'plain', ...title('enterprise', 30), value: ({ name }) => name },
      { id: 'kind', kind: 'plain', ...title('kind', 14), value: ({ kind }) => t(`enterprise.${kind}`) },
      { id: 'creditCode', kind: 'plain', ...title('creditCode', 22), value: ({ creditCode }) => creditCode },
      { ...address, ...title('seat', 40) },
      { id: 'employees', kind: 'plain', ...title('employees', 10), value: ({ employees }) => employees },
      {
        id: 'hazardous',
        kind: 'plain',
        ...title('hazardous', 10),
        value: ({ isHazardous }) => yesOrNo(isHazardous),
      },
      ...shared,
      ...last,
      changed,
    ],
  };
}
