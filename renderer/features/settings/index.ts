import { messages as access } from './access/messages';
import { messages as audit } from './audit/messages';
import { messages as devices } from './devices/messages';
import { messages as kept } from './kept/messages';
import { messages as keys } from './keys/messages';
import { messages as grids } from './grids/messages';
import { messages as host } from './host/messages';
import { messages as settings } from './messages';
import { messages as phraseSettings } from './phrases/messages';
import { messages as stationSettings } from './station/messages';
import { messages as accounts } from './staff/messages';
import { messages as upstream } from './upstream/messages';

export { isSettingsPath, sectionsFor, settingsPlace, type SectionName } from './places';

/** The words of the settings, one part for each section. */
export const parts = {
  settings,
  stationSettings,
  grids,
  phraseSettings,
  accounts,
  access,
  audit,
  host,
  upstream,
  devices,
  kept,
  keys,
} as const;

/** Fetches the settings; few people ever open them. */
export const loadSettings = () => import('./SettingsPage').then((module) => ({ default: module.SettingsPage }));
