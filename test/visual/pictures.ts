import type { Look } from './studio';
import { STOPS, type Stop } from './stops';

/** One stop in one look. */
export interface Picture {
  readonly name: string;
  readonly stop: Stop;
  readonly look: Look;
  /** Part of the short form, which is in every test run. */
  readonly isShort: boolean;
}

const LOOKS = {
  wide: { viewport: 'wide', theme: 'light', language: 'zh' },
  dark: { viewport: 'wide', theme: 'dark', language: 'zh' },
  en: { viewport: 'wide', theme: 'light', language: 'en' },
  medium: { viewport: 'medium', theme: 'light', language: 'zh' },
  'medium-en': { viewport: 'medium', theme: 'light', language: 'en' },
  tablet: { viewport: 'tablet', theme: 'light', language: 'zh' },
  'tablet-dark': { viewport: 'tablet', theme: 'dark', language: 'zh' },
  large: { viewport: 'wide', theme: 'light', language: 'zh', isLarge: true },
  'tablet-large': { viewport: 'tablet', theme: 'light', language: 'zh', isLarge: true },
  'tablet-en': { viewport: 'tablet', theme: 'light', language: 'en' },
} as const satisfies Readonly<Record<string, Look>>;
type LookName = keyof typeof LOOKS;

/** What is photographed besides the wide, light, Chinese look, which every stop has. */
const MORE_LOOKS: Readonly<Record<string, readonly LookName[]>> = {
  'sign-in': ['dark', 'en', 'tablet', 'large'],
  'hub-away-known': ['tablet-dark'],
  lock: ['tablet-dark'],
  workbench: ['dark', 'medium-en', 'tablet'],
  'workbench-manager': ['dark', 'en', 'medium', 'tablet-large'],
  announcements: ['medium-en'],
  'unknown-page': ['tablet-dark'],
  settings: ['medium-en'],
  sync: ['medium-en'],
  'sync-trouble': ['dark', 'tablet', 'medium-en'],
  'sync-discard': ['dark', 'tablet', 'medium-en'],
  'settings-kept': ['medium-en', 'tablet'],
  'settings-kept-opened': ['dark'],
  'settings-staff': ['medium-en'],
  'settings-upstream-away': ['dark', 'medium-en', 'tablet'],
  'settings-connectors': ['dark', 'medium-en', 'tablet'],
  'settings-connectors-new': ['tablet'],
  'settings-connectors-key': ['dark', 'medium-en', 'tablet'],
  'settings-access': ['dark'],
  visits: ['dark', 'medium-en', 'tablet'],
  'visits-person': ['dark', 'en', 'medium', 'tablet'],
  'visit-form': ['tablet', 'tablet-dark', 'tablet-large'],
  'visit-form-wrong': ['tablet-en'],
  'key-people': ['medium-en', 'tablet-dark'],
  'person-ability': ['medium-en', 'tablet'],
  assessment: ['dark', 'tablet'],
  'visits-team': ['medium-en', 'tablet'],
  'visits-round': ['medium-en', 'tablet'],
  incidents: ['dark', 'medium-en', 'tablet', 'large'],
  'incidents-board': ['medium-en'],
  'incidents-opened': ['dark', 'medium-en', 'tablet'],
  'incidents-step': ['tablet'],
  'incident-report': ['tablet', 'tablet-dark', 'tablet-large'],
  'incident-report-wrong': ['tablet-en'],
  'incident-categories': ['tablet'],
  'incident-rules': ['medium-en'],
  alarms: ['dark', 'medium-en', 'tablet'],
  alarm: ['medium-en', 'tablet'],
  'alarm-outcome': ['dark', 'medium-en', 'tablet', 'large'],
  'alarm-rules': ['medium-en', 'tablet-dark'],
  residents: ['dark', 'medium-en', 'tablet', 'large'],
  'residents-person': ['medium', 'tablet-dark'],
  person: ['dark', 'en', 'tablet'],
  'person-long-name': ['tablet'],
  'person-new': ['tablet-en'],
  homes: ['tablet'],
  'homes-opened': ['medium-en'],
  'search-hits': ['dark', 'tablet-en'],
  'import-rows': ['medium-en'],
  quality: ['dark', 'tablet'],
  duplicates: ['medium-en'],
  merge: ['dark'],
  'gallery-colours': ['dark'],
  'gallery-status': ['dark', 'en', 'large'],
  'gallery-controls': ['dark', 'tablet', 'large'],
  'gallery-entries': ['dark', 'tablet-en', 'tablet-large'],
  'gallery-states': ['dark', 'en'],
  'gallery-lists': ['dark', 'large'],
  'gallery-tools': ['dark', 'medium-en'],
};

/** Photographed in every test run: parts and screens that have nearly everything on them. */
const SHORT: ReadonlySet<string> = new Set([
  'gallery-status.wide',
  'gallery-controls.wide',
  'gallery-states.wide',
  'gallery-lists.wide',
  'sign-in.wide',
  'workbench-manager.wide',
  'visits.dark',
  'visits-person.wide',
  'visit-form.tablet',
  'residents.medium-en',
  'residents-person.wide',
  'person.wide',
  'homes-opened.wide',
  'search-hits.wide',
  'quality.wide',
  'sync-trouble.wide',
  'settings-staff-opened.wide',
]);

/** All pictures there are. */
export const PICTURES: readonly Picture[] = STOPS.flatMap((stop) =>
  (['wide', ...(MORE_LOOKS[stop.name] ?? [])] as const).map((lookName): Picture => {
    const name = `${stop.name}.${lookName}`;
    return {
      name,
      stop,
      look: LOOKS[lookName],
      isShort: SHORT.has(name),
    };
  }),
);
