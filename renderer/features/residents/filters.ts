import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { KEY_KINDS } from '#shared/domain/people/key-people';
import { SEXES } from '#shared/schema/types/person';
import type { ListFilter } from '#renderer/data/index';
import { rangeOf, severalOf, type FilterField, type FilterValues } from '#renderer/ui/index';
import { knownOf, numbersOf, useBuildingOptions, useGridOptions, useKindOptions } from '../lists/index';

/** Ages that people ask for: children, of working age, the elderly, the very old. */
const AGE_BANDS = ['0-14', '15-64', '65-79', '80-'] as const;
const OLDEST_YEARS = 130;
const STATUSES = ['moved-out', 'deceased', 'all'] as const;

/** What the list of residents can be narrowed by; ids stand in the address. */
export function useResidentFields(): readonly FilterField[] {
  const { t } = useTranslation(['residents', 'people']);
  const grids = useGridOptions();
  const buildings = useBuildingOptions();
  const kinds = useKindOptions();
  return useMemo(() => {
    const yesOrNo = (name: string) => [
      { value: 'yes', label: t(`${name}.yes`) },
      { value: 'no', label: t(`${name}.no`) },
    ];
    return [
      { id: 'grid', kind: 'several', label: t('filter.grid'), options: grids, isMain: true },
      { id: 'kind', kind: 'several', label: t('filter.kind'), options: kinds, isMain: true },
      {
        id: 'age',
        kind: 'range',
        label: t('filter.age'),
        options: AGE_BANDS.map((value) => ({ value, label: t(`age.${value}`) })),
        max: OLDEST_YEARS,
        unit: t('filter.years'),
        isMain: true,
      },
      {
        id: 'status',
        kind: 'one',
        label: t('filter.status'),
        absent: t('status.living-here'),
        options: STATUSES.map((value) => ({ value, label: t(`status.${value}`) })),
        isMain: true,
      },
      {
        id: 'sex',
        kind: 'one',
        label: t('filter.sex'),
        options: SEXES.map((value) => ({ value, label: t(`sex.${value}`, { ns: 'people' }) })),
      },
      { id: 'phone', kind: 'one', label: t('filter.phone'), options: yesOrNo('on-file') },
      { id: 'citizen', kind: 'one', label: t('filter.citizenId'), options: yesOrNo('on-file') },
      { id: 'registered', kind: 'one', label: t('filter.registered'), options: yesOrNo('registered') },
      { id: 'findings', kind: 'one', label: t('filter.findings'), options: yesOrNo('findings') },
      { id: 'building', kind: 'several', label: t('filter.building'), options: buildings, isLong: true },
    ] satisfies readonly FilterField[];
  }, [t, grids, buildings, kinds]);
}

const FLAGS = [
  ['phone', 'hasPhone'],
  ['citizen', 'hasCitizenId'],
  ['registered', 'isRegisteredHere'],
  ['findings', 'hasFindings'],
] as const;

/** The question to the register that the values of an address come to; what is no value of a field asks for nothing. */
export function residentFilterOf(values: FilterValues): ListFilter {
  const grids = numbersOf(severalOf(values['grid']));
  const kinds = knownOf(KEY_KINDS, severalOf(values['kind']));
  const buildingUids = severalOf(values['building']);
  const age = rangeOf(values['age']);
  const [sex] = knownOf(SEXES, [values['sex'] ?? '']);
  const [status] = knownOf(STATUSES, [values['status'] ?? '']);
  const flags = FLAGS.flatMap(([id, name]) =>
    values[id] === 'yes' || values[id] === 'no' ? [[name, values[id] === 'yes'] as const] : [],
  );
  return {
    ...(grids.length > 0 && { grids }),
    ...(kinds.length > 0 && { kinds }),
    ...(buildingUids.length > 0 && { buildingUids }),
    ...(age && age.from !== null && { ageFrom: age.from }),
    ...(age && age.to !== null && { ageTo: age.to }),
    ...(sex && { sex }),
    ...(status && { status }),
    ...Object.fromEntries(flags),
  };
}
