import { z } from 'zod';

/**
 * Leaving the kiosk. It fills a screen that nobody can close; staff close it with a code, typed on the screen itself. The window of a
 * kiosk hears of nothing but the host's answer to it, so a page can ask and no more.
 */
export const kioskLeavePaths = {
  /** At the kiosk's door, paired or not. `POST` `leaveKioskSchema`: 204. `auth.wrong`; slowed down, `request.rate-limited`. */
  leave: '/api/kiosk/leave',
  /** At the staff's doors (`setsHall`). `GET`: `leaveCodeSchema`. `POST` `setLeaveCodeSchema`: the same, with the new code. */
  code: '/api/queue/leave-code',
} as const;

/** Six to ten digits: there is no keyboard before a kiosk. */
export const leaveCodeTextSchema = z.string().regex(/^[0-9]{6,10}$/, 'six to ten digits');

export const leaveKioskSchema = z.strictObject({ code: leaveCodeTextSchema });

/** The code as it stands; the host makes one at its first start, so that no kiosk is ever without. */
export const leaveCodeSchema = z.object({ code: leaveCodeTextSchema });
export type LeaveCode = z.infer<typeof leaveCodeSchema>;

/** Another code; null: one that the host draws. */
export const setLeaveCodeSchema = z.strictObject({ code: leaveCodeTextSchema.nullable() });
