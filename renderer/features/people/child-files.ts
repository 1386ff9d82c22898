import type { CalendarDate } from '#shared/domain/calendar/date';
import { isChild } from '#shared/domain/people/age';
import { isClosed } from '#shared/schema/opened-person';
import { useSession } from '#renderer/data/index';
import type { PersonRecord } from './queries';

/** Whether the signed-in person may read somebody's file and write about them: for a child, that takes the child function. */
export function useMayOpenFile(today: CalendarDate): (person: Pick<PersonRecord, 'name' | 'birthDate'>) => boolean {
  const { functions } = useSession().staff;
  const opensChildren = functions.includes('child');
  // A file may be closed to whoever has the function (the key is on its way) and beyond childhood (the host has not opened it yet).
  return (person) => !isClosed(person) && (opensChildren || !isChild(person.birthDate, today));
}
