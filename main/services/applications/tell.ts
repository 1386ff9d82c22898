import { addWorkingTime } from '#shared/domain/calendar/working-time';
import { showReceipt } from '#shared/domain/incidents/receipt';
import { isClosed, rectificationOf } from '#shared/domain/applications/ratings';
import { nearestLimit, viewApplication, type ApplicationView } from '#shared/domain/applications/view';
import type { AccountView } from '#shared/ipc/admin-api';
import type { Application } from '#shared/schema/types/application';
import type { Post } from '#shared/schema/types/place';
import type { Rating } from '#shared/schema/types/rating';
import type { NewMessage } from '../ports';
import { AT_COUNTER, TEXTS, type TextName } from './messages';
import type { DeskTables } from './tables';

/** Whom there is to tell, and by which tables. */
export interface DeskAudience {
  readonly staff: readonly AccountView[];
  readonly tables: DeskTables;
  readonly nowMs: number;
}

/** What is told late is not told: whoever opens the product sees it there. */
const WORTH_MS = 2 * 86_400_000;

/** So much before the promised time is over, whoever handles it is told. */
const SOON = { amount: 1, unit: 'working-days' } as const;

/**
 * The messages that an application asks for as it stands. Each has a key of its own, so that handing all of them in again makes none twice:
 * a limit that was moved is told anew, since its time is part of the key.
 */
export function messagesForApplication(application: Application, audience: DeskAudience): readonly NewMessage[] {
  const { staff, tables, nowMs } = audience;
  const version = tables.version(application.itemNumber, application.versionId);
  const view = viewApplication(application, version, tables.calendar(), nowMs);
  if (!view.isOpen) return [];
  const name = version?.name ?? tables.nameOf(application.itemNumber) ?? application.itemNumber;
  const what = application.receipt === null ? name : `${name}（${showReceipt(application.receipt)}）`;
  const make = (text: TextName, atMs: number, part: string, to: readonly string[]) =>
    due(atMs, nowMs) ? to.map((uid) => messageOf(`application.${application.uid}.${part}`, text, what, atMs, uid)) : [];
  const handler = handlerOf(view, staff);
  const leads = withPosts(staff, ['duty-lead']);
  const limit = nearestLimit(view);
  const running = limit.kind === 'running' ? limit : null;
  const urged = view.standing.steps.findLast(({ step, aside }) => step.kind === 'supervise' && aside === null)?.step;
  const { state, submittedAtMs } = view.standing;
  return [
    ...(state === 'submitted' && submittedAtMs !== null && application.channel !== 'counter'
      ? make('waits', submittedAtMs, 'waits', withPosts(staff, ['clerk', 'duty-lead']))
      : []),
    ...(running && !running.isLate && isSoon(running.dueAtMs, audience)
      ? make('soon', nowMs, `soon.${running.dueAtMs}`, handler)
      : []),
    ...(running?.isLate
      ? make('late', running.dueAtMs, `late.${running.dueAtMs}`, [...new Set([...handler, ...leads])])
      : []),
    ...(urged ? make('urged', urged.written.at, `urged.${urged.id}`, handler) : []),
    ...view.overdueMaterials.flatMap(({ materialId, untilMs }) =>
      make('follow', untilMs, `follow.${materialId}.${untilMs}`, handler),
    ),
  ];
}

/** The same for a rating that asks to be put right. */
export function messagesForRating(rating: Rating, { staff, tables, nowMs }: DeskAudience): readonly NewMessage[] {
  const { rectifyByMs, ratedAtMs, uid, itemNumber } = rating;
  const { state, isLate } = rectificationOf(rating, nowMs);
  if (rectifyByMs === null || isClosed({ state })) return [];
  const what = (itemNumber === null ? null : tables.nameOf(itemNumber)) ?? AT_COUNTER;
  const make = (text: TextName, atMs: number, posts: readonly Post[]) =>
    due(atMs, nowMs)
      ? withPosts(staff, posts).map((to) => messageOf(`rating.${uid}.${text}`, text, what, atMs, to))
      : [];
  return [
    ...(state === 'open' ? make('poor', ratedAtMs, ['duty-lead']) : []),
    ...(isLate ? make('rectify-late', rectifyByMs, ['manager']) : []),
  ];
}

const due = (atMs: number, nowMs: number): boolean => atMs <= nowMs && nowMs < atMs + WORTH_MS;

function isSoon(dueAtMs: number, { tables, nowMs }: DeskAudience): boolean {
  const ahead = addWorkingTime(nowMs, SOON, tables.calendar());
  return ahead.kind === 'due' && dueAtMs <= ahead.atMs;
}

/** Whoever took the last step that counted and still works here; else whoever leads the shift. */
function handlerOf({ standing }: ApplicationView, staff: readonly AccountView[]): readonly string[] {
  const by = standing.steps.findLast(
    ({ step, aside }) => aside === null && step.kind !== 'supervise' && step.kind !== 'note' && isHere(step.written.by),
  )?.step.written.by;
  return by === undefined ? withPosts(staff, ['duty-lead']) : [by];

  function isHere(uid: string): boolean {
    return staff.some((account) => account.uid === uid && account.active);
  }
}

const withPosts = (staff: readonly AccountView[], posts: readonly Post[]): readonly string[] =>
  staff.filter(({ post, active }) => active && posts.includes(post)).map(({ uid }) => uid);

const messageOf = (key: string, text: TextName, what: string, atMs: number, uid: string): NewMessage => ({
  key: `${key}.${uid}`,
  template: `application-${text}`,
  ...TEXTS[text],
  values: { what: { kind: 'text', text: what } },
  channel: 'app',
  recipient: { kind: 'staff', uid },
  urgency: text === 'late' || text === 'rectify-late' ? 'urgent' : 'normal',
  expiresAtMs: atMs + WORTH_MS,
});
