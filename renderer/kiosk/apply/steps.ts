import type { CalendarDate } from '#shared/domain/calendar/date';
import { checkCitizenId } from '#shared/domain/people/citizen-id';
import type { PublicItem } from '#shared/ipc/kiosk-api';

/** One question of an application, each a page of its own. */
export type ApplyStep =
  | { readonly kind: 'consent' | 'name' | 'phone' | 'id' | 'check' }
  | { readonly kind: 'field'; readonly id: string; readonly label: string }
  | {
      readonly kind: 'material';
      readonly id: string;
      readonly name: string;
      readonly when: string | null;
      readonly isRequired: boolean;
    };

/** What was typed so far; it lives as long as the page does, and is written nowhere. */
export interface ApplyDraft {
  readonly name: string;
  readonly phone: string;
  readonly citizenId: string;
  /** By the field of the item's form. */
  readonly answers: Readonly<Record<string, string>>;
}
export const EMPTY_DRAFT: ApplyDraft = { name: '', phone: '', citizenId: '', answers: {} };

/** The questions of an item, in their order. What the window looks up by itself is not asked for. */
export function stepsOf({ form, materials }: Pick<PublicItem, 'form' | 'materials'>): readonly ApplyStep[] {
  return [
    { kind: 'consent' },
    { kind: 'name' },
    { kind: 'phone' },
    { kind: 'id' },
    ...(form ?? []).map(({ id, label }) => ({ kind: 'field' as const, id, label })),
    ...(materials ?? [])
      .filter(({ need }) => need !== 'electronic')
      .map(({ id, name, when, need }) => ({
        kind: 'material' as const,
        ...{ id, name, when, isRequired: need === 'required' },
      })),
    { kind: 'check' },
  ];
}

export type StepProblem = 'name.missing' | 'phone.wrong' | 'id.wrong' | 'id.check';

/** What keeps a question from being answered on the day `today`; null when the next may come. */
export function problemOf(kind: ApplyStep['kind'], draft: ApplyDraft, today: CalendarDate): StepProblem | null {
  if (kind === 'name') return draft.name.trim() === '' ? 'name.missing' : null;
  if (kind === 'phone') return isPhone(draft.phone) ? null : 'phone.wrong';
  if (kind === 'id') return draft.citizenId === '' ? null : idProblem(draft.citizenId, today);
  return null;
}

/** Enough figures to be called: 7 of a fixed line, 11 of a mobile, more with an area code. */
export const isPhone = (typed: string): boolean => /^\+?[0-9][0-9 -]{5,18}[0-9]$/.test(typed.trim());

/** By what the id says of itself; its region is looked up at the window, which has the codes. */
function idProblem(typed: string, today: CalendarDate): StepProblem | null {
  const { problems } = checkCitizenId(typed, today, () => 'current');
  if (problems.length === 0) return null;
  return problems.includes('length') || problems.includes('characters') ? 'id.wrong' : 'id.check';
}
