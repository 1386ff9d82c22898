import {
  ChartNoAxesColumn,
  Building2,
  BookOpenText,
  CalendarClock,
  ClipboardCheck,
  Cpu,
  Database,
  FileCheck2,
  Flag,
  House,
  Inbox,
  Map as MapIcon,
  Megaphone,
  RefreshCw,
  ShieldAlert,
  Siren,
  SlidersHorizontal,
  Users,
  UsersRound,
  type LucideIcon,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ALARMS_PATH, alarmsPlace } from '#renderer/features/alarms/index';
import { ANNOUNCEMENTS_PATH, announcementsPlace } from '#renderer/features/announcements/index';
import { APPLICATIONS_PATH, applicationsPlace } from '#renderer/features/applications/index';
import { BOOKINGS_PATH, bookingsPlace } from '#renderer/features/bookings/index';
import { CARE_PATH, carePlace } from '#renderer/features/care/index';
import { COUNTER_PATH, counterPlace, worksAtCounterOf } from '#renderer/features/counter/index';
import { CONFLICTS_PATH } from '#renderer/features/conflicts/index';
import { FIGURES_PATH, figuresPlace } from '#renderer/features/figures/index';
import { HOMES_PATH } from '#renderer/features/homes/index';
import { INCIDENTS_PATH, incidentsPlace } from '#renderer/features/incidents/index';
import { MAP_PATH } from '#renderer/features/map/index';
import { handlesMattersOf, MATTERS_PATH, mattersPlace } from '#renderer/features/matters/index';
import { PERSON_PATH } from '#renderer/features/person/index';
import { RESIDENTS_PATH } from '#renderer/features/residents/index';
import { RISK_PATH, riskPlace } from '#renderer/features/risk/index';
import { SENSORS_PATH, sensorsPlace } from '#renderer/features/sensors/index';
import { SERVICES_PATH, servicesPlace } from '#renderer/features/services/index';
import { isSettingsPath, sectionsFor, settingsPlace } from '#renderer/features/settings/index';
import { SYNC_PATH, SYNC_PLACE } from '#renderer/features/sync/index';
import { VISITS_PATH, visitsPlace } from '#renderer/features/visits/index';
import { WORKBENCH_PATH, WORKBENCH_PLACE } from '#renderer/features/workbench/index';
import { usePlace, type Place } from '#renderer/ui/index';
import { DATA_PATH } from './DataPages';
import { usePageRights } from './rights';

/** One page of the navigation. */
export interface Way {
  readonly id:
    | 'workbench'
    | 'residents'
    | 'homes'
    | 'alarms'
    | 'visits'
    | 'risk'
    | 'care'
    | 'map'
    | 'incidents'
    | 'matters'
    | 'counter'
    | 'figures'
    | 'bookings'
    | 'applications'
    | 'services'
    | 'announcements'
    | 'sensors'
    | 'data'
    | 'sync'
    | 'settings';
  readonly place: Place;
  readonly icon: LucideIcon;
  readonly label: string;
  /** Whether this is the page that is open. */
  readonly isOn: boolean;
}

/** Pages that belong together, under their name; the first group has none. */
export interface WayGroup {
  readonly id: 'start' | 'desk' | 'people' | 'governance' | 'station';
  readonly name: string | null;
  readonly ways: readonly Way[];
}

/** The pages that are open to the signed-in person, as the navigation has them; groups without a page are left out. */
export function useWays(): readonly WayGroup[] {
  const { t } = useTranslation([
    'staff',
    'workbench',
    'residents',
    'homes',
    'visits',
    'announcements',
    'sync',
    'settings',
  ]);
  const { path } = usePlace();
  const { readsGrids, desk, staff } = usePageRights();
  const hasSettings = sectionsFor(staff).length > 0;
  const isAt = (...tops: readonly string[]) => tops.some((top) => path === top || path.startsWith(`${top}/`));
  const way = (id: Way['id'], label: string, icon: LucideIcon, place: Place, isOn: boolean): Way => ({
    id,
    label,
    icon,
    place,
    isOn,
  });
  const at = (top: string): Place => ({ path: top, query: {} });
  const groups: readonly WayGroup[] = [
    {
      id: 'start',
      name: null,
      ways: [way('workbench', t('nav', { ns: 'workbench' }), House, WORKBENCH_PLACE, path === WORKBENCH_PATH)],
    },
    {
      id: 'people',
      name: t('nav.people'),
      ways: readsGrids
        ? [
            way(
              'residents',
              t('nav', { ns: 'residents' }),
              Users,
              at(RESIDENTS_PATH),
              isAt(RESIDENTS_PATH, PERSON_PATH),
            ),
            way('homes', t('nav', { ns: 'homes' }), Building2, at(HOMES_PATH), isAt(HOMES_PATH)),
          ]
        : [],
    },
    {
      id: 'governance',
      name: t('nav.governance'),
      ways: readsGrids
        ? [
            way('visits', t('nav', { ns: 'visits' }), ClipboardCheck, visitsPlace(), isAt(VISITS_PATH)),
            way('map', t('nav.map'), MapIcon, at(MAP_PATH), isAt(MAP_PATH)),
            way('incidents', t('nav.incidents'), Flag, incidentsPlace(), isAt(INCIDENTS_PATH)),
            way('alarms', t('nav.alarms'), Siren, alarmsPlace(), isAt(ALARMS_PATH)),
            way('risk', t('nav.risk'), ShieldAlert, riskPlace(), isAt(RISK_PATH)),
            way('care', t('nav.care'), UsersRound, carePlace(), isAt(CARE_PATH)),
          ]
        : handlesMattersOf(staff)
          ? [way('matters', t('nav.matters'), Flag, mattersPlace(), isAt(MATTERS_PATH))]
          : [],
    },
    {
      id: 'desk',
      name: t('nav.desk'),
      ways: [
        ...(worksAtCounterOf(staff)
          ? [
              way('counter', t('nav.counter'), Inbox, counterPlace(), isAt(COUNTER_PATH)),
              way('bookings', t('nav.bookings'), CalendarClock, bookingsPlace(), isAt(BOOKINGS_PATH)),
            ]
          : []),
        ...(desk
          ? [way('applications', t('nav.applications'), FileCheck2, applicationsPlace(), isAt(APPLICATIONS_PATH))]
          : []),
        ...(desk ? [way('figures', t('nav.figures'), ChartNoAxesColumn, figuresPlace(), isAt(FIGURES_PATH))] : []),
        ...(readsGrids ? [way('services', t('nav.services'), BookOpenText, servicesPlace(), isAt(SERVICES_PATH))] : []),
      ],
    },
    {
      id: 'station',
      name: t('nav.station'),
      ways: [
        way(
          'announcements',
          t('nav', { ns: 'announcements' }),
          Megaphone,
          announcementsPlace(),
          isAt(ANNOUNCEMENTS_PATH),
        ),
        ...(readsGrids
          ? [
              way('sensors', t('nav.sensors'), Cpu, sensorsPlace(), isAt(SENSORS_PATH)),
              way('data', t('nav.data'), Database, at(DATA_PATH), isAt(DATA_PATH)),
            ]
          : []),
        way('sync', t('nav', { ns: 'sync' }), RefreshCw, SYNC_PLACE, isAt(SYNC_PATH, CONFLICTS_PATH)),
        ...(hasSettings
          ? [way('settings', t('nav', { ns: 'settings' }), SlidersHorizontal, settingsPlace(), isSettingsPath(path))]
          : []),
      ],
    },
  ];
  return groups.filter(({ ways }) => ways.length > 0);
}
