import { describe, expect, it } from 'vitest';
import { builtEntries, bytesOf, modulesOf, readBundle } from '#test/bench/bundle';

/**
 * Whoever stands before a screen in the hall can look at everything its page is made of. Nothing in it may know what a record of a person
 * looks like, where such records are kept, or how staff ask for them: so what may be in it is listed, and all else is too much.
 */

const OURS = [
  'renderer/ui',
  'shared/errors',
  'shared/ipc/queue-api',
  'shared/ipc/board-api',
  'shared/ipc/terminal-api',
  'shared/schema/envelope',
  'shared/sync/event-stream',
  'shared/domain/queue',
  'shared/domain/calendar',
  'shared/domain/applications/rating-reasons',
] as const;

/** Packages that every one of them is drawn with. */
const PACKAGES = ['react', 'react-dom', 'scheduler', 'i18next', 'react-i18next', 'zod', 'lucide-react'].map(
  (name) => `node_modules/${name}`,
);

/** What react-i18next and the QR code bring along. */
const THEIRS = ['use-sync-external-store', 'void-elements', 'html-parse-stringify', '@babel/runtime'].map(
  (name) => `node_modules/${name}`,
);

const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  board: ['renderer/board', ...OURS],
  pad: ['renderer/pad', ...OURS, 'shared/ipc/pad-api'],
  kiosk: [
    ...['renderer/kiosk', ...OURS],
    ...[
      'kiosk-api',
      'kiosk-matter-api',
      'kiosk-intake-api',
      'kiosk-leave-api',
      'call-api',
      'pad-api',
      'booking-api',
      'printing-api',
    ].map((name) => `shared/ipc/${name}`),
    // States and codes, which the pages have words for.
    ...['applications/steps', 'incidents/machine', 'incidents/receipt', 'bookings', 'calls', 'paper'].map(
      (name) => `shared/domain/${name}`,
    ),
    // What a citizen id says of itself.
    ...['people/citizen-id', 'people/identifiers', 'people/invisible'].map((name) => `shared/domain/${name}`),
    // How a box is closed; opening one takes the desk's key.
    'shared/schema/sealed-box',
    ...['jose', 'qrcode', 'dijkstrajs', 'jsqr', 'pinyin-pro', 'simple-keyboard-layouts'].map(
      (name) => `node_modules/${name}`,
    ),
  ],
};

/** What an entry holds besides what it may. */
function tooMuch(entry: string, allowed: readonly string[]): readonly string[] {
  const may = [...allowed, ...PACKAGES, ...THEIRS, 'bundler'];
  return [...modulesOf(entry)].filter(
    (module) => !may.some((each) => module === each || module.startsWith(`${each}/`)),
  );
}

/** Over the wire, kB: they are fetched once a day over the hall's own network, by machines that are bought cheap. */
const FIRST_GZIP_KB: Readonly<Record<string, number>> = { board: 160, pad: 160, kiosk: 200 };
/** What comes with a page that needs it; the dictionary of the on-screen keyboard is the largest. */
const LAZY_FILE_GZIP_KB = 260;

describe.each(Object.entries(ALLOWED))('what the %s is made of', (entry, allowed) => {
  it('knows no resident', () => {
    expect(tooMuch(entry, allowed)).toEqual([]);
  });

  it('is small', () => {
    const bundle = readBundle(entry);
    expect(bytesOf(bundle, 'first').gzip / 1000).toBeLessThan(FIRST_GZIP_KB[entry] ?? 0);
    for (const { name, gzip, moment } of bundle.files)
      if (moment !== 'first') expect(gzip / 1000, name).toBeLessThan(LAZY_FILE_GZIP_KB);
  });
});

describe('what screens in the hall are made of', () => {
  it('would show if there were too much: the staff’s screens have what none of them may', () => {
    const modules = tooMuch('staff', ALLOWED['kiosk'] ?? []);
    for (const resident of ['shared/schema/types/person', 'shared/schema/types/visit', 'node_modules/rxdb'])
      expect(modules).toContain(resident);
    expect(modules.some((module) => module.startsWith('renderer/data/'))).toBe(true);
    expect(modules.some((module) => module.startsWith('renderer/features/'))).toBe(true);
  });

  it('is looked at for every entry that is not the staff’s', () => {
    expect([...builtEntries()].sort()).toEqual([...Object.keys(ALLOWED), 'staff'].sort());
  });
});
