import { maskCitizenId, maskPhone } from '#shared/domain/privacy/mask';

/** How a field's value is shown, and whether two of them can be made into one. */
export type Look =
  /** Free text of at most so many characters: both can be written together. */
  | { readonly kind: 'text'; readonly most: number }
  /** Shown as it is: a number, a room. */
  | { readonly kind: 'plain' }
  /** Behind its mask, as everywhere. */
  | { readonly kind: 'masked'; readonly mask: (value: string) => string }
  | { readonly kind: 'day' | 'moment' | 'yes-no' }
  /** One of a few words, which stand under `<prefix>.<value>` in the messages of a part. */
  | { readonly kind: 'word'; readonly part: string; readonly prefix: string }
  | { readonly kind: 'relation-code' | 'dwelling' | 'person' | 'disability' | 'declaration' }
  /** A list of entries with ids: entry by entry. */
  | { readonly kind: 'entries' }
  /** Several facts in one value: fact by fact. Their names stand under `<prefix>.<fact>`. */
  | { readonly kind: 'parts'; readonly part: string; readonly prefix: string }
  /** What has no words: that it differs, and from whom it is. */
  | { readonly kind: 'unknown' };

const PLAIN: Look = { kind: 'plain' };
const DAY: Look = { kind: 'day' };
const DWELLING: Look = { kind: 'dwelling' };
const PERSON: Look = { kind: 'person' };
const YES_NO: Look = { kind: 'yes-no' };
const ID: Look = { kind: 'masked', mask: maskCitizenId };
const PHONE: Look = { kind: 'masked', mask: maskPhone };
const text = (most: number): Look => ({ kind: 'text', most });
const word = (part: string, prefix: string): Look => ({ kind: 'word', part, prefix });
const parts = (part: string, prefix: string): Look => ({ kind: 'parts', part, prefix });
const UNKNOWN: Look = { kind: 'unknown' };

const LOOKS: Readonly<Record<string, Readonly<Record<string, Look>>>> = {
  person: {
    name: text(60),
    sex: word('people', 'sex'),
    birthDate: DAY,
    dwellingUid: DWELLING,
    registeredDwellingUid: DWELLING,
    householdUid: UNKNOWN,
    relation: word('people', 'relation'),
    relationCode: { kind: 'relation-code' },
    status: word('person-form', 'status'),
    citizenId: ID,
    phone: PHONE,
    contacts: { kind: 'entries' },
    disability: { kind: 'disability' },
    livingAlone: { kind: 'declaration' },
    profile: parts('person', 'profile'),
    mergedIntoUid: PERSON,
  },
  dwelling: {
    unit: PLAIN,
    floor: PLAIN,
    room: PLAIN,
    address: text(200),
    use: word('homes', 'use'),
    areaSquareMeters: PLAIN,
  },
  household: {
    dwellingUid: DWELLING,
    headUid: PERSON,
    status: word('homes', 'status'),
    registerNumber: ID,
  },
  enterprise: {
    name: text(120),
    creditCode: PLAIN,
    dwellingUid: DWELLING,
    address: text(200),
    representative: PLAIN,
    phone: PHONE,
    employees: PLAIN,
    isHazardous: YES_NO,
    status: word('homes', 'status'),
  },
  certificate: {
    holds: { kind: 'disability' },
    number: ID,
    issuedOn: DAY,
    expiresOn: DAY,
    status: word('person', 'certificate'),
  },
  visit: {
    kind: word('visits', 'kind'),
    startedAtMs: { kind: 'moment' },
    finishedAtMs: { kind: 'moment' },
    answers: parts('conflicts', 'answer'),
    nextVisitOn: DAY,
  },
  building: { name: text(60), street: text(120), units: PLAIN, floors: PLAIN },
  grid: { name: parts('conflicts', 'label') },
  station: { name: parts('conflicts', 'label'), areaCode: PLAIN, visitIntervalDays: parts('people', 'kind') },
  announcement: { title: text(80), body: text(4000), from: DAY, until: DAY, forResidents: YES_NO, withdrawn: YES_NO },
  phrase: { text: text(200), order: PLAIN, active: YES_NO },
  'quality-rule': { isActive: YES_NO, note: text(500) },
  finding: { note: text(500) },
};

/** How a field of a record of that type is shown; a field that this build does not know has no words. */
export const lookOf = (type: string, field: string): Look => LOOKS[type]?.[field] ?? UNKNOWN;

/** Whether the messages have a name for the field. */
export const isNamed = (type: string, field: string): boolean => LOOKS[type]?.[field] !== undefined;

/** Every field that has a look, as `<type>.<field>`. */
export const NAMED_FIELDS: readonly string[] = Object.entries(LOOKS).flatMap(([type, fields]) =>
  Object.keys(fields).map((field) => `${type}.${field}`),
);
