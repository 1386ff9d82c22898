import { makeAuthority, makeServerCertificate } from '#main/services/certificates/certificate';

/** A certificate for 127.0.0.1 and localhost under an authority of its own, as the LAN listener takes it. */
export async function lanCertificate(): Promise<{ readonly key: string; readonly cert: string; readonly ca: string }> {
  const validity = { fromMs: Date.now() - 86_400_000, untilMs: Date.now() + 86_400_000 };
  const authority = await makeAuthority('Test station', validity);
  const server = await makeServerCertificate(authority, { dns: ['localhost'], ip: ['127.0.0.1'] }, validity);
  return {
    key: server.keyPem,
    cert: `${server.certificatePem}\n${authority.certificatePem}`,
    ca: authority.certificatePem,
  };
}
