import { z } from 'zod';
import { err, ok, type Result } from '#shared/errors/result';
import { UPGRADES, upgradeDocument } from './upgrades';

/**
 * What a person may set about one machine's host, kept in `settings.json` of its data folder. Who the station is does not
 * stand here but in `host-only/station.json`, so that a spoilt settings file never costs a station its identity.
 */

const portSchema = z.number().int().min(0).max(65_535);

export const settingsSchema = z.strictObject({
  version: z.literal(5),
  ports: z.strictObject({
    /** HTTP for this machine alone; the Electron window and the browser on the same desk. */
    loopback: portSchema,
    /** HTTPS for tablets and the other workstations. */
    staff: portSchema,
    /** Plain HTTP that serves the station's CA certificate and nothing else. */
    certificatePage: portSchema,
    /** The hall's kiosks, an origin of their own: HTTPS with the LAN, else HTTP for this machine alone. */
    kiosk: portSchema,
    /** The same for the hall's boards. */
    board: portSchema,
    /** HTTPS for residents' own phones: progress and rating of what they reported. */
    residents: portSchema,
    /** MQTT for devices at home (物联设备); without the LAN for what runs on this machine alone. */
    mqtt: portSchema,
    /** The same with TLS under the station's own certificate. */
    mqtts: portSchema,
  }),
  /** Addresses of reverse proxies in front of the residents' pages, which are believed about where a request came from. */
  proxies: z.array(z.union([z.ipv4(), z.ipv6()])).max(20),
  /**
   * `https://…` under which residents reach their pages from outside, through a proxy of the district: printed on receipts. Null where they
   * come by the station's own name.
   */
  residentsOrigin: z
    .url({ protocol: /^https$/ })
    .refine((text) => new URL(text).origin === text)
    .nullable(),
  /** How many days the host keeps what devices said; months of it stay in the hub. */
  readingDays: z.number().int().min(31).max(1100),
  /** Whether other machines may connect at all. */
  lan: z.boolean(),
  /** Whether `linli-<station>.local` is announced on the LAN. */
  mdns: z.boolean(),
});
export type Settings = Readonly<z.infer<typeof settingsSchema>>;
export type Ports = Settings['ports'];

/** An origin is a device's database: these never move by themselves. */
export const DEFAULT_PORTS: Ports = {
  loopback: 8440,
  mqtt: 8441,
  mqtts: 8442,
  staff: 8443,
  kiosk: 8444,
  board: 8445,
  residents: 8446,
  certificatePage: 8448,
};

/**
 * How far above a kiosk's or board's port the same door stands for this machine alone: clear of the practice beside a station, whose
 * ports are nine above the station's.
 */
const LOCAL_HALL_OFFSET = 14;

/** The port of that door; any that is free where the first is. */
export const localHallPort = (port: number): number => (port === 0 ? 0 : port + LOCAL_HALL_OFFSET);

export const DEFAULT_SETTINGS: Settings = {
  version: 5,
  ports: DEFAULT_PORTS,
  proxies: [],
  residentsOrigin: null,
  readingDays: 90,
  lan: true,
  mdns: true,
};

/** Why a settings file cannot be used. `where` names the field at fault, or is '' when the text is not JSON at all. */
export type SettingsProblem =
  { readonly kind: 'damaged'; readonly where: string } | { readonly kind: 'newer'; readonly version: number };

/** The settings in a settings file's text of this version or any before. */
export function readSettingsText(text: string): Result<Settings, SettingsProblem> {
  const json = parseJson(text);
  const versioned = z.looseObject({ version: z.number().int().positive() }).safeParse(json);
  if (!versioned.success) return err({ kind: 'damaged', where: json === undefined ? '' : 'version' });
  const upgraded = upgradeDocument(versioned.data, UPGRADES);
  if (!upgraded.ok) return err({ kind: 'newer', version: versioned.data.version });
  const settings = settingsSchema.safeParse(upgraded.value);
  if (settings.success) return ok(settings.data);
  const where = settings.error.issues[0]?.path.join('.') ?? '';
  return err({ kind: 'damaged', where: where === '' ? 'settings' : where });
}

/** The text of a settings file. */
export const writeSettingsText = (settings: Settings): string => `${JSON.stringify(settings, null, 2)}\n`;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
