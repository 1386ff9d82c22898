import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { ulid } from 'ulid';
import { z } from 'zod';
import { AppError } from '#shared/errors/app-error';
import { err, ok } from '#shared/errors/result';
import { TERMINAL_KINDS, type MakeCode } from '#shared/ipc/terminal-api';
import { instantSchema, uidSchema } from '#shared/schema/envelope';
import type { DurableFolder } from '../durable-folder';
import { openHostOnlyFile } from '../host-only-file';
import type { Audit } from '../ports';
import type { Terminals } from '../queue-port';

const FILE = 'queue-terminals.json';
const common = {
  id: uidSchema,
  name: z.string(),
  pairedAtMs: instantSchema,
  /** SHA-256 of its secret: who reads the file cannot speak for it. */
  secretHash: z.string(),
};
/** Before there were pads, a terminal stood at no window. */
const firstFileSchema = z.strictObject({
  version: z.literal(1),
  terminals: z.array(z.strictObject({ ...common, kind: z.enum(['board', 'kiosk']) })),
});
const nowFileSchema = z.strictObject({
  version: z.literal(2),
  terminals: z.array(z.strictObject({ ...common, kind: z.enum(TERMINAL_KINDS), counter: z.string().nullable() })),
});
type TerminalsFile = z.infer<typeof nowFileSchema>;
const fileSchema: z.ZodType<TerminalsFile> = z.union([
  nowFileSchema,
  firstFileSchema.transform(({ terminals }): TerminalsFile => ({
    version: 2,
    terminals: terminals.map((each) => ({ ...each, counter: null })),
  })),
]);

const CODE_LIFE_MS = 10 * 60_000;
/** More than any hall has. */
const MOST_TERMINALS = 60;
const MOST_CODES = 20;
const SECRET_BYTES = 32;
/** `t.<id>.<secret>`: nothing that a session's token can look like. */
const TOKEN = /^t\.([0-9A-HJKMNP-TV-Z]{26})\.([\w-]{43})$/;

export interface TerminalsDeps {
  readonly folder: DurableFolder;
  readonly audit: Pick<Audit, 'append'>;
  readonly now: () => number;
}

interface Code extends Omit<MakeCode, 'counter'> {
  readonly counter: string | null;
  readonly by: string | null;
  readonly expiresAtMs: number;
}

/** Opens what is known of the hall's boards and kiosks. Codes are in memory alone: a restart makes them void. `host.data-damaged`. */
export async function openTerminals({ folder, audit, now }: TerminalsDeps): Promise<Terminals> {
  const file = await openHostOnlyFile(folder, FILE, fileSchema, { version: 2 as const, terminals: [] });
  const codes = new Map<string, Code>();
  const seenAt = new Map<string, number>();
  const listeners = new Set<(id: string) => void>();

  function forgetOldCodes(): void {
    for (const [code, { expiresAtMs }] of codes) if (expiresAtMs <= now()) codes.delete(code);
  }

  return {
    makeCode: async (by, wanted) => {
      forgetOldCodes();
      if (file.current().terminals.length >= MOST_TERMINALS || codes.size >= MOST_CODES)
        return err(new AppError('request.malformed', 'too many boards and kiosks; shut one out first'));
      let code = eightDigits();
      while (codes.has(code)) code = eightDigits();
      const expiresAtMs = now() + CODE_LIFE_MS;
      codes.set(code, { ...wanted, counter: wanted.counter ?? null, by, expiresAtMs });
      return ok({ code, expiresAtMs });
    },
    pair: async (given, kind) => {
      forgetOldCodes();
      const code = codes.get(given);
      if (code?.kind !== kind) return null;
      codes.delete(given);
      const { name, counter, by } = code;
      const [id, secret] = [ulid(now()), randomBytes(SECRET_BYTES).toString('base64url')];
      const added = { id, kind, name, counter, pairedAtMs: now(), secretHash: hashOf(secret).toString('base64') };
      await file.change((current) => ({ ...current, terminals: [...current.terminals, added] }));
      await audit.append({ kind: 'terminal-paired', by, subject: id, detail: kind });
      return { token: `t.${id}.${secret}`, kind, name, counter };
    },
    verify: (token) => {
      const [, id, secret = ''] = TOKEN.exec(token) ?? [];
      const found = file.current().terminals.find((each) => each.id === id);
      if (!found) return null;
      const known = new Uint8Array(Buffer.from(found.secretHash, 'base64'));
      if (!timingSafeEqual(known, new Uint8Array(hashOf(secret)))) return null;
      seenAt.set(found.id, now());
      return { id: found.id, kind: found.kind, counter: found.counter };
    },
    list: () =>
      file.current().terminals.map(({ id, kind, name, counter, pairedAtMs }) => ({
        ...{ id, kind, name, counter, pairedAtMs },
        seenAtMs: seenAt.get(id) ?? null,
      })),
    revoke: async (by, id) => {
      const found = file.current().terminals.find((each) => each.id === id);
      if (!found) return err(new AppError('request.not-found', 'no such board or kiosk'));
      await file.change((current) => ({ ...current, terminals: current.terminals.filter((each) => each.id !== id) }));
      for (const listener of [...listeners]) listener(id);
      await audit.append({ kind: 'terminal-revoked', by, subject: id, detail: found.kind });
      return ok(null);
    },
    onRevoked: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const eightDigits = (): string => String(randomInt(100_000_000)).padStart(8, '0');
const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();
