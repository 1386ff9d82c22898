import { useTranslation } from 'react-i18next';
import { useSession } from '#renderer/data/index';
import type { Place } from '#renderer/ui/index';
import { homesPlace } from '../homes/index';
import { IMPORTS_PATH } from '../imports/index';
import { DUPLICATES_PLACE, newPersonPlace, useWritableGrids } from '../people/index';
import { QUALITY_PATH } from '../quality/index';
import { residentsPlace } from '../residents/index';
import { sectionsFor, settingsPlace } from '../settings/index';
import { SYNC_PLACE } from '../sync/index';
import { visitsPlace } from '../visits/index';

/** Something that the search leads to by its name. */
export interface Command {
  readonly id: string;
  readonly label: string;
  /** Other words that find it: pinyin and initials, whatever the language of the screens. */
  readonly words: string;
  readonly place: Place;
}

const PLACES = [
  ['visits', visitsPlace()],
  ['residents', residentsPlace()],
  ['dwellings', homesPlace()],
  ['households', homesPlace({ tab: 'households' })],
  ['enterprises', homesPlace({ tab: 'enterprises' })],
  ['imports', { path: IMPORTS_PATH, query: {} }],
  ['quality', { path: QUALITY_PATH, query: {} }],
  ['duplicates', DUPLICATES_PLACE],
  ['sync', SYNC_PLACE],
] as const satisfies readonly (readonly [string, Place])[];

/** The pages and tasks that are open to the signed-in person; tasks first. */
export function useCommands(): readonly Command[] {
  const { t } = useTranslation('search');
  const { functions } = useSession().staff;
  const mayCreate = useWritableGrids().length > 0;
  const [section] = sectionsFor(functions);
  const places: (readonly [string, Place])[] = [
    ...(mayCreate ? [['new-person', newPersonPlace()] as const] : []),
    ...PLACES,
    ...(section ? [['settings', settingsPlace(section)] as const] : []),
  ];
  return places.map(([id, place]) => ({ id, place, label: t(`command.${id}`), words: t(`command.${id}.words`) }));
}

/** Commands that some word of theirs begins with the text; all for none. */
export function matchingCommands(commands: readonly Command[], text: string): readonly Command[] {
  const wanted = text.normalize('NFKC').toLowerCase().trim();
  if (wanted === '') return commands;
  return commands.filter(
    ({ label, words }) =>
      label.toLowerCase().includes(wanted) || words.split(' ').some((word) => word.startsWith(wanted)),
  );
}
