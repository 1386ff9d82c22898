import { createHash, randomBytes, webcrypto, X509Certificate as NodeCertificate, createPrivateKey } from 'node:crypto';
import type * as X509 from '@peculiar/x509';
import { installReflectMetadata } from './reflect-metadata';

/** A certificate and its private key in PEM, always kept and replaced together. */
export interface KeyAndCertificate {
  readonly keyPem: string;
  readonly certificatePem: string;
}

/** From when until when a certificate holds, ms since the epoch. */
export interface Validity {
  readonly fromMs: number;
  readonly untilMs: number;
}

const EC_P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNING = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** Loaded when a certificate has to be made, a few times in the life of a station; reading one is Node's own. */
async function loadX509(): Promise<typeof X509> {
  installReflectMetadata();
  return import('@peculiar/x509');
}

/** Makes a certificate authority that signs servers and nothing below them. */
export async function makeAuthority(commonName: string, validity: Validity): Promise<KeyAndCertificate> {
  const x509 = await loadX509();
  const keys = await webcrypto.subtle.generateKey(EC_P256, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {
      name: nameOf(commonName),
      serialNumber: serialNumber(),
      notBefore: new Date(validity.fromMs),
      notAfter: new Date(validity.untilMs),
      keys,
      signingAlgorithm: SIGNING,
      extensions: [
        new x509.BasicConstraintsExtension(true, 0, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto as Crypto),
      ],
    },
    webcrypto as Crypto,
  );
  return { keyPem: await privateKeyPem(keys.privateKey), certificatePem: certificate.toString('pem') };
}

/** The names and addresses a server is reached by. */
export interface ServerNames {
  readonly dns: readonly string[];
  readonly ip: readonly string[];
}

/** Makes a server's certificate, signed by the authority, under a key of its own. */
export async function makeServerCertificate(
  authority: KeyAndCertificate,
  names: ServerNames,
  validity: Validity,
): Promise<KeyAndCertificate> {
  const x509 = await loadX509();
  const issuer = new x509.X509Certificate(authority.certificatePem);
  const keys = await webcrypto.subtle.generateKey(EC_P256, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.create(
    {
      subject: nameOf(names.dns[0] ?? 'localhost'),
      issuer: issuer.subjectName,
      serialNumber: serialNumber(),
      notBefore: new Date(validity.fromMs),
      notAfter: new Date(validity.untilMs),
      publicKey: keys.publicKey,
      signingKey: await importPrivateKey(authority.keyPem),
      signingAlgorithm: SIGNING,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension([
          ...names.dns.map((value) => ({ type: 'dns' as const, value })),
          ...names.ip.map((value) => ({ type: 'ip' as const, value })),
        ]),
        await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey, false, webcrypto as Crypto),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto as Crypto),
      ],
    },
    webcrypto as Crypto,
  );
  return { keyPem: await privateKeyPem(keys.privateKey), certificatePem: certificate.toString('pem') };
}

/** What a kept certificate says, or null when text, key and certificate do not make a whole. */
export function readKeyAndCertificate(text: string): (KeyAndCertificate & { readonly parsed: NodeCertificate }) | null {
  const keyPem = /-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----/.exec(text)?.[0];
  const certificatePem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.exec(text)?.[0];
  if (keyPem === undefined || certificatePem === undefined) return null;
  try {
    const parsed = new NodeCertificate(certificatePem);
    return parsed.checkPrivateKey(createPrivateKey(keyPem)) ? { keyPem, certificatePem, parsed } : null;
  } catch {
    return null;
  }
}

/** Both parts in one text, so that one write replaces both. */
export const writeKeyAndCertificate = ({ keyPem, certificatePem }: KeyAndCertificate): string =>
  `${keyPem}\n${certificatePem}\n`;

/** SHA-256 of the public key as browsers pin it: base64 of the hash of the DER SubjectPublicKeyInfo. */
export function spkiHash(certificatePem: string): string {
  const spki = new NodeCertificate(certificatePem).publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(new Uint8Array(spki)).digest('base64');
}

/** SHA-256 of the certificate as people compare it: pairs of hexadecimal digits with colons between. */
export const fingerprintOf = (certificatePem: string): string => new NodeCertificate(certificatePem).fingerprint256;

const nameOf = (commonName: string): X509.JsonName => [{ O: ['Linli'] }, { CN: [commonName] }];

/** 120 random bits behind a first byte that keeps the number positive and its length fixed. */
const serialNumber = (): string => `4c${randomBytes(15).toString('hex')}`;

async function privateKeyPem(key: webcrypto.CryptoKey): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN PRIVATE KEY-----', ...lines, '-----END PRIVATE KEY-----'].join('\n');
}

function importPrivateKey(pem: string): Promise<webcrypto.CryptoKey> {
  const der = createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' });
  return webcrypto.subtle.importKey('pkcs8', new Uint8Array(der), EC_P256, false, ['sign']);
}
