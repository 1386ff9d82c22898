import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '#shared/errors/app-error';
import { systemNameSchema } from '#shared/ipc/messages-api';
import { platformSettingsSchema, type SetPlatform } from '#shared/ipc/platforms-api';
import { instantSchema } from '#shared/schema/envelope';
import type { DurableFolder } from '../durable-folder';
import { openHostOnlyFile } from '../host-only-file';
import type { Audit } from '../ports';

const storedSchema = platformSettingsSchema.extend({
  secret: z.string().regex(/^whsec_[A-Za-z0-9+/]{43}=$/),
  /** What was accepted before it was set up does not go there. */
  sinceMs: instantSchema,
});
/** A platform as the host knows it; its secret is among it. */
export type StoredPlatform = Readonly<z.infer<typeof storedSchema>>;

const FILE = 'platforms.json';
const fileSchema = z.strictObject({ version: z.literal(1), platforms: z.record(systemNameSchema, storedSchema) });
const MOST_PLATFORMS = 40;

/** Platforms of departments, kept by the host. */
export interface PlatformSettingsFile {
  all(): Readonly<Record<string, StoredPlatform>>;
  get(name: string): StoredPlatform | null;
  /** Answers the secret where it was made now: for a new platform and for one at another address. `request.malformed`. */
  set(by: string, wanted: SetPlatform): Promise<string | null>;
  /** `request.not-found`. */
  remove(by: string, name: string): Promise<void>;
}

/** Opens the settings. `host.data-damaged`. */
export async function openPlatformSettings(
  folder: DurableFolder,
  audit: Pick<Audit, 'append'>,
  now: () => number,
): Promise<PlatformSettingsFile> {
  const file = await openHostOnlyFile(folder, FILE, fileSchema, { version: 1 as const, platforms: {} });
  const all = () => file.current().platforms;
  const get = (name: string): StoredPlatform | null => (Object.hasOwn(all(), name) ? (all()[name] ?? null) : null);
  return {
    all,
    get,
    set: async (by, { name, isNew, ...wanted }) => {
      const before = get(name);
      if (isNew && before) throw new AppError('request.malformed', `a platform named ${name} is there already`);
      if (!isNew && !before) throw new AppError('request.malformed', `no platform named ${name}`);
      if (isNew && Object.keys(all()).length >= MOST_PLATFORMS)
        throw new AppError('request.malformed', 'too many platforms; remove one first');
      const taken = Object.entries(all()).find(
        ([other, each]) =>
          other !== name && each.departments.some((department) => wanted.departments.includes(department)),
      );
      if (taken) throw new AppError('request.malformed', `a department goes to ${taken[1].title} already`);
      // The old address cannot sign for the new one.
      const isSame = before?.url === wanted.url;
      const secret = isSame ? before.secret : `whsec_${randomBytes(32).toString('base64')}`;
      const next = { ...wanted, secret, sinceMs: before?.sinceMs ?? now() };
      await file.change(({ platforms }) => ({ version: 1, platforms: { ...platforms, [name]: next } }));
      const { agreement, fields } = wanted;
      const detail = `${agreement ? `agreement ${agreement.number} until ${agreement.until}` : 'no agreement'}; ${fields.join(' ')}`;
      await audit.append({ kind: 'platform-set', by, subject: name, detail });
      return isSame ? null : secret;
    },
    remove: async (by, name) => {
      if (!get(name)) throw new AppError('request.not-found', `no platform named ${name}`);
      await file.change(({ platforms: { [name]: _gone, ...platforms } }) => ({ version: 1, platforms }));
      await audit.append({ kind: 'platform-removed', by, subject: name, detail: null });
    },
  };
}
