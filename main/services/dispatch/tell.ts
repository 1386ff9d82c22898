import { USUAL_ESCALATIONS } from '#shared/domain/incidents/deadlines';
import { standingOf } from '#shared/domain/incidents/standing';
import type { AccountView } from '#shared/ipc/admin-api';
import type { IncidentStep } from '#shared/schema/types/incident-step';
import type { Category } from '#shared/schema/types/incident-category';
import type { Unit } from '#shared/schema/types/incident-dispatch';
import type { MessageContent, Recipient } from '#shared/schema/types/message';
import type { Post } from '#shared/schema/types/place';
import type { NewMessage } from '../ports';
import type { IncidentRecord } from './book';
import { TEXTS, type TextName } from './messages';

/** Whom there is to tell. */
export interface Audience {
  readonly staff: readonly AccountView[];
  unit(uid: string): Unit | null;
  category(uid: string | null): Category | null;
}

/** What is told late is not told: whoever opens the product sees it there. */
const WORTH_MS = 2 * 86_400_000;

/**
 * The messages that an incident asks for as it stands: to whom it is with, to those who get a copy, to those who are told of a limit that
 * has run out, to whoever leads the shift when a department says something or asks for more time, and to the desk when a report waits for
 * a person. Each has a key of its own, so that handing all of them in again makes
 * none twice.
 */
export function messagesFor(record: IncidentRecord, audience: Audience, nowMs: number): readonly NewMessage[] {
  const standing = standingOf(record);
  const make = (text: TextName, of: { readonly id: string; readonly atMs: number }, to: readonly Recipient[]) =>
    of.atMs + WORTH_MS <= nowMs ? [] : to.map((recipient) => messageOf(record, text, of, recipient));
  const counted = standing.steps.filter(({ aside }) => aside === null).map(({ step }) => step);
  const sent = counted.findLast((step) => step.kind === 'dispatch' || step.kind === 'transfer');
  const urged = counted.findLast((step) => step.kind === 'supervise');
  const handlers = standing.assignee ? recipientsAt(standing.assignee, audience) : [];
  return [
    ...(sent && standing.state === 'dispatched' ? make('sent', placed(sent), handlers) : []),
    ...(sent?.kind === 'dispatch'
      ? make(
          'copied',
          placed(sent),
          standing.copyUnitUids.flatMap((uid) => systemOf(audience.unit(uid))),
        )
      : []),
    ...(urged ? make('urged', placed(urged), handlers) : []),
    ...counted.flatMap((step) =>
      step.kind === 'escalate'
        ? make(step.clock === 'response' ? 'nobody-came' : 'late', placed(step), toPosts(postsOf(step), audience))
        : [],
    ),
    ...counted.flatMap((step) =>
      step.kind === 'note' && step.post === 'department-handler'
        ? make('unit-says', placed(step), toPosts(['duty-lead'], audience))
        : [],
    ),
    ...(standing.state === 'reported'
      ? make('waits', { id: record.uid, atMs: record.reportedAtMs }, toPosts(['duty-lead', 'clerk'], audience))
      : []),
  ];

  function postsOf({ clock, level }: Extract<IncidentStep, { readonly kind: 'escalate' }>): readonly Post[] {
    const own = clock === 'handling' ? audience.category(standing.categoryUid)?.escalations : null;
    return (own ?? USUAL_ESCALATIONS[clock])[level - 1]?.tell ?? [];
  }
}

const placed = ({ id, written }: IncidentStep) => ({ id, atMs: written.at });

function recipientsAt(
  { unitUid, staffUid, mode }: { readonly unitUid: string; readonly staffUid: string | null; readonly mode: string },
  audience: Audience,
): readonly Recipient[] {
  const unit = audience.unit(unitUid);
  const uids = staffUid !== null ? [staffUid] : mode === 'pool' ? (unit?.memberUids ?? []) : [];
  const people = uids.filter((uid) => audience.staff.some((account) => account.uid === uid && account.active));
  return [...systemOf(unit), ...people.map((uid): Recipient => ({ kind: 'staff', uid }))];
}

const systemOf = (unit: Unit | null): readonly Recipient[] =>
  unit?.active && unit.system !== null ? [{ kind: 'system', name: unit.system }] : [];

const toPosts = (posts: readonly Post[], { staff }: Audience): readonly Recipient[] =>
  staff
    .filter(({ post, active }) => active && posts.includes(post))
    .map(({ uid }): Recipient => ({ kind: 'staff', uid }));

function messageOf(
  record: IncidentRecord,
  text: TextName,
  { id, atMs }: { readonly id: string; readonly atMs: number },
  recipient: Recipient,
): NewMessage {
  const to =
    recipient.kind === 'system' ? recipient.name : 'contactId' in recipient ? recipient.contactId : recipient.uid;
  const content: Pick<MessageContent, 'template' | 'title' | 'body' | 'values'> = {
    template: `incident-${text}`,
    ...TEXTS[text],
    values: { what: { kind: 'field', record: record._id, field: 'title' } },
  };
  return {
    ...content,
    key: `incident.${id}.${text}.${to}`,
    channel: recipient.kind === 'system' ? 'webhook' : 'app',
    recipient,
    urgency: record.urgent || text === 'nobody-came' ? 'urgent' : 'normal',
    expiresAtMs: atMs + WORTH_MS,
  };
}
