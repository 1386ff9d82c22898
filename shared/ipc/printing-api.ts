import { z } from 'zod';
import { PAPER_LIMITS, ROLL_WIDTHS, type Paper, type PaperPart, type RollWidth } from '../domain/paper/paper';
import { calendarDateSchema, instantSchema, uidSchema } from '../schema/envelope';

/**
 * Ticket printers of the hall. Which there are is kept by the host; whoever sets the hall (`setsHall`) sets them, whoever works at a counter
 * (`worksAtCounter`) prints. A kiosk prints what it may show: it says which paper, and the host writes it.
 */
export const printingPaths = {
  /** `GET` (`worksAtCounter`): `PrintersView`. */
  printers: '/api/printers',
  /** `POST` `setPrinterSchema` (`setsHall`): `PrintersView`; a printer of that id is set, a new one without an id added. `request.malformed`. */
  setting: '/api/printers/setting',
  /** `POST` `{ id }` (`setsHall`): `PrintersView`. `request.not-found`. */
  removal: '/api/printers/removal',
  /** `POST` `{ id }` (`setsHall`): `PrintAnswer`; a page that shows width, Chinese and the code. `request.not-found`. */
  trial: '/api/printers/trial',
  /** `POST` `{ id }` (`worksAtCounter`): `PrinterStateView`; asks the printer how it is and prints nothing. `request.not-found`. */
  state: '/api/printers/state',
  /** `POST` `ticketWishSchema` (`worksAtCounter`): `paperSchema`, the ticket of a number of today as the host writes it. `request.not-found`. */
  ticket: '/api/print/ticket',
  /** `POST` `printSchema` (`worksAtCounter`): `PrintAnswer`. */
  print: '/api/print',
  /** `POST` `kioskPrintSchema`, at the kiosk's door alone: `KioskPrintAnswer`. `request.not-found`, `request.rate-limited`. */
  kiosk: '/api/kiosk/print',
} as const;

/**
 * What became of a paper. `no-printer`: none is set for there. `no-paper`, `cover-open`, `away` (cannot be reached, or off): nothing was printed.
 * `fault`: the printer
 * says that something else is the matter with it, such as its knife; nothing was printed. `busy`: too much waits already, nothing was printed. `unsure`: the connection broke while it printed, so that it may lie in the tray; it is not sent again
 * by itself.
 */
export const PRINT_OUTCOMES = [
  'printed',
  'no-printer',
  'no-paper',
  'cover-open',
  'away',
  'fault',
  'busy',
  'unsure',
] as const;
export type PrintOutcome = (typeof PRINT_OUTCOMES)[number];

const lengthOf = { text: PAPER_LIMITS.text, qr: PAPER_LIMITS.qr };
/** Nothing that a printer would take for a command. */
const wordsSchema = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'no control characters');

export const paperPartSchema: z.ZodType<PaperPart> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('text'),
    text: wordsSchema(lengthOf.text),
    size: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
    align: z.enum(['left', 'center']),
    isBold: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('fact'), name: wordsSchema(40), value: wordsSchema(400) }),
  z.strictObject({
    kind: z.literal('list'),
    entries: z
      .array(z.strictObject({ text: wordsSchema(400), note: wordsSchema(400).nullable() }))
      .max(PAPER_LIMITS.entries),
  }),
  z.strictObject({
    kind: z.literal('qr'),
    text: z
      .string()
      .min(1)
      .max(lengthOf.qr)
      .regex(/^[\x21-\x7e]+$/),
  }),
  z.strictObject({ kind: z.literal('rule') }),
  z.strictObject({ kind: z.literal('gap') }),
]);
export const paperSchema: z.ZodType<Paper> = z.strictObject({
  parts: z.array(paperPartSchema).max(PAPER_LIMITS.parts),
});

/** How a printer is reached: over the network, mostly at port 9100, or as a device of the host's machine. */
export const printerWaySchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('network'),
    host: z
      .string()
      .max(253)
      .regex(/^(?!-)[A-Za-z0-9.-]+$/, 'an address or a name on the network'),
    port: z.number().int().min(1).max(65_535),
  }),
  z.strictObject({
    kind: z.literal('device'),
    /** A printer's device and nothing else of the machine: `/dev/usb/lp0`, `LPT1`, or a shared printer of Windows, `\\PC-1\ticket`. */
    path: z
      .string()
      .max(120)
      .regex(/^(?:\/dev\/(?:usb\/)?lp[0-9]{1,2}|LPT[1-9]|\\\\[A-Za-z0-9.-]{1,63}\\[^\\/:*?"<>|\p{Cc}]{1,50})$/u),
  }),
]);
export type PrinterWay = z.infer<typeof printerWaySchema>;

const numberSchema = z.string().regex(/^[A-Z][0-9]{3,5}$/, 'a number such as A023');
const counterIdSchema = z.string().regex(/^[1-9][0-9]?$/, 'a window from 1 to 99');
const printer = {
  /** Says where it stands: `大厅取号机`. */
  name: z.string().trim().min(1).max(40),
  width: z.union(ROLL_WIDTHS.map((each) => z.literal(each))),
  way: printerWaySchema,
  /** Whether it cuts by itself; without a knife the paper is fed to the edge. */
  cuts: z.boolean(),
  /** Ids of the kiosks, and of the windows, that print on it. Each has one printer: naming it here takes it from another. */
  kiosks: z.array(uidSchema).max(60),
  counters: z.array(counterIdSchema).max(99),
};

export const setPrinterSchema = z.strictObject({ id: uidSchema.nullable(), ...printer });
export type SetPrinter = z.infer<typeof setPrinterSchema>;
export const printerIdSchema = z.strictObject({ id: uidSchema });

/** What was last heard of a printer; `unknown`: nothing was printed since the host was started, or it says nothing about itself. */
export const PRINTER_STATES = ['unknown', 'ready', 'paper-low', 'no-paper', 'cover-open', 'away', 'fault'] as const;
export type PrinterState = (typeof PRINTER_STATES)[number];

const printerViewSchema = z.object({
  id: uidSchema,
  ...printer,
  state: z.enum(PRINTER_STATES),
  /** When the state was heard. */
  atMs: instantSchema.nullable(),
  /** Papers that wait for it. */
  waiting: z.number().int(),
});
export type PrinterView = z.infer<typeof printerViewSchema> & { readonly width: RollWidth };

export const printersViewSchema = z.object({
  printers: z.array(printerViewSchema),
  /** The printer of the window where whoever asks sits; null for none. */
  own: uidSchema.nullable(),
});
export interface PrintersView {
  readonly printers: readonly PrinterView[];
  readonly own: string | null;
}
export const printerStateViewSchema = z.object({ state: z.enum(PRINTER_STATES) });
export type PrinterStateView = z.infer<typeof printerStateViewSchema>;

/** Chosen anew for each press; the same request is printed once. */
const requestSchema = z.string().regex(/^[\w-]{8,40}$/);

/** A paper from a counter. Without a printer: that of the window where whoever asks sits. */
export const printSchema = z.strictObject({
  request: requestSchema,
  printer: uidSchema.nullable(),
  paper: paperSchema,
});
export type Print = z.infer<typeof printSchema>;

export const ticketWishSchema = z.strictObject({ number: numberSchema, locale: z.enum(['zh', 'en']) });

export const printAnswerSchema = z.object({
  outcome: z.enum(PRINT_OUTCOMES),
  /** What the printer is called; null for `no-printer`. */
  printer: z.string().nullable(),
  /** How the printer is now: why it is unsure, or that the roll is nearly used up (`paper-low`). */
  state: z.enum(PRINTER_STATES),
});
export type PrintAnswer = z.infer<typeof printAnswerSchema>;

const request = { request: requestSchema.optional(), locale: z.enum(['zh', 'en']).default('zh') };
/** What a kiosk may have printed. Without `request` each press prints. */
export const kioskPrintSchema = z.discriminatedUnion('what', [
  z.strictObject({
    what: z.literal('ticket'),
    number: numberSchema,
    day: calendarDateSchema,
    ...request,
  }),
  z.strictObject({
    what: z.literal('materials'),
    itemNumber: z.string().regex(/^[A-Z0-9-]{1,12}$/, 'the number of an item'),
    ...request,
  }),
  z.strictObject({ what: z.literal('receipt'), receipt: z.string().min(4).max(40), ...request }),
]);
export type KioskPrint = z.infer<typeof kioskPrintSchema>;
export type KioskPrintWish = z.input<typeof kioskPrintSchema>;

export const kioskPrintAnswerSchema = z.object({ outcome: z.enum(PRINT_OUTCOMES), state: z.enum(PRINTER_STATES) });
export type KioskPrintAnswer = z.infer<typeof kioskPrintAnswerSchema>;
