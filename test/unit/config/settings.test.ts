import { describe, expect, it } from 'vitest';
import { defaultDataFolder } from '#main/config/data-folder';
import { defaultKeysFolder, isWithin } from '#main/config/keys-folder';
import { DEFAULT_SETTINGS, readSettingsText, writeSettingsText } from '#main/config/settings';
import { upgradeDocument, type Upgrade } from '#main/config/upgrades';

describe('a settings file', () => {
  it('says after reading what was written', () => {
    const settings = { ...DEFAULT_SETTINGS, lan: false, ports: { ...DEFAULT_SETTINGS.ports, staff: 9443 } };
    expect(readSettingsText(writeSettingsText(settings))).toEqual({ ok: true, value: settings });
  });

  const text = (change: object) => JSON.stringify({ ...DEFAULT_SETTINGS, ...change });
  it.each([
    ['is empty', '', ''],
    ['ends in the middle', writeSettingsText(DEFAULT_SETTINGS).slice(0, 40), ''],
    ['is zeros, as after a power cut', '\0'.repeat(200), ''],
    ['is a list', '[]', 'version'],
    ['has no version', text({ version: undefined }), 'version'],
    ['has a version of text', text({ version: '1' }), 'version'],
    ['has a port that is none', text({ ports: { ...DEFAULT_SETTINGS.ports, staff: 70_000 } }), 'ports.staff'],
    ['has residents come in without encryption', text({ residentsOrigin: 'http://a.example' }), 'residentsOrigin'],
    ['has residents come in by a path', text({ residentsOrigin: 'https://a.example/wx' }), 'residentsOrigin'],
    ['lacks a setting', text({ mdns: undefined }), 'mdns'],
    ['has a setting nobody knows', text({ lann: true }), 'settings'],
  ])('is damaged when it %s, and the field is named', (_case, content, where) => {
    expect(readSettingsText(content)).toEqual({ ok: false, error: { kind: 'damaged', where } });
  });

  it('of a later release is told apart from a damaged one', () => {
    expect(readSettingsText(text({ version: 6, more: 1 }))).toEqual({
      ok: false,
      error: { kind: 'newer', version: 6 },
    });
  });
});

describe('upgrading settings', () => {
  it('gives a station of before a door for residents, and leaves what was set', () => {
    const old = { version: 1, ports: { loopback: 8440, staff: 443, certificatePage: 8448 }, lan: false, mdns: true };
    const third = { ...old, version: 3, ports: { ...old.ports, residents: 8446 }, proxies: [], residentsOrigin: null };
    const ports = { ...third.ports, mqtt: 8441, mqtts: 8442, kiosk: 8444, board: 8445 };
    const value = { ...third, version: 5, ports, readingDays: 90 };
    expect(readSettingsText(JSON.stringify(old))).toEqual({ ok: true, value });
    const second = { ...third, version: 2, proxies: ['10.0.0.1'], residentsOrigin: undefined };
    expect(readSettingsText(JSON.stringify(second))).toEqual({ ok: true, value: { ...value, proxies: ['10.0.0.1'] } });
    expect(readSettingsText(JSON.stringify(third))).toEqual({ ok: true, value });
  });

  const upgrades: readonly Upgrade[] = [
    ({ port, ...rest }) => ({ ...rest, ports: { staff: port }, version: 2 }),
    (document) => ({ ...document, mdns: true, version: 3 }),
  ];

  it('goes through every version on the way', () => {
    expect(upgradeDocument({ version: 1, port: 8443 }, upgrades)).toEqual({
      ok: true,
      value: { version: 3, ports: { staff: 8443 }, mdns: true },
    });
  });

  it('begins where the document stands', () => {
    const document = { version: 2, ports: { staff: 1 } };
    expect(upgradeDocument(document, upgrades)).toEqual({ ok: true, value: { ...document, mdns: true, version: 3 } });
    expect(document).toEqual({ version: 2, ports: { staff: 1 } });
  });

  it('leaves a document of today as it is, and one of tomorrow alone', () => {
    expect(upgradeDocument({ version: 3 }, upgrades)).toEqual({ ok: true, value: { version: 3 } });
    expect(upgradeDocument({ version: 4 }, upgrades)).toEqual({ ok: false, error: 'newer' });
  });
});

describe('the data folder', () => {
  it.each([
    ['Linux', 'linux', {}, '/home/zhou', '/home/zhou/.local/share/linli'],
    ['Linux with XDG', 'linux', { XDG_DATA_HOME: '/data' }, '/home/zhou', '/data/linli'],
    [
      'Linux with a relative XDG path',
      'linux',
      { XDG_DATA_HOME: 'data' },
      '/home/zhou',
      '/home/zhou/.local/share/linli',
    ],
    ['macOS', 'darwin', {}, '/Users/zhou', '/Users/zhou/Library/Application Support/linli'],
    ['Windows', 'win32', { LOCALAPPDATA: 'C:\\L' }, 'C:\\Users\\zhou', 'C:\\L\\linli'],
    ['Windows without variables', 'win32', {}, 'C:\\Users\\zhou', 'C:\\Users\\zhou\\AppData\\Local\\linli'],
    ['anywhere, when LINLI_DATA names it', 'darwin', { LINLI_DATA: '/srv/linli' }, '/Users/zhou', '/srv/linli'],
  ] as const)('on %s', (_case, platform, env, homeFolder, expected) => {
    expect(defaultDataFolder({ platform, env, homeFolder })).toBe(expected);
  });
});

describe('the keys folder', () => {
  it.each([
    ['Linux', 'linux', {}, '/home/zhou', '/home/zhou/.config/linli/keys'],
    ['Linux with XDG', 'linux', { XDG_CONFIG_HOME: '/etc/zhou' }, '/home/zhou', '/etc/zhou/linli/keys'],
    [
      'Linux with a relative XDG path',
      'linux',
      { XDG_CONFIG_HOME: 'x' },
      '/home/zhou',
      '/home/zhou/.config/linli/keys',
    ],
    ['macOS', 'darwin', {}, '/Users/zhou', '/Users/zhou/Library/Application Support/linli-keys'],
    ['Windows', 'win32', { APPDATA: 'C:\\R' }, 'C:\\Users\\zhou', 'C:\\R\\linli\\keys'],
    ['Windows without variables', 'win32', {}, 'C:\\Users\\zhou', 'C:\\Users\\zhou\\AppData\\Roaming\\linli\\keys'],
    ['anywhere, when LINLI_KEYS names it', 'darwin', { LINLI_KEYS: '/srv/keys' }, '/Users/zhou', '/srv/keys'],
  ] as const)('on %s', (_case, platform, env, homeFolder, expected) => {
    const machine = { platform, env, homeFolder };
    expect(defaultKeysFolder(machine)).toBe(expected);
    if (platform !== 'win32') expect(isWithin(expected, defaultDataFolder(machine))).toBe(false);
  });

  it.each([
    ['/srv/linli', '/srv/linli', true],
    ['/srv/linli/keys', '/srv/linli', true],
    ['/srv/linli/..keys', '/srv/linli', true],
    ['/srv/linli-keys', '/srv/linli', false],
    ['/srv', '/srv/linli', false],
    ['/etc/keys', '/srv/linli', false],
  ])('%s within %s: %s', (path, folder, expected) => {
    expect(isWithin(path, folder)).toBe(expected);
  });
});
