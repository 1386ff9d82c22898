import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '#shared/errors/app-error';
import { err, ok, type Result } from '#shared/errors/result';
import {
  keyViewSchema,
  MOST_KEYS,
  residentReportsSchema,
  type IncomingView,
  type ResidentReportsSetting,
} from '#shared/ipc/incoming-api';
import { uidSchema } from '#shared/schema/envelope';
import type { DurableFolder } from '../durable-folder';
import { errorFields } from '../error-fields';
import { openHostOnlyFile } from '../host-only-file';
import type { IncomingAdmin, KeyHolder } from '../open311-port';
import type { Audit, Log, Service } from '../ports';

const keySchema = keyViewSchema.omit({ reports: true }).extend({
  /** SHA-256 of the secret half, which nobody has but the other system. 256 random bits need no slow hash. */
  hash: z.string().regex(/^[\w-]{43}$/),
  createdBy: uidSchema,
});
type StoredKey = z.infer<typeof keySchema>;

const fileSchema = z.strictObject({
  version: z.literal(1),
  keys: z.array(keySchema),
  // Before phones could apply, nothing was set about it.
  residents: residentReportsSchema.extend({ applies: z.boolean().default(true) }),
});
type IncomingFile = z.infer<typeof fileSchema>;

const INCOMING_FILE = 'incoming.json';

/** Revoked keys that are remembered with what they were called. */
const MOST_REVOKED = 100;
/** How old the note of a key's last use may be on the disk. */
const NOTE_MS = 60_000;

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

export interface IncomingDeps {
  /** The sealed host-only folder. */
  readonly folder: DurableFolder;
  readonly audit: Pick<Audit, 'append'>;
  /** How many reports came with a key. */
  readonly reportsOf: (keyId: string) => number;
  readonly log: Log;
  readonly now: () => number;
}

export interface IncomingService extends IncomingAdmin, Service {
  holder(key: string): KeyHolder | null;
  /** What was set about reports and applications from residents' phones. */
  residents(): ResidentReportsSetting;
}

/** Opens `incoming.json`: who may come in from outside, and with what. `host.data-damaged`. */
export async function openIncoming({ folder, audit, reportsOf, log, now }: IncomingDeps): Promise<IncomingService> {
  const empty: IncomingFile = { version: 1, keys: [], residents: { on: true, rulesAct: false, applies: true } };
  const file = await openHostOnlyFile(folder, INCOMING_FILE, fileSchema, empty);
  const lastUsed = new Map<string, number>();
  let noting: Promise<unknown> = Promise.resolve();

  const usedAt = (key: StoredKey): number | null => lastUsed.get(key.id) ?? key.lastUsedAtMs;
  const noted = (keys: readonly StoredKey[]) => keys.map((key) => ({ ...key, lastUsedAtMs: usedAt(key) }));
  const noteUses = () => file.change((current) => ({ ...current, keys: noted(current.keys) }));

  function view(): IncomingView {
    const { keys, residents } = file.current();
    const shown = keys.map((key) => ({
      id: key.id,
      name: key.name,
      scopes: key.scopes,
      perMinute: key.perMinute,
      createdAtMs: key.createdAtMs,
      lastUsedAtMs: usedAt(key),
      revokedAtMs: key.revokedAtMs,
      reports: reportsOf(key.id),
    }));
    const order = (at: number | null) => (at === null ? Infinity : at);
    return {
      keys: shown.sort(
        (a, b) => order(b.revokedAtMs) - order(a.revokedAtMs) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
      ),
      residents,
    };
  }

  /** In memory at once; on disk now and then, since a system may ask every second. */
  function use(key: StoredKey): void {
    const atMs = now();
    lastUsed.set(key.id, atMs);
    if (atMs - (key.lastUsedAtMs ?? 0) < NOTE_MS) return;
    noting = noteUses().catch((thrown: unknown) => log.warn('incoming.use-unnoted', errorFields(thrown)));
  }

  return {
    view,
    residents: () => file.current().residents,
    holder: (text) => {
      const [, id = '', secret = ''] = /^linli\.([0-9a-z]{10})\.([\w-]{43})$/.exec(text) ?? [];
      const found = file.current().keys.find((key) => key.id === id && key.revokedAtMs === null);
      const given = createHash('sha256').update(secret).digest();
      const kept = Buffer.from(found?.hash ?? hashOf(''), 'base64url');
      const isRight = timingSafeEqual(new Uint8Array(given), new Uint8Array(kept));
      if (!found || !isRight) return null;
      use(found);
      return { id: found.id, name: found.name, scopes: found.scopes, perMinute: found.perMinute };
    },
    makeKey: async (by, { name, scopes, perMinute }) => {
      const id = Array.from({ length: 10 }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
      const secret = randomBytes(32).toString('base64url');
      const key: StoredKey = {
        id,
        name,
        scopes,
        perMinute,
        hash: hashOf(secret),
        createdAtMs: now(),
        createdBy: by,
        lastUsedAtMs: null,
        revokedAtMs: null,
      };
      let refused: string | null = null;
      await file.change((current) => {
        const held = current.keys.filter(({ revokedAtMs }) => revokedAtMs === null);
        if (held.some((each) => each.name === name)) refused = 'name: another key has it';
        else if (held.length >= MOST_KEYS) refused = `a station has ${MOST_KEYS} keys at most; revoke one first`;
        return refused === null ? { ...current, keys: [...noted(current.keys), key] } : current;
      });
      if (refused !== null) return err(new AppError('request.malformed', refused));
      await audit.append({ kind: 'api-key-made', by, subject: name, detail: `${scopes.join(' ')} ${perMinute}` });
      return ok({ view: view(), key: `linli.${id}.${secret}` });
    },
    revokeKey: async (by, id): Promise<Result<IncomingView, AppError>> => {
      const found = file.current().keys.find((key) => key.id === id && key.revokedAtMs === null);
      if (!found) return err(new AppError('request.not-found', 'no such key that holds'));
      await file.change((current) => {
        const keys = noted(current.keys).map((key) => (key.id === id ? { ...key, revokedAtMs: now() } : key));
        return { ...current, keys: withoutOldest(keys) };
      });
      await audit.append({ kind: 'api-key-revoked', by, subject: found.name, detail: null });
      return ok(view());
    },
    setResidents: async (by, residents) => {
      await file.change((current) => ({ ...current, residents }));
      const { on, rulesAct, applies } = residents;
      const detail = `${on ? 'on' : 'off'} ${rulesAct ? 'rules' : 'person'} ${applies ? 'apply' : 'no-apply'}`;
      await audit.append({ kind: 'residents-set', by, subject: null, detail });
      return view();
    },
    health: () => ({
      ok: true,
      facts: { keys: file.current().keys.filter(({ revokedAtMs }) => revokedAtMs === null).length },
    }),
    stop: async () => {
      await noting;
      const isNoted = file.current().keys.every((key) => usedAt(key) === key.lastUsedAtMs);
      if (!isNoted) await noteUses();
    },
  };
}

/** Of the keys that hold no more, those that were revoked longest ago are forgotten beyond some number. */
function withoutOldest(keys: readonly StoredKey[]): StoredKey[] {
  const revoked = keys.filter(({ revokedAtMs }) => revokedAtMs !== null);
  const gone = revoked.sort((a, b) => (b.revokedAtMs ?? 0) - (a.revokedAtMs ?? 0)).slice(MOST_REVOKED);
  return keys.filter((key) => !gone.includes(key));
}

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');
