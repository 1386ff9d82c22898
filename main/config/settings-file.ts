import { AppError } from '#shared/errors/app-error';
import type { DurableFolder } from '../services/durable-folder';
import { DEFAULT_SETTINGS, readSettingsText, writeSettingsText, type Settings } from './settings';

const SETTINGS_FILE = 'settings.json';

/**
 * The settings of a data folder; the defaults, written down, where there are none. A damaged file is moved aside as it is
 * and reported (`host.settings-damaged`, details `file`, `aside`, `where`), so that no start hides it and the next one can
 * go on without it. A file of a later release stays where it is (`host.settings-newer`).
 */
export async function loadSettings(folder: DurableFolder, nowMs: number): Promise<Settings> {
  const text = await folder.read(SETTINGS_FILE);
  if (text === null) {
    await saveSettings(folder, DEFAULT_SETTINGS);
    return DEFAULT_SETTINGS;
  }
  const settings = readSettingsText(text);
  if (settings.ok) return settings.value;
  if (settings.error.kind === 'newer') {
    throw new AppError('host.settings-newer', 'the settings were written by a later release', {
      details: { folder: folder.path, file: SETTINGS_FILE, version: settings.error.version },
    });
  }
  // Colons are not allowed in Windows file names.
  const aside = `${SETTINGS_FILE}.damaged-${new Date(nowMs).toISOString().replaceAll(':', '')}`;
  await folder.rename(SETTINGS_FILE, aside);
  throw new AppError('host.settings-damaged', 'the settings file cannot be read', {
    details: { folder: folder.path, file: SETTINGS_FILE, aside, where: settings.error.where },
  });
}

/** Keeps settings for the next start. */
async function saveSettings(folder: DurableFolder, settings: Settings): Promise<void> {
  await folder.write(SETTINGS_FILE, writeSettingsText(settings));
}
