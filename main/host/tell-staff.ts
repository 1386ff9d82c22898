import { documentId } from '#shared/schema/ids';
import { staff as staffType } from '#shared/schema/types/place';
import { errorFields } from '../services/error-fields';
import type { Log, Outbox, StaffAdmin } from '../services/ports';

export interface TellStaffDeps {
  readonly station: string;
  readonly staff: StaffAdmin;
  readonly outbox: Pick<Outbox, 'put' | 'tellSystems'>;
  readonly log: Log;
  readonly now: () => number;
}

/** How long it is shown to somebody who does not sign in meanwhile. */
const SHOWN_MS = 30 * 86_400_000;

/**
 * Accounts, whose owners are told when somebody else set a new passphrase for them: whoever did not ask for one should know, and so should
 * systems that watch over accounts. The passphrase is set whether they can be told or not.
 */
export function tellStaff({ station, staff, outbox, log, now }: TellStaffDeps): StaffAdmin {
  async function tell(by: string, uid: string): Promise<void> {
    const atMs = now();
    const nameOf = (of: string) =>
      ({ kind: 'field', record: documentId(staffType.type, station, of), field: 'name' }) as const;
    const message = {
      key: `passphrase-reset.${uid}.${atMs}`,
      by,
      // It waits behind the bell and wakes nobody; it is to be there at the sign-in that follows.
      urgency: 'urgent',
      template: 'passphrase-reset',
      expiresAtMs: atMs + SHOWN_MS,
    } as const;
    const told = await outbox.put({
      ...message,
      channel: 'app',
      recipient: { kind: 'staff', uid },
      title: { zh: '您的口令重设过了', en: 'Your passphrase was set anew' },
      body: {
        zh: '{who}为您重设了口令。不是您要求的，请马上告诉站长。',
        en: '{who} set a new passphrase for you. If you did not ask for it, tell the manager now.',
      },
      values: { who: nameOf(by) },
    });
    await outbox.tellSystems({
      ...message,
      title: { zh: '口令重设', en: 'A passphrase was set anew' },
      body: { zh: '{who}为{whose}重设了口令。', en: '{who} set a new passphrase for {whose}.' },
      values: { who: nameOf(by), whose: nameOf(uid) },
    });
    // Somebody whose post does not open the desk has no place where it could be shown.
    if (!told.ok) log.info('tell-staff.not-reached', { staff: uid });
  }

  return {
    ...staff,
    resetPassphrase: async (by, uid) => {
      const outcome = await staff.resetPassphrase(by, uid);
      if (outcome.ok && by !== uid)
        await tell(by, uid).catch((thrown: unknown) =>
          log.warn('tell-staff.failed', { staff: uid, ...errorFields(thrown) }),
        );
      return outcome;
    },
  };
}
