import type { StationDwelling, StationEnterprise, StationPerson } from './context';
import { columnOf } from './findings';
import type { RosterField, RosterFinding, RosterMapping, RosterRow } from './types';

/** What the station has that a row may be about. */
export interface StationMatch {
  /** Somebody with the citizen id of the row. */
  readonly person: StationPerson | null;
  /** Somebody who may be the same for other reasons (`Register.alike`); not looked at where `person` is there. */
  readonly alike: StationPerson | null;
  /** The dwelling of the row's address; of rosters of dwellings. */
  readonly dwelling: StationDwelling | null;
  readonly enterprise: StationEnterprise | null;
}

/** What a row repeats of the station: each is a warning and asks for a decision (`RowDecision`); `stationId` says about whom. */
export function stationFindings(row: RosterRow, mapping: RosterMapping, match: StationMatch): readonly RosterFinding[] {
  const found = (
    code: 'duplicate-at-station' | 'alike-at-station',
    fields: readonly RosterField[],
    stationId: string,
  ): readonly RosterFinding[] => {
    const field = fields.find((each) => columnOf(mapping, each) !== null) ?? null;
    return [
      {
        code,
        row: row.index,
        column: field && columnOf(mapping, field),
        field,
        severity: 'warning',
        otherRow: null,
        stationId,
        suggestion: null,
      },
    ];
  };
  switch (row.content.kind) {
    case 'person':
    case 'household':
      if (match.person) return found('duplicate-at-station', ['citizenId', 'name'], match.person.id);
      return match.alike ? found('alike-at-station', ['name'], match.alike.id) : [];
    case 'dwelling':
      return match.dwelling ? found('duplicate-at-station', ['address', 'room'], match.dwelling.id) : [];
    case 'enterprise':
      return match.enterprise ? found('duplicate-at-station', ['creditCode', 'name'], match.enterprise.id) : [];
  }
}
