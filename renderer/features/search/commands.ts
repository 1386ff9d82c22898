import { useTranslation } from 'react-i18next';
import { accessOf, may } from '#shared/domain/access/access';
import { useSession } from '#renderer/data/index';
import { goTo, usePlace, type Place } from '#renderer/ui/index';
import { announcementsPlace, NEW_ANNOUNCEMENT, useMayAnnounce } from '../announcements/index';
import { homesPlace } from '../homes/index';
import { IMPORTS_PATH } from '../imports/index';
import { incidentReportPlace, incidentsPlace } from '../incidents/index';
import { DUPLICATES_PLACE, gridNumberOf, newPersonPlace, useMayWrite, useWritableGrids } from '../people/index';
import { QUALITY_PATH } from '../quality/index';
import { residentsPlace } from '../residents/index';
import { sectionsFor, settingsPlace } from '../settings/index';
import { SYNC_PLACE } from '../sync/index';
import { visitFormPlace, visitsPlace } from '../visits/index';
import { WORKBENCH_PLACE } from '../workbench/index';

/** Something that the search does or leads to by its name. */
export interface Command {
  readonly id: string;
  readonly label: string;
  /** Other words that find it: pinyin and initials, whatever the language of the screens. */
  readonly words: string;
  readonly run: () => void;
}

/** What the frame around the pages does, by the id of its command. */
const ACTIONS = ['lock', 'size', 'language', 'theme', 'shortcuts', 'training'] as const;
export type SearchActions = Readonly<Partial<Record<(typeof ACTIONS)[number], () => void>>>;

const IN_GRIDS = [
  ['residents', residentsPlace()],
  ['dwellings', homesPlace()],
  ['incidents', incidentsPlace()],
  ['households', homesPlace({ tab: 'households' })],
  ['enterprises', homesPlace({ tab: 'enterprises' })],
  ['quality', { path: QUALITY_PATH, query: {} }],
  ['duplicates', DUPLICATES_PLACE],
] as const satisfies readonly (readonly [string, Place])[];

/** What the signed-in person can do and where they can go: tasks first, then pages, then the screens themselves. */
export function useCommands(actions: SearchActions): readonly Command[] {
  const { t } = useTranslation('search');
  const { staff, stationGrids } = useSession();
  const { post: actor, functions, gridNumbers } = staff;
  const access = accessOf({ actor, functions, gridNumbers }, stationGrids);
  const readsGrids = access.places.some(({ kind }) => kind === 'grid');
  const mayVisit = stationGrids.some((gridNumber) => may(access, 'create', 'visit', { kind: 'grid', gridNumber }));
  const mayReport = stationGrids.some((gridNumber) => may(access, 'create', 'incident', { kind: 'grid', gridNumber }));
  const mayCreate = useWritableGrids().length > 0;
  const mayAnnounce = useMayAnnounce();
  const visit = useVisitPlace();
  const hasSettings = sectionsFor(staff).length > 0;
  const places: readonly (readonly [string, Place, isOffered?: boolean])[] = [
    ['new-visit', visit, mayVisit],
    ['new-person', newPersonPlace(), mayCreate],
    ['report-incident', incidentReportPlace(), mayReport],
    ['imports', { path: IMPORTS_PATH, query: {} }, mayCreate],
    ['announce', announcementsPlace(NEW_ANNOUNCEMENT), mayAnnounce],
    ['workbench', WORKBENCH_PLACE],
    ['visits', visitsPlace(), readsGrids],
    ...IN_GRIDS.map(([id, place]) => [id, place, readsGrids] as const),
    ['announcements', announcementsPlace()],
    ['sync', SYNC_PLACE],
    ['settings', settingsPlace(), hasSettings],
  ];
  const command = (id: string, run: () => void): Command => ({
    id,
    run,
    label: t(`command.${id}`),
    words: t(`command.${id}.words`),
  });
  return [
    ...places.flatMap(([id, place, isOffered = true]) => (isOffered ? [command(id, () => goTo(place))] : [])),
    ...ACTIONS.flatMap((id) => {
      const run = actions[id];
      return run ? [command(id, run)] : [];
    }),
  ];
}

/** Where a visit is begun: at the form for whoever stands opened, else at the list to choose from. */
export function useVisitPlace(): Place {
  const { query } = usePlace();
  const mayWrite = useMayWrite();
  const opened = query['person'] ?? query['id'] ?? '';
  if (!opened.startsWith('person~') || !mayWrite('create', 'visit', gridNumberOf(opened))) {
    return visitsPlace({ tab: 'all' });
  }
  return visitFormPlace(opened);
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
