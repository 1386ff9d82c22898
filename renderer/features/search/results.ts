import type { Place } from '#renderer/ui/index';
import type { PersonRow, RegisterKind, SearchHit } from '#renderer/data/index';
import { homesPlace } from '../homes/index';
import { residentsPlace } from '../residents/index';
import type { Command } from './commands';

/** One line of the results. */
export type Result =
  | { readonly kind: 'hit'; readonly key: string; readonly hit: SearchHit; readonly place: Place }
  | { readonly kind: 'recent'; readonly key: string; readonly row: PersonRow; readonly place: Place }
  | { readonly kind: 'command'; readonly key: string; readonly command: Command };

export type GroupName = RegisterKind | 'recent' | 'command';

export interface ResultGroup {
  readonly name: GroupName;
  readonly results: readonly Result[];
}

/** Shown of each kind, so that the others are seen too. */
const SHOWN: Readonly<Record<RegisterKind, number>> = { person: 8, dwelling: 5, household: 4, enterprise: 4 };
const ORDER = ['person', 'dwelling', 'household', 'enterprise'] as const satisfies readonly RegisterKind[];

/** What was found, by kind; without groups that have nothing. */
export function groupsOf(
  hits: readonly SearchHit[],
  recent: readonly PersonRow[],
  commands: readonly Command[],
): readonly ResultGroup[] {
  const groups: readonly ResultGroup[] = [
    {
      name: 'recent',
      results: recent.map((row) => ({
        kind: 'recent',
        key: row.id,
        row,
        place: residentsPlace({ person: row.id }),
      })),
    },
    ...ORDER.map((kind) => ({
      name: kind,
      results: hits
        .filter((hit) => hit.kind === kind)
        .slice(0, SHOWN[kind])
        .map((hit): Result => ({ kind: 'hit', key: hit.id, hit, place: placeOf(hit) })),
    })),
    {
      name: 'command',
      results: commands.map((command) => ({ kind: 'command', key: command.id, command })),
    },
  ];
  return groups.filter(({ results }) => results.length > 0);
}

function placeOf({ kind, id, status }: SearchHit): Place {
  switch (kind) {
    case 'person':
      // A list of those who live here would not show the row of somebody who does not.
      return residentsPlace({ person: id, filters: status === 'living-here' ? {} : { status } });
    case 'dwelling':
      return homesPlace({ open: id });
    case 'household':
      return homesPlace({ tab: 'households', open: id });
    case 'enterprise':
      return homesPlace({ tab: 'enterprises', open: id });
  }
}
