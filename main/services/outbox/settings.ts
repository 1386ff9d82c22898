import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { USUAL_QUIET_HOURS, type QuietHours } from '#shared/domain/messages/quiet-hours';
import { UPSTREAM_URL } from '#shared/ipc/upstream-api';
import { AppError } from '#shared/errors/app-error';
import { err, ok, type Result } from '#shared/errors/result';
import type { DurableFolder } from '../durable-folder';
import { openHostOnlyFile } from '../host-only-file';

const clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);
const spanSchema = z
  .strictObject({ from: clock, until: clock })
  .refine(({ from, until }) => from !== until, 'begins when it ends; leave it out for no quiet hours')
  .nullable();
const quietHoursSchema = z.strictObject({ low: spanSchema, normal: spanSchema });

const endpointSchema = z.strictObject({
  /** `https://…`, or plain `http://` to this machine or a private network: residents' names may be in what goes there. */
  url: z.string().max(300).regex(UPSTREAM_URL, 'https://…, or http:// to this machine or a private network'),
  /** PEM of the authority that signed the system's certificate, where it is none of the usual ones. */
  authority: z.string().max(20_000).startsWith('-----BEGIN CERTIFICATE-----').nullable(),
  /** `whsec_` and 32 bytes in base64. */
  secret: z.string().regex(/^whsec_[A-Za-z0-9+/]{43}=$/),
});
/** Another system that messages go to. */
export type Endpoint = Readonly<z.infer<typeof endpointSchema>>;

const setEndpointSchema = endpointSchema.omit({ secret: true });
export type SetEndpoint = Readonly<z.infer<typeof setEndpointSchema>>;

const nameSchema = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'lower-case letters, digits and dashes');
const fileSchema = z.strictObject({
  version: z.literal(1),
  quietHours: quietHoursSchema,
  endpoints: z.record(nameSchema, endpointSchema),
});

/** What the station has set about its messages; secrets are among it. */
export interface OutboxSettings {
  quietHours(): QuietHours;
  endpoint(name: string): Endpoint | null;
  /** Kept when it answers; `request.malformed`. */
  setQuietHours(hours: QuietHours): Promise<Result<QuietHours, AppError>>;
  /**
   * Sets up a system, or changes it. Answers the secret that its requests are signed with: a new one for a new name or another
   * address, so that the old address cannot sign for the new one. `request.malformed`.
   */
  setEndpoint(name: string, endpoint: SetEndpoint): Promise<Result<string, AppError>>;
  /** What waits for it fails at its next attempt. */
  removeEndpoint(name: string): Promise<void>;
}

export const OUTBOX_FILE = 'outbox.json';

/** Opens `outbox.json` in the sealed folder. `host.data-damaged`. */
export async function openOutboxSettings(folder: DurableFolder): Promise<OutboxSettings> {
  const empty: z.infer<typeof fileSchema> = { version: 1, quietHours: USUAL_QUIET_HOURS, endpoints: {} };
  const file = await openHostOnlyFile(folder, OUTBOX_FILE, fileSchema, empty);
  const endpoint = (name: string): Endpoint | null => {
    const { endpoints } = file.current();
    return Object.hasOwn(endpoints, name) ? (endpoints[name] ?? null) : null;
  };
  return {
    quietHours: () => file.current().quietHours,
    endpoint,
    setQuietHours: async (hours) => {
      const parsed = quietHoursSchema.safeParse(hours);
      if (!parsed.success) return malformed(parsed.error);
      const { quietHours } = await file.change((current) => ({ ...current, quietHours: parsed.data }));
      return ok(quietHours);
    },
    setEndpoint: async (name, wanted) => {
      const parsed = z
        .strictObject({ name: nameSchema, endpoint: setEndpointSchema })
        .safeParse({ name, endpoint: wanted });
      if (!parsed.success) return malformed(parsed.error);
      const before = endpoint(name);
      const isSame = before?.url === parsed.data.endpoint.url;
      const secret = isSame ? before.secret : `whsec_${randomBytes(32).toString('base64')}`;
      await file.change((current) => ({
        ...current,
        endpoints: { ...current.endpoints, [name]: { ...parsed.data.endpoint, secret } },
      }));
      return ok(secret);
    },
    removeEndpoint: async (name) => {
      await file.change((current) => {
        const { [name]: _gone, ...endpoints } = current.endpoints;
        return { ...current, endpoints };
      });
    },
  };
}

/** The key in a secret. */
export const keyOfSecret = (secret: string): Uint8Array =>
  new Uint8Array(Buffer.from(secret.slice('whsec_'.length), 'base64'));

function malformed({ issues }: z.ZodError): Result<never, AppError> {
  const said = issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  return err(new AppError('request.malformed', said));
}
