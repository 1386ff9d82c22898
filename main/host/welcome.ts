import type { RunningHost } from '../host';

/** What the terminal says once the host answers; a practice station's accounts on its first start only. */
export function welcome(
  host: Pick<RunningHost, 'station' | 'addresses' | 'isFirstRun' | 'sessions' | 'caFingerprint'>,
): string {
  const { station, addresses, isFirstRun, sessions } = host;
  const lines = [
    '',
    `${station.name} (${station.id}${station.practice ? '，练习站 practice' : ''}) 已就绪 / ready`,
    `  本机 / this machine   ${addresses.loopback}`,
  ];
  if (addresses.named !== null) lines.push(`  局域网 / LAN           ${addresses.named}`);
  if (addresses.certificatePage !== null) {
    lines.push(
      `  证书页 / certificate   ${addresses.certificatePage.replace('localhost', lanHostOf(addresses.named))}`,
    );
    lines.push(`  证书指纹 / fingerprint ${host.caFingerprint}`);
  }
  const practice = isFirstRun ? sessions.practice() : null;
  if (practice) {
    lines.push('', '  练习账号（登录页也会显示）/ practice accounts (the sign-in page shows them too)');
    for (const { code, name, post, passphrase } of practice.accounts) {
      lines.push(`    ${code.padEnd(10)} ${passphrase}   ${name} ${post}`);
    }
  }
  return `${lines.join('\n')}\n\n`;
}

const lanHostOf = (origin: string | null): string => (origin === null ? 'localhost' : new URL(origin).hostname);
