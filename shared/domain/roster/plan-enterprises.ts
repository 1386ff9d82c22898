import type { StationEnterprise } from './context';
import type { HomesPlan } from './plan-homes';
import type { PlanInput } from './plan-types';
import type { PlannedChange, PlannedRecord, RosterEnterprise } from './types';

/** The record of an organisation; null where its grid or its name is not known. It makes no home: one that is there is pointed at. */
export function enterpriseRecord(
  enterprise: RosterEnterprise,
  grid: number | null,
  homes: HomesPlan,
  { options }: PlanInput,
): PlannedRecord | null {
  const { name, home } = enterprise;
  if (name === undefined || grid === null) return null;
  const dwelling = home && homes.find(home.key);
  const fields = {
    name,
    kind: enterprise.kind ?? 'other',
    creditCode: enterprise.creditCode ?? null,
    buildingUid: home?.buildingUid ?? null,
    dwellingUid: dwelling && dwelling.grid === grid ? dwelling.uid : null,
    address: enterprise.address ?? '',
    position: enterprise.position ?? null,
    representative: enterprise.representative ?? null,
    phone: enterprise.phone ?? null,
    employees: enterprise.employees ?? null,
    isHazardous: enterprise.isHazardous ?? false,
    status: 'active',
    importUid: options.importUid,
  };
  return { type: 'enterprise', grid, uid: options.newUid(), birthDate: null, fields };
}

/** What a row changes in an organisation that the station has; null where it tells nothing. */
export function enterpriseChange(
  enterprise: RosterEnterprise,
  known: StationEnterprise,
  isOverwriting: boolean,
): PlannedChange | null {
  const { creditCode, representative, phone, employees, position, address, kind, isHazardous, name } = enterprise;
  const fields = {
    creditCode,
    representative,
    phone,
    employees,
    position,
    address,
    ...(isOverwriting && { name, kind, isHazardous }),
  };
  const told = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  if (Object.keys(told).length === 0) return null;
  return { id: known.id, birthDate: null, onlyEmpty: !isOverwriting, fields: told };
}
