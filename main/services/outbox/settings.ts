import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { USUAL_KEEP_DAYS } from '#shared/domain/messages/keeping';
import { MESSAGE_KINDS } from '#shared/domain/messages/kinds';
import { USUAL_QUIET_HOURS, type QuietHours } from '#shared/domain/messages/quiet-hours';
import {
  channelNameSchema,
  keepDaysSchema,
  quietHoursSchema,
  smsSettingsSchema,
  systemNameSchema,
  systemSettingsSchema,
  type SystemSettings,
} from '#shared/ipc/messages-api';
import { AppError } from '#shared/errors/app-error';
import { err, ok, type Result } from '#shared/errors/result';
import type { DurableFolder } from '../durable-folder';
import { openHostOnlyFile } from '../host-only-file';

const endpointSchema = systemSettingsSchema.extend({
  /** `whsec_` and 32 bytes in base64. */
  secret: z.string().regex(/^whsec_[A-Za-z0-9+/]{43}=$/),
});
/** Another system that messages go to. */
export type Endpoint = Readonly<z.infer<typeof endpointSchema>>;

const smsSchema = smsSettingsSchema.extend({ key: z.string().min(1).max(500) });
/** Where text messages to residents' contacts go. */
export type SmsGateway = Readonly<z.infer<typeof smsSchema>>;

const currentSchema = z.strictObject({
  version: z.literal(2),
  /** By channel; one that is not named has the usual ones. */
  quietHours: z.record(channelNameSchema, quietHoursSchema),
  keepDays: keepDaysSchema,
  endpoints: z.record(systemNameSchema, endpointSchema),
  // Files of before there were text messages have none.
  sms: smsSchema.nullable().default(null),
});
type OutboxFile = z.infer<typeof currentSchema>;
type KeepDays = OutboxFile['keepDays'];

/** Version 1 had one span for all channels, and systems that were always on and got everything. */
const firstSchema = z
  .strictObject({
    version: z.literal(1),
    quietHours: quietHoursSchema,
    endpoints: z.record(systemNameSchema, endpointSchema.omit({ on: true, kinds: true })),
  })
  .transform(({ quietHours, endpoints }): OutboxFile => {
    const lifted = Object.entries(endpoints).map(([name, each]) => [
      name,
      { ...each, on: true, kinds: [...MESSAGE_KINDS] },
    ]);
    return {
      version: 2,
      quietHours: { app: quietHours },
      keepDays: USUAL_KEEP_DAYS,
      endpoints: Object.fromEntries(lifted),
      sms: null,
    };
  });
const fileSchema: z.ZodType<OutboxFile> = z.union([currentSchema, firstSchema]);

/** What the station has set about its messages; secrets are among it. */
export interface OutboxSettings {
  quietHours(channel: string): QuietHours;
  keepDays(): KeepDays;
  endpoint(name: string): Endpoint | null;
  endpoints(): Readonly<Record<string, Endpoint>>;
  sms(): SmsGateway | null;
  /** Kept when it answers; `request.malformed`. */
  setQuietHours(channel: string, hours: QuietHours): Promise<Result<QuietHours, AppError>>;
  setKeepDays(days: KeepDays): Promise<void>;
  /**
   * Sets up a system, or changes it. Answers the secret that its requests are signed with when it was made now: for a new name or another
   * address, so that the old address cannot sign for the new one. `request.malformed`.
   */
  setEndpoint(name: string, endpoint: SystemSettings): Promise<Result<string | null, AppError>>;
  /** A new secret, which takes the place of the old one; null for a system there is not. */
  renewSecret(name: string): Promise<string | null>;
  setSms(gateway: SmsGateway | null): Promise<void>;
  /** What waits for it fails at its next attempt. */
  removeEndpoint(name: string): Promise<void>;
}

export const OUTBOX_FILE = 'outbox.json';

/** Opens `outbox.json` in the sealed folder. `host.data-damaged`. */
export async function openOutboxSettings(folder: DurableFolder): Promise<OutboxSettings> {
  const empty: OutboxFile = { version: 2, quietHours: {}, keepDays: USUAL_KEEP_DAYS, endpoints: {}, sms: null };
  const file = await openHostOnlyFile(folder, OUTBOX_FILE, fileSchema, empty);
  const endpoint = (name: string): Endpoint | null => own(file.current().endpoints, name);
  const change = (part: (current: OutboxFile) => Partial<OutboxFile>) =>
    file.change((current) => ({ ...current, ...part(current) }));
  const keep = (name: string, next: Endpoint) =>
    change(({ endpoints }) => ({ endpoints: { ...endpoints, [name]: { ...next, kinds: [...next.kinds] } } }));
  return {
    quietHours: (channel) => own(file.current().quietHours, channel) ?? USUAL_QUIET_HOURS,
    keepDays: () => file.current().keepDays,
    endpoint,
    endpoints: () => file.current().endpoints,
    sms: () => file.current().sms,
    setSms: async (sms) => void (await change(() => ({ sms }))),
    setQuietHours: async (channel, hours) => {
      const parsed = z
        .strictObject({ channel: channelNameSchema, hours: quietHoursSchema })
        .safeParse({ channel, hours });
      if (!parsed.success) return malformed(parsed.error);
      await change(({ quietHours }) => ({ quietHours: { ...quietHours, [channel]: parsed.data.hours } }));
      return ok(parsed.data.hours);
    },
    setKeepDays: async (keepDays) => void (await change(() => ({ keepDays }))),
    setEndpoint: async (name, wanted) => {
      const parsed = z
        .strictObject({ name: systemNameSchema, endpoint: systemSettingsSchema })
        .safeParse({ name, endpoint: wanted });
      if (!parsed.success) return malformed(parsed.error);
      const before = endpoint(name);
      const isSame = before?.url === parsed.data.endpoint.url;
      const secret = isSame ? before.secret : newSecret();
      await keep(name, { ...parsed.data.endpoint, secret });
      return ok(isSame ? null : secret);
    },
    renewSecret: async (name) => {
      const before = endpoint(name);
      if (!before) return null;
      const secret = newSecret();
      await keep(name, { ...before, secret });
      return secret;
    },
    removeEndpoint: async (name) => {
      await change(({ endpoints: { [name]: _gone, ...endpoints } }) => ({ endpoints }));
    },
  };
}

const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

const own = <T>(all: Readonly<Record<string, T>>, name: string): T | null =>
  Object.hasOwn(all, name) ? (all[name] ?? null) : null;

function malformed({ issues }: z.ZodError): Result<never, AppError> {
  const said = issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  return err(new AppError('request.malformed', said));
}
