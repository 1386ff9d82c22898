import { AppError } from '#shared/errors/app-error';
import type { DurableFolder } from '../durable-folder';
import type { Log, Service } from '../ports';
import {
  fingerprintOf,
  makeAuthority,
  makeServerCertificate,
  readKeyAndCertificate,
  spkiHash,
  writeKeyAndCertificate,
  type ServerNames,
} from './certificate';

export interface CertificatesDeps {
  /** The host-only store. */
  readonly folder: DurableFolder;
  readonly station: string;
  /** This machine's addresses on the LAN at this moment. */
  readonly lanAddresses: () => readonly string[];
  readonly log: Log;
  readonly now: () => number;
}

/** What an HTTPS listener needs. `certPem` is the server's certificate followed by the authority's. */
export interface ServerCertificate {
  readonly keyPem: string;
  readonly certPem: string;
  readonly expiresAtMs: number;
}

export interface Certificates extends Service {
  /** The station's certificate authority: what a tablet installs once. Never holds a private key. */
  readonly authority: { readonly certificatePem: string; readonly fingerprint: string; readonly spki: string };
  server(): ServerCertificate;
  /** Issues a new server certificate if addresses changed or the end is near; whether it did. */
  refresh(): Promise<boolean>;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** As long as a tablet should go without a person installing a certificate again. */
const AUTHORITY_DAYS = 3653;
/** The longest that browsers accept of public authorities; some hold private ones to it as well. */
const SERVER_DAYS = 397;
const RENEW_DAYS_BEFORE = 60;
/** Tablets whose clocks are a little behind accept a certificate of today. */
const BACKDATED_MS = DAY_MS;

const AUTHORITY_FILE = 'authority.pem';
const SERVER_FILE = 'server.pem';

/** The name that tablets know the station by. */
export const lanName = (station: string): string => `linli-${station}.local`;

/**
 * Opens the station's authority and server certificate, making what is missing. A damaged authority is reported
 * (`host.data-damaged`) and never replaced, since every tablet of the station trusts it; a damaged server certificate is
 * issued again.
 */
export async function openCertificates(deps: CertificatesDeps): Promise<Certificates> {
  const { folder, log, now, station } = deps;
  const authority = await readOrMakeAuthority(deps);
  let server = readKeyAndCertificate((await folder.read(SERVER_FILE)) ?? '');

  const refresh = async (): Promise<boolean> => {
    const names = serverNames(station, deps.lanAddresses());
    if (server && isGood(server, authority, names, now())) return false;
    const fromMs = now() - BACKDATED_MS;
    const untilMs = Math.min(now() + SERVER_DAYS * DAY_MS, Date.parse(authority.parsed.validTo));
    const made = await makeServerCertificate(authority, names, { fromMs, untilMs });
    await folder.write(SERVER_FILE, writeKeyAndCertificate(made));
    server = readKeyAndCertificate(writeKeyAndCertificate(made));
    log.info('certificates.issued', { addresses: names.ip.length, expiresAtMs: untilMs });
    return true;
  };
  await refresh();

  const current = () => {
    if (!server) throw new Error('a certificate that was just made cannot be read');
    return server;
  };
  return {
    authority: {
      certificatePem: authority.certificatePem,
      fingerprint: fingerprintOf(authority.certificatePem),
      spki: spkiHash(authority.certificatePem),
    },
    server: () => ({
      keyPem: current().keyPem,
      certPem: `${current().certificatePem}\n${authority.certificatePem}\n`,
      expiresAtMs: Date.parse(current().parsed.validTo),
    }),
    refresh,
    health: () => {
      const daysLeft = Math.floor((Date.parse(current().parsed.validTo) - now()) / DAY_MS);
      return { ok: daysLeft > 0, facts: { daysLeft } };
    },
    stop: () => Promise.resolve(),
  };
}

type Kept = NonNullable<ReturnType<typeof readKeyAndCertificate>>;

async function readOrMakeAuthority({ folder, station, now, log }: CertificatesDeps): Promise<Kept> {
  const text = await folder.read(AUTHORITY_FILE);
  const kept = text ?? (await makeAuthorityText(station, now()));
  const authority = readKeyAndCertificate(kept);
  if (!authority) {
    throw new AppError('host.data-damaged', "the station's certificate authority cannot be read", {
      details: { folder: folder.path, file: AUTHORITY_FILE },
    });
  }
  if (text === null) {
    await folder.write(AUTHORITY_FILE, kept);
    log.info('certificates.authority-made', { station });
  }
  return authority;
}

async function makeAuthorityText(station: string, nowMs: number): Promise<string> {
  const validity = { fromMs: nowMs - BACKDATED_MS, untilMs: nowMs + AUTHORITY_DAYS * DAY_MS };
  return writeKeyAndCertificate(await makeAuthority(`Linli station ${station}`, validity));
}

const serverNames = (station: string, lanAddresses: readonly string[]): ServerNames => ({
  dns: [lanName(station), 'localhost'],
  ip: [...new Set(['127.0.0.1', '::1', ...lanAddresses])],
});

function isGood({ parsed }: Kept, authority: Kept, names: ServerNames, nowMs: number): boolean {
  return (
    parsed.verify(authority.parsed.publicKey) &&
    Date.parse(parsed.validFrom) <= nowMs &&
    Date.parse(parsed.validTo) - nowMs >= RENEW_DAYS_BEFORE * DAY_MS &&
    names.dns.every((name) => parsed.checkHost(name) !== undefined) &&
    names.ip.every((address) => parsed.checkIP(address) !== undefined)
  );
}
