import type { ReportContact } from '#shared/domain/incidents/report';
import { INCIDENT_LIMITS, type IncidentPlace } from '#shared/schema/types/incident';
import type { Category } from '#shared/schema/types/incident-category';
import type { Fields, Problem } from '../open311-port';
import type { KnownBuilding, Places } from '../station-places';
import { PROBLEMS } from './messages';
import { ATTRIBUTES } from './service-list';

/** A report of another system, understood. */
export interface WantedReport {
  readonly category: Category;
  readonly gridNumber: number;
  readonly place: IncidentPlace | null;
  readonly address: string;
  readonly buildingUid: string | null;
  /** The address, or the nearest house: what a title can say. */
  readonly where: string;
  readonly text: string | null;
  readonly contact: ReportContact | null;
  readonly urgent: boolean;
  /** What it is called in the other system; null where that was not said. */
  readonly number: string | null;
}

export interface ReadingContext {
  /** Categories that are in use. */
  readonly categories: readonly Category[];
  readonly places: Places;
}

export type ReportReading =
  | { readonly kind: 'right'; readonly wanted: WantedReport }
  | { readonly kind: 'wrong'; readonly problems: readonly Problem[] };

/** Longest values; `description` as the specification has it, which in Chinese just fits into a sealed value. */
const LENGTHS: Readonly<Record<string, number>> = {
  api_key: 200,
  jurisdiction_id: 100,
  service_code: 60,
  lat: 30,
  long: 30,
  address_string: INCIDENT_LIMITS.address,
  address_id: 60,
  email: 200,
  device_id: 200,
  account_id: 200,
  first_name: 60,
  last_name: 60,
  phone: 40,
  description: 4000,
  media_url: 500,
};
/** What a sealed value holds at most, as JSON in UTF-8: 4,000 characters of Chinese, and a little more. */
const SEALED_BYTES = 12_200;
const ATTRIBUTE = /^attribute\[([^\][]{1,60})\](\[\])?$/;
const NUMBER_LENGTH = 100;

/** Everything that stands against a form is said at once. What is empty counts as not sent. */
export function readReport(form: Fields, { categories, places }: ReadingContext): ReportReading {
  const problems: Problem[] = [];
  const wrong = (says: Problem['says'], status: Problem['status'] = 400): null => {
    problems.push({ status, says });
    return null;
  };
  const value = (name: string): string => form.get(name)?.[0]?.trim() ?? '';

  for (const [name, values] of form) {
    const code = ATTRIBUTE.exec(name)?.[1];
    const most = code === undefined ? LENGTHS[name] : NUMBER_LENGTH;
    if (most === undefined) wrong(PROBLEMS.unknownField(shorten(name)));
    else if (code !== undefined && code !== ATTRIBUTES.number && code !== ATTRIBUTES.urgent)
      wrong(PROBLEMS.attribute(shorten(code)));
    else if (values.length > 1) wrong(PROBLEMS.twice(name));
    else if (values.some((each) => [...each].length > most)) wrong(PROBLEMS.tooLong(name, most));
    else if (values.some((each) => (name === 'description' ? NO_TEXT : NO_LINE).test(each)))
      wrong(PROBLEMS.notText(name));
  }
  if (problems.length > 0) return { kind: 'wrong', problems };

  const code = value('service_code');
  const category = categories.find(({ uid }) => uid === code) ?? null;
  if (code === '') wrong(PROBLEMS.noService);
  else if (!category) wrong(PROBLEMS.unknownService, 404);

  const urgent = attribute(form, ATTRIBUTES.urgent) ?? 'no';
  if (urgent !== 'yes' && urgent !== 'no') wrong(PROBLEMS.attributeValue(ATTRIBUTES.urgent));
  const mediaUrl = value('media_url');
  if (mediaUrl !== '' && !isWebAddress(mediaUrl)) wrong(PROBLEMS.url);
  const email = value('email');
  if (email !== '' && !/^[^\s@]{1,64}@[^\s@]{1,120}$/.test(email)) wrong(PROBLEMS.email);
  const text = [value('description'), ...(mediaUrl === '' ? [] : [mediaUrl])].filter((each) => each !== '').join('\n');
  if (Buffer.byteLength(JSON.stringify(text)) > SEALED_BYTES) wrong(PROBLEMS.tooLong('description', 4000));
  const found = locate(
    { lat: value('lat'), long: value('long') },
    value('address_string'),
    value('address_id'),
    places,
  );
  if ('says' in found) wrong(found.says, found.status);
  if (problems.length > 0 || !category || 'says' in found) return { kind: 'wrong', problems };
  return {
    kind: 'right',
    wanted: {
      category,
      ...found,
      text: text === '' ? null : text,
      contact: contactOf(value('first_name'), value('last_name'), value('phone'), email),
      urgent: category.urgent || urgent === 'yes',
      number: attribute(form, ATTRIBUTES.number),
    },
  };
}

type Located = Pick<WantedReport, 'gridNumber' | 'place' | 'address' | 'buildingUid' | 'where'>;

function locate(
  typed: { readonly lat: string; readonly long: string },
  address: string,
  addressId: string,
  places: Places,
): Located | Problem {
  const building = addressId === '' ? null : places.building(addressId);
  if (addressId !== '' && !building) return { status: 404, says: PROBLEMS.unknownAddressId };
  if (typed.lat !== '' || typed.long !== '') {
    const point = { lat: degrees(typed.lat, 90), lng: degrees(typed.long, 180) };
    if (point.lat === null || point.lng === null) return { status: 400, says: PROBLEMS.coordinates };
    const here = { lat: point.lat, lng: point.lng };
    const gridNumber = places.gridAt(here);
    const place = { ...here, accuracyMeters: null, source: 'map' } as const;
    if (gridNumber !== null) {
      const where = address || building?.address || nearestTo(here, places) || `${here.lat}, ${here.lng}`;
      return {
        gridNumber,
        place,
        address: address || (building?.address ?? ''),
        buildingUid: building?.uid ?? null,
        where,
      };
    }
    // Grids that nobody has drawn are found by their houses alone.
    if (places.isDrawn) return { status: 400, says: PROBLEMS.outside };
    if (address === '' && !building) return { status: 400, says: PROBLEMS.notDrawn };
  }
  if (building) return atBuilding(building, address);
  if (address === '') return { status: 400, says: PROBLEMS.noPlace };
  const named = places.named(address);
  const [first] = named;
  if (!first) return { status: 400, says: PROBLEMS.unknownAddress };
  if (named.length === 1) return atBuilding(first, address);
  if (named.some(({ gridNumber }) => gridNumber !== first.gridNumber))
    return { status: 400, says: PROBLEMS.manyAddresses };
  return { gridNumber: first.gridNumber, place: null, address, buildingUid: null, where: address };
}

function atBuilding({ uid, gridNumber, center, address: own }: KnownBuilding, address: string): Located {
  return {
    gridNumber,
    place: center && { ...center, accuracyMeters: null, source: 'address' },
    address: address || own,
    buildingUid: uid,
    where: address || own,
  };
}

/** A house that somebody would name to say where that is. */
function nearestTo({ lat, lng }: { readonly lat: number; readonly lng: number }, { buildings }: Places): string | null {
  const east = Math.cos((lat * Math.PI) / 180);
  let best: { readonly address: string; readonly degrees: number } | null = null;
  for (const { address, center } of buildings) {
    if (!center) continue;
    const away = Math.hypot(center.lat - lat, (center.lng - lng) * east);
    if (away < NEAR_DEGREES && away < (best?.degrees ?? Infinity)) best = { address, degrees: away };
  }
  return best?.address ?? null;
}

/** About 150 m. */
const NEAR_DEGREES = 150 / 111_320;

/** A decimal number of degrees; null for anything else. Steps of 1e-7 degrees are a centimetre. */
function degrees(text: string, most: number): number | null {
  if (!/^[+-]?\d{1,3}(?:\.\d{1,20})?$/.test(text)) return null;
  const number = Math.round(Number(text) * 1e7) / 1e7;
  return Math.abs(number) <= most ? number + 0 : null;
}

function contactOf(first: string, last: string, phone: string, email: string): ReportContact | null {
  // 张三, and John Smith.
  const name = /\p{Script=Han}/u.test(first + last)
    ? last + first
    : [first, last].filter((each) => each !== '').join(' ');
  if (name === '' && phone === '' && email === '') return null;
  const reached = phone === '' ? email : phone;
  const beside = phone !== '' && email !== '' ? [email] : [];
  return { name: [name, ...beside].filter((each) => each !== '').join(' '), phone: reached };
}

function attribute(form: Fields, code: string): string | null {
  const value = (form.get(`attribute[${code}]`) ?? form.get(`attribute[${code}][]`))?.[0]?.trim() ?? '';
  return value === '' ? null : value;
}

function isWebAddress(text: string): boolean {
  try {
    return ['http:', 'https:'].includes(new URL(text).protocol) && !/[\s<>"]/.test(text);
  } catch {
    return false;
  }
}

const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** Control characters, halves of characters and what is not a character; a text has line breaks and tabs, a line has none. */
// eslint-disable-next-line no-control-regex
const NO_TEXT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]|\p{Cs}/u;
// eslint-disable-next-line no-control-regex
const NO_LINE = /[\u0000-\u001f\u007f\ufffe\uffff]|\p{Cs}/u;
