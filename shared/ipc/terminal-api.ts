import { z } from 'zod';
import { instantSchema, uidSchema } from '../schema/envelope';
import { counterIdSchema } from './queue-api';

/** The hall's own doors: an origin each. */
export const HALL_DOORS = ['board', 'kiosk'] as const;
export type HallDoor = (typeof HALL_DOORS)[number];

/** 叫号屏, 自助终端, and 评价器, the rating pad beside a window (`pad-api`). */
export const TERMINAL_KINDS = ['board', 'kiosk', 'pad'] as const;
export type TerminalKind = (typeof TERMINAL_KINDS)[number];

/** Where each kind comes in; a pad has no door of its own. */
export const DOOR_OF: Readonly<Record<TerminalKind, HallDoor>> = { board: 'board', kiosk: 'kiosk', pad: 'kiosk' };

/** The name says where it hangs: `大厅东墙`. A pad stands at one window; nothing else names any. */
export const makeCodeSchema = z
  .strictObject({
    kind: z.enum(TERMINAL_KINDS),
    name: z.string().trim().min(1).max(40),
    counter: counterIdSchema.nullish(),
  })
  .refine(({ kind, counter }) => (kind === 'pad') === (counter !== undefined && counter !== null), {
    message: 'a pad, and nothing else, stands at a window',
    path: ['counter'],
  });
export type MakeCode = z.infer<typeof makeCodeSchema>;

/** Typed into the board or kiosk within the time; it pairs one. */
export const pairingCodeSchema = z.object({ code: z.string(), expiresAtMs: instantSchema });
export type PairingCode = z.infer<typeof pairingCodeSchema>;

export const terminalsViewSchema = z.object({
  terminals: z.array(
    z.object({
      id: uidSchema,
      kind: z.enum(TERMINAL_KINDS),
      name: z.string(),
      /** The window of a pad; null for any other. */
      counter: z.string().nullable(),
      pairedAtMs: instantSchema,
      /** When it asked last since the host was started; null for never. */
      seenAtMs: instantSchema.nullable(),
    }),
  ),
  /** Where boards and kiosks are opened, for the page that tells; null without such a door. */
  doors: z.object({ board: z.string().nullable(), kiosk: z.string().nullable() }),
});
export type TerminalsView = z.infer<typeof terminalsViewSchema>;

/** Windows, by their ids, whose residents are asked by a pad: the desk asks at all others. */
export const padsViewSchema = z.object({ counters: z.array(z.string()) });
export type PadsView = z.infer<typeof padsViewSchema>;

export const revokeTerminalSchema = z.strictObject({ id: uidSchema });

/** `kind` says what asks, where several kinds share a door; the door's own where it is left out. */
export const pairSchema = z.strictObject({
  code: z.string().regex(/^[0-9]{8}$/, 'eight digits'),
  kind: z.enum(TERMINAL_KINDS).optional(),
});
export const pairedSchema = z.object({
  token: z.string(),
  kind: z.enum(TERMINAL_KINDS),
  name: z.string(),
  counter: z.string().nullable(),
});
export type Paired = z.infer<typeof pairedSchema>;
