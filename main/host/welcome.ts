import { PRACTICE_SIZES, type PracticePlan } from '#sync-server/seed/sizes';
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
  const { named, residents } = addresses;
  if (named !== null && residents !== null)
    lines.push(`  居民页 / residents     https://${lanHostOf(named)}:${new URL(residents).port}`);
  if (addresses.certificatePage !== null) {
    lines.push(
      `  证书页 / certificate   ${addresses.certificatePage.replace('localhost', lanHostOf(addresses.named))}`,
    );
    lines.push(`  证书指纹 / fingerprint ${host.caFingerprint}`);
  }
  lines.push(...hallLines(host));
  const practice = isFirstRun ? sessions.practice() : null;
  if (practice) {
    lines.push('', '  练习账号（登录页也会显示）/ practice accounts (the sign-in page shows them too)');
    for (const { code, name, post, passphrase } of practice.accounts) {
      lines.push(`    ${code.padEnd(10)} ${passphrase}   ${name} ${post}`);
    }
  }
  return `${lines.join('\n')}\n\n`;
}

/** Where the hall's screens are opened, and how each is let in. */
function hallLines({ station, addresses }: Pick<RunningHost, 'station' | 'addresses'>): readonly string[] {
  const { named, kiosk, board, localKiosk, localBoard } = addresses;
  const line = (label: string, door: string | null, local: string | null): string[] => {
    const far = door !== null && named !== null ? `https://${lanHostOf(named)}:${new URL(door).port}` : null;
    const here = local === null ? null : `${far === null ? '' : '本机 / here '}${local}`;
    const shown = [far, here].filter((each) => each !== null);
    return shown.length === 0 ? [] : [`  ${label}${shown.join('   ')}`];
  };
  const doors = [
    ...line('自助终端 / kiosk       ', kiosk, localKiosk),
    ...line('叫号屏 / board         ', board, localBoard),
  ];
  if (doors.length === 0) return [];
  const how = station.practice
    ? '接入 / pairing         登录页上按一下即可 / one press on the sign-in page of this machine'
    : '接入 / pairing         站长或值班长在窗口页面上要八位代码 / the manager or duty lead gets a code of eight digits on the counter’s page';
  return [...doors, `  ${how}`];
}

/** What the terminal says before a practice station of a size and seed is started, which may take a while the first time. */
export function practiceNotice({ size, seed }: PracticePlan, dataFolder: string): string {
  const { householdsPerGrid } = PRACTICE_SIZES[size];
  const households = householdsPerGrid.reduce((sum, count) => sum + count, 0);
  return [
    '',
    `练习站 ${size}，种子 ${seed}：${householdsPerGrid.length} 个网格，${households} 户 / practice station of ${households} households`,
    `  数据目录 / data folder   ${dataFolder}`,
    '  首次启动会先生成数据 / the first start makes its records',
    '',
    '',
  ].join('\n');
}

/** What the terminal says when the recovery code stands before somebody for the only time. */
export function recoveryNotice(code: string): string {
  const groups = code.split('-');
  const half = Math.ceil(groups.length / 2);
  return [
    '',
    '  ┌─ 恢复码 / recovery code ─────────────────────────────',
    `  │  ${groups.slice(0, half).join('-')}-`,
    `  │  ${groups.slice(half).join('-')}`,
    '  └──────────────────────────────────────────────────────',
    '  只显示这一次，任何地方都不保存。请抄写两份，分开锁好；密钥文件或唯一的站长丢失时只能靠它。',
    '  Shown this once and kept nowhere. Write it down twice and lock the copies away in two places:',
    '  when the key file or the only manager is gone, nothing else helps.',
    '',
    '',
  ].join('\n');
}

const lanHostOf = (origin: string | null): string => (origin === null ? 'localhost' : new URL(origin).hostname);
