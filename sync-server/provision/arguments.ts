import { createPublicKey } from 'node:crypto';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { err, ok, type Result } from '#shared/errors/result';
import { LANGUAGES, type Language } from './messages';
import type { JwtKey } from './settings';
import { parseGridNumbers, shapeFault, USUAL_RESIDENTS, type ShapeFault, type StationShape } from './shape';
import type { SignIn } from './transport';

export type HubCommand = 'plan' | 'apply' | 'check';

/** What the command line asks for. */
export interface HubArguments {
  readonly command: HubCommand;
  /** Address of the hub, without name and password. */
  readonly url: string;
  readonly admin: SignIn;
  readonly publicUrl: string;
  readonly stations: readonly StationShape[];
  readonly jwtKeys: readonly JwtKey[];
  /** Null for the usual folder. */
  readonly out: string | null;
  readonly rotate: readonly string[];
}

/** What is wrong with it. */
export type ArgumentFault =
  | { readonly kind: 'usage' | 'bad-url' | 'no-password' | 'plain-http' | 'no-station' }
  | { readonly kind: 'unknown-option' | 'file' | 'jwt-key'; readonly detail: string }
  | { readonly kind: 'shape'; readonly station: string; readonly fault: ShapeFault }
  | { readonly kind: 'twice' | 'rotate'; readonly station: string };

/** Where arguments come from, beside the command line. */
export interface ArgumentSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Reads a text file; throws where there is none. */
  readonly readFile: (path: string) => string;
}

const OPTIONS = {
  station: { type: 'string', multiple: true },
  grids: { type: 'string', multiple: true },
  residents: { type: 'string', multiple: true },
  stations: { type: 'string' },
  'public-url': { type: 'string' },
  out: { type: 'string' },
  'new-password': { type: 'string', multiple: true },
  'jwt-key': { type: 'string', multiple: true },
  plain: { type: 'boolean' },
  lang: { type: 'string' },
} as const;

const COMMANDS: readonly string[] = ['plan', 'apply', 'check'];
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The language that a command line asks for, however wrong the rest of it is; Chinese unless it says otherwise. */
export function languageOf(args: readonly string[]): Language {
  const given = args[args.indexOf('--lang') + 1];
  return args.includes('--lang') ? (LANGUAGES.find((language) => language === given) ?? 'zh') : 'zh';
}

/** Reads the command line. Nothing of the hub is asked. */
export function readArguments(args: readonly string[], sources: ArgumentSources): Result<HubArguments, ArgumentFault> {
  const parsed = parse(args);
  if (!parsed.ok) return parsed;
  const { values, positionals, tokens } = parsed.value;
  const [command, address, ...rest] = positionals;
  if (!command || !COMMANDS.includes(command) || address === undefined || rest.length > 0)
    return err({ kind: 'usage' });
  const place = readAddress(address, values.plain === true, sources.env);
  if (!place.ok) return place;
  const publicUrl = originOf(values['public-url'] ?? place.value.url);
  if (publicUrl === null) return err({ kind: 'bad-url' });
  const stations = readStations(tokens, values.stations, sources);
  if (!stations.ok) return stations;
  const jwtKeys = readKeys(values['jwt-key'] ?? [], sources);
  if (!jwtKeys.ok) return jwtKeys;
  const rotate = values['new-password'] ?? [];
  const stray = rotate.find((id) => command !== 'apply' || !stations.value.some((station) => station.id === id));
  if (stray !== undefined) return err({ kind: 'rotate', station: stray });
  return ok({
    command: command as HubCommand,
    ...place.value,
    publicUrl,
    stations: stations.value,
    jwtKeys: jwtKeys.value,
    out: values.out ?? null,
    rotate,
  });
}

function parse(args: readonly string[]) {
  try {
    return ok(parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, tokens: true }));
  } catch (error) {
    const detail = error instanceof Error ? (error.message.split('.')[0] ?? '') : '';
    return err({ kind: 'unknown-option', detail } as const);
  }
}

function readAddress(
  address: string,
  isPlainAllowed: boolean,
  env: ArgumentSources['env'],
): Result<{ readonly url: string; readonly admin: SignIn }, ArgumentFault> {
  const url = URL.canParse(address) ? new URL(address) : null;
  const origin = originOf(address);
  if (!url || origin === null) return err({ kind: 'bad-url' });
  if (url.protocol === 'http:' && !isPlainAllowed && !LOOPBACK.has(url.hostname)) return err({ kind: 'plain-http' });
  const user = decodeURIComponent(url.username);
  const password = decodeURIComponent(url.password) || env['HUB_PASSWORD'] || '';
  if (user === '' || password === '') return err({ kind: 'no-password' });
  return ok({ url: origin, admin: { user, password } });
}

/** Scheme, host and port; null for an address with a path or of another scheme. */
function originOf(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, pathname, search, hash, origin } = new URL(address);
  const isBare = /^\/*$/.test(pathname) && search === '' && hash === '';
  return isBare && (protocol === 'http:' || protocol === 'https:') ? origin : null;
}

interface Draft {
  readonly id: string;
  readonly grids: string;
  readonly residents: string;
}

type Token = { readonly kind: string; readonly name?: string; readonly value?: string | undefined };

function readStations(
  tokens: readonly Token[],
  file: string | undefined,
  sources: ArgumentSources,
): Result<readonly StationShape[], ArgumentFault> {
  const drafts: Draft[] = [];
  for (const { kind, name, value } of tokens) {
    if (kind !== 'option' || value === undefined) continue;
    const last = drafts.at(-1);
    if (name === 'station') drafts.push({ id: value, grids: '0', residents: String(USUAL_RESIDENTS) });
    else if (name === 'grids' || name === 'residents') {
      if (!last) return err({ kind: 'no-station' });
      drafts[drafts.length - 1] = { ...last, [name]: value };
    }
  }
  const listed = file === undefined ? ok([]) : readList(file, sources);
  if (!listed.ok) return listed;
  const shapes: StationShape[] = [];
  for (const { id, grids, residents } of [...drafts, ...listed.value]) {
    const gridNumbers = parseGridNumbers(grids);
    const count = /^\d{1,9}$/.test(residents) ? Number(residents) : 0;
    const shape = { id, gridNumbers: gridNumbers ?? [], residents: count };
    const fault = gridNumbers === null ? 'grid-numbers' : shapeFault(shape);
    if (fault) return err({ kind: 'shape', station: id.slice(0, 40), fault });
    if (shapes.some((each) => each.id === id)) return err({ kind: 'twice', station: id });
    shapes.push(shape);
  }
  return shapes.length === 0 ? err({ kind: 'no-station' }) : ok(shapes);
}

const listSchema = z.array(
  z.strictObject({
    station: z.string(),
    grids: z.union([z.string(), z.number()]).default('0'),
    residents: z.number().default(USUAL_RESIDENTS),
  }),
);

function readList(file: string, { readFile }: ArgumentSources): Result<readonly Draft[], ArgumentFault> {
  try {
    const list = listSchema.parse(JSON.parse(readFile(file)));
    return ok(
      list.map(({ station, grids, residents }) => ({
        id: station,
        grids: String(grids),
        residents: String(residents),
      })),
    );
  } catch {
    return err({ kind: 'file', detail: file });
  }
}

function readKeys(given: readonly string[], { readFile }: ArgumentSources): Result<readonly JwtKey[], ArgumentFault> {
  const keys: JwtKey[] = [];
  for (const each of given) {
    const [kid = '', file = ''] = [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)];
    if (!each.includes('=') || !/^[0-9A-Za-z_.-]{1,64}$/.test(kid)) return err({ kind: 'jwt-key', detail: each });
    let text: string;
    try {
      text = readFile(file);
    } catch {
      return err({ kind: 'file', detail: file });
    }
    const key = publicKey(kid, text);
    if (!key) return err({ kind: 'jwt-key', detail: each });
    keys.push(key);
  }
  return ok(keys);
}

/** A public key alone: whoever has a private or shared one could sign tokens for any role, an administrator's included. */
function publicKey(kid: string, text: string): JwtKey | null {
  if (!/^-----BEGIN PUBLIC KEY-----/.test(text.trim())) return null;
  try {
    const key = createPublicKey(text);
    const kind = key.asymmetricKeyType;
    if (kind !== 'rsa' && kind !== 'ec') return null;
    return { kid, kind, pem: key.export({ type: 'spki', format: 'pem' }).toString() };
  } catch {
    return null;
  }
}
