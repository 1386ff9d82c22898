import type { StaffFunction } from '#shared/schema/types/place';
import type { Place } from '#renderer/ui/index';

export const SETTINGS_PATH = '/settings';

/** The sections of the settings in their order, and the function that opens each. */
const SECTIONS = [
  { name: 'staff', needs: 'staff' },
  { name: 'access', needs: 'staff' },
  { name: 'devices', needs: 'devices' },
  { name: 'keys', needs: 'keys' },
  { name: 'audit', needs: 'audit' },
] as const satisfies readonly { readonly name: string; readonly needs: StaffFunction }[];
export type SectionName = (typeof SECTIONS)[number]['name'];

/** The sections that somebody with these functions may open; none for most. */
export function sectionsFor(functions: readonly StaffFunction[]): readonly SectionName[] {
  return SECTIONS.filter(({ needs }) => functions.includes(needs)).map(({ name }) => name);
}

/** A section, with a person, device or filter chosen in it. */
export const settingsPlace = (section: SectionName, query: Place['query'] = {}): Place => ({
  path: `${SETTINGS_PATH}/${section}`,
  query,
});

/** Whether a path leads into the settings. */
export const isSettingsPath = (path: string): boolean => path === SETTINGS_PATH || path.startsWith(`${SETTINGS_PATH}/`);
