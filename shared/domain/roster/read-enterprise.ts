import type { EnterpriseKind } from '../../schema/types/enterprise';
import type { DwellingUse } from '../../schema/types/home';
import { isCreditCode, meantCreditCode, normalCreditCode } from './credit-code';
import type { RowPlace } from './read-home';
import { given, readPhone } from './read-person';
import type { RowCells } from './row-cells';
import type { RosterDwelling, RosterEnterprise, RosterField } from './types';

/** An organisation as a row tells it. */
export function readEnterprise(cells: RowCells, place: RowPlace): RosterEnterprise {
  const name = cells.text('name').replace(/\s+/gu, ' ');
  if (name === '') cells.notes.add('error', 'missing', 'name');
  else if (name.length > 120) cells.notes.add('error', 'name-implausible', 'name');
  const creditCode = readCreditCode(cells);
  const kind = cells.meaning('enterpriseKind') as EnterpriseKind | null;
  const hazardous = cells.meaning('isHazardous');
  return given({
    name: name.length > 120 ? null : name,
    creditCode,
    kind: kind ?? kindByCode(creditCode) ?? (/公司$/u.test(name) ? 'company' : null),
    address: (cells.text('address') || (place.home?.address ?? '')).slice(0, 200),
    home: place.home,
    representative: cells.tight('representative').slice(0, 60),
    phone: readPhone(cells, 'phone'),
    employees: readNumber(cells, 'employees', 0, 1_000_000, true),
    isHazardous: hazardous === null ? null : hazardous === 'yes',
    position: readPosition(cells),
  });
}

function readCreditCode(cells: RowCells): string | null {
  const code = normalCreditCode(cells.text('creditCode'));
  if (code === '' || /^(?:无|暂无|没有|\/)+$/u.test(code)) return null;
  if (isCreditCode(code)) return code;
  cells.notes.add('error', 'credit-code-invalid', 'creditCode', meantCreditCode(code));
  return null;
}

/** By who registers (GB 32100): 92 is a sole trader's, 9 another business's, 5 civil affairs', 1 the establishment office's. */
function kindByCode(code: string | null): EnterpriseKind | null {
  if (code === null) return null;
  if (code.startsWith('92')) return 'sole-trader';
  const byOffice: Readonly<Record<string, EnterpriseKind>> = { '9': 'company', '5': 'social', '1': 'public' };
  return byOffice[code.charAt(0)] ?? 'other';
}

/** A dwelling as a row tells it. */
export function readDwelling(cells: RowCells, place: RowPlace): RosterDwelling {
  const use = cells.meaning('use') as DwellingUse | null;
  const isRented = cells.meaning('isRented') === 'yes';
  return given({
    home: place.home,
    use: isRented && (use === null || use === 'own') ? 'rented' : use,
    areaSquareMeters: readNumber(cells, 'area', 1, 100_000, false),
    position: readPosition(cells),
  });
}

/** The number of a cell, which may have a unit behind it; a range or a number out of bounds is taken down. */
function readNumber(cells: RowCells, field: RosterField, least: number, most: number, isWhole: boolean): number | null {
  const text = cells.tight(field).replace(/(?<=\d),(?=\d{3})/g, '');
  if (text === '' || /^(?:无|不详|未知|[-—/])$/u.test(text)) return null;
  const written = /^(?:约)?(-?\d+(?:\.\d+)?)(?:m2|\D{0,4})$/u.exec(text)?.[1];
  const value = written === undefined ? NaN : Number(written);
  if (value >= least && value <= most && (!isWhole || Number.isInteger(value))) return value;
  cells.notes.add('warning', 'number-unreadable', field);
  return null;
}

function readPosition(cells: RowCells): { readonly lat: number; readonly lng: number } | null {
  const lng = readNumber(cells, 'longitude', -180, 180, false);
  const lat = readNumber(cells, 'latitude', -90, 90, false);
  // 0, 0 lies in the sea off Africa: a form that nobody filled in.
  return lat === null || lng === null || (lat === 0 && lng === 0) ? null : { lat, lng };
}
