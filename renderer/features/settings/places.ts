import {
  accessOf,
  decidesUnsent,
  may,
  seesHost,
  setsHall,
  setsMessages,
  setsUpstream,
  type Access,
} from '#shared/domain/access/access';
import type { Role } from '#shared/domain/access/table';
import type { StaffFunction } from '#shared/schema/types/place';
import type { Place } from '#renderer/ui/index';
import type { SessionView } from '#renderer/data/index';

export const SETTINGS_PATH = '/settings';

const COMMONS = { kind: 'commons', gridNumber: null } as const;

/** Whose work the station's own facts are part of; those who are out in a grid have settings of their own on the tablet. */
const AT_STATION: ReadonlySet<Role> = new Set(['lead', 'service', 'technical', 'oversight']);
const isAtStation = ({ role }: Access): boolean => AT_STATION.has(role);
const has =
  (name: StaffFunction) =>
  ({ functions }: Access): boolean =>
    functions.includes(name);

/** The sections of the settings in their order: which group each stands in on the first page, and whom it is open to. */
const SECTIONS = [
  { name: 'station', group: 'station', isOpen: isAtStation },
  { name: 'grids', group: 'station', isOpen: isAtStation },
  { name: 'hall', group: 'station', isOpen: setsHall },
  { name: 'phrases', group: 'station', isOpen: (access: Access) => may(access, 'edit', 'phrase', COMMONS) },
  { name: 'staff', group: 'people', isOpen: has('staff') },
  { name: 'access', group: 'people', isOpen: has('staff') },
  { name: 'audit', group: 'people', isOpen: has('audit') },
  { name: 'host', group: 'machines', isOpen: seesHost },
  {
    name: 'upstream',
    group: 'machines',
    isOpen: (access: Access) => seesHost(access) || setsUpstream(access),
  },
  { name: 'connectors', group: 'machines', isOpen: setsMessages },
  { name: 'printers', group: 'machines', isOpen: setsHall },
  { name: 'devices', group: 'machines', isOpen: has('devices') },
  { name: 'kept', group: 'machines', isOpen: decidesUnsent },
  { name: 'keys', group: 'machines', isOpen: has('keys') },
] as const satisfies readonly {
  readonly name: string;
  readonly group: string;
  readonly isOpen: (access: Access) => boolean;
}[];
export type SectionName = (typeof SECTIONS)[number]['name'];

/** Groups of sections on the first page of the settings, in their order. */
export const SECTION_GROUPS = ['station', 'people', 'machines'] as const;
export type SectionGroup = (typeof SECTION_GROUPS)[number];

/** The group that a section stands in. */
export const groupOf = (section: SectionName): SectionGroup =>
  SECTIONS.find(({ name }) => name === section)?.group ?? 'station';

/** The sections that somebody of this post with these functions may open; none for those who work in a grid. */
export function sectionsFor({
  post,
  functions,
}: Pick<SessionView['staff'], 'post' | 'functions'>): readonly SectionName[] {
  const access = accessOf({ actor: post, functions, gridNumbers: [] }, []);
  return SECTIONS.filter(({ isOpen }) => isOpen(access)).map(({ name }) => name);
}

/** A section, with a person, device or filter chosen in it; without one, the page that lists them. */
export const settingsPlace = (section?: SectionName, query: Place['query'] = {}): Place => ({
  path: section === undefined ? SETTINGS_PATH : `${SETTINGS_PATH}/${section}`,
  query,
});

/** Whether a path leads into the settings. */
export const isSettingsPath = (path: string): boolean => path === SETTINGS_PATH || path.startsWith(`${SETTINGS_PATH}/`);
