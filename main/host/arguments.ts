import { parseArgs } from 'node:util';
import { err, ok, type Result } from '#shared/errors/result';
import { PRACTICE_SEED, PRACTICE_SIZE_NAMES, type PracticePlan } from '#sync-server/seed/sizes';
import { DEFAULT_PORTS, type Ports } from '../config/settings';

/** What the command line asks for. What it leaves open comes from the settings. */
export interface HostArguments {
  readonly data: string | null;
  readonly keys: string | null;
  readonly ports: Partial<Ports>;
  readonly lan: boolean | null;
  readonly mdns: boolean | null;
  /** JSON log lines on the terminal instead of short ones. */
  readonly logJson: boolean;
  readonly setup: SetupArguments | null;
  /** A practice station of a size and seed, in a data folder of its own. */
  readonly practice: PracticePlan | null;
  /** Make the key file again from the recovery code first. */
  readonly recover: boolean;
  /** Nobody reads the terminal: what is shown once waits for a start that somebody watches. */
  readonly unattended: boolean;
  /** Make somebody a manager on the word of the recovery code. */
  readonly newManager: boolean;
  readonly help: boolean;
}

/** Parts of `--setup` given as flags; the rest is asked for. */
export interface SetupArguments {
  readonly station: string | null;
  readonly name: string | null;
  readonly managerName: string | null;
  readonly managerCode: string | null;
  readonly grids: string | null;
}

const FLAGS = {
  data: { type: 'string' },
  keys: { type: 'string' },
  // Says what start.mjs does with the window; the host itself never has one.
  headless: { type: 'boolean' },
  // Likewise: the second screen is a kiosk.
  kiosk: { type: 'boolean' },
  port: { type: 'string' },
  'port-base': { type: 'string' },
  'loopback-port': { type: 'string' },
  'staff-port': { type: 'string' },
  'certificate-port': { type: 'string' },
  'resident-port': { type: 'string' },
  'kiosk-port': { type: 'string' },
  'board-port': { type: 'string' },
  'mqtt-port': { type: 'string' },
  'mqtts-port': { type: 'string' },
  'no-lan': { type: 'boolean' },
  'no-mdns': { type: 'boolean' },
  'log-json': { type: 'boolean' },
  practice: { type: 'boolean' },
  size: { type: 'string' },
  seed: { type: 'string' },
  setup: { type: 'boolean' },
  recover: { type: 'boolean' },
  unattended: { type: 'boolean' },
  'new-manager': { type: 'boolean' },
  station: { type: 'string' },
  name: { type: 'string' },
  'manager-name': { type: 'string' },
  'manager-code': { type: 'string' },
  grids: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

export const USAGE = `用法 / usage: npm start -- [选项 / options]
  --data <folder>            数据目录 / data folder (LINLI_DATA)
  --keys <folder>            密钥目录，须在数据目录之外 / folder of the key, outside the data folder (LINLI_KEYS)
  --port-base <n>            端口组：本机 n，物联设备 n+1 和 n+2（加密），局域网 n+3，自助终端 n+4，叫号屏 n+5，居民页 n+6，证书页 n+8 / ports: loopback n, devices n+1 and n+2 (TLS), LAN n+3, kiosks n+4, boards n+5, residents n+6, certificate page n+8
  --loopback-port, --staff-port, --resident-port, --kiosk-port, --board-port, --certificate-port, --mqtt-port, --mqtts-port <n>
  --kiosk                    第二块屏幕作自助终端 / the second screen is a kiosk
  --kiosk=https://<name>:8444  本机只作该主机的自助终端 / this machine is a kiosk of that hub and nothing else
  --no-lan                   仅限本机 / this machine only
  --no-mdns                  不在局域网广播名称 / do not announce the name on the LAN
  --log-json                 终端输出 JSON 日志 / JSON log lines on the terminal
  --unattended               终端无人看管，暂不显示恢复码 / nobody reads the terminal: the recovery code waits
  --practice                 练习站，数据目录独立 / a practice station in a data folder of its own (npm run practice)
    --size <small|station|large> --seed <0-9a-z>
  --setup                    建立正式站点 / make a real station
    --station <id> --name <名称> --grids <n> --manager-name <姓名> --manager-code <工号>
  --recover                  凭恢复码重建密钥文件，然后启动 / make the key file again from the recovery code, then start
  --new-manager              凭恢复码新设或恢复一名站长，然后启动 / make somebody a manager by the recovery code, then start
`;

/** Reads the command line; the error is the sentence to show. */
export function parseArguments(argv: readonly string[]): Result<HostArguments, string> {
  let values;
  try {
    ({ values } = parseArgs({ args: [...argv], options: FLAGS, strict: true, allowPositionals: false }));
  } catch (cause) {
    return err(cause instanceof Error ? cause.message : String(cause));
  }
  if (values.setup && (values.recover || values['new-manager'])) {
    return err('--setup: 新站点没有恢复码 / a new station has no recovery code yet');
  }
  const practice = practiceOf(values);
  if (!practice.ok) return practice;
  const ports = portsOf({
    base: values['port-base'] ?? values.port,
    loopback: values['loopback-port'],
    staff: values['staff-port'],
    certificatePage: values['certificate-port'],
    residents: values['resident-port'],
    kiosk: values['kiosk-port'],
    board: values['board-port'],
    mqtt: values['mqtt-port'],
    mqtts: values['mqtts-port'],
  });
  if (!ports.ok) return ports;
  return ok({
    data: values.data ?? null,
    keys: values.keys ?? null,
    ports: ports.value,
    lan: values['no-lan'] ? false : null,
    mdns: values['no-mdns'] ? false : null,
    logJson: values['log-json'] ?? false,
    help: values.help ?? false,
    recover: values.recover ?? false,
    unattended: values.unattended ?? false,
    newManager: values['new-manager'] ?? false,
    practice: practice.value,
    setup: values.setup
      ? {
          station: values.station ?? null,
          name: values.name ?? null,
          managerName: values['manager-name'] ?? null,
          managerCode: values['manager-code'] ?? null,
          grids: values.grids ?? null,
        }
      : null,
  });
}

interface PracticeTexts {
  readonly practice?: boolean | undefined;
  readonly size?: string | undefined;
  readonly seed?: string | undefined;
  readonly setup?: boolean | undefined;
}

function practiceOf({ practice, size: name, seed = '1', setup }: PracticeTexts): Result<PracticePlan | null, string> {
  if (!practice) return name === undefined && seed === '1' ? ok(null) : err('--size, --seed: --practice');
  if (setup) return err('--setup: 与 --practice 只能选一个 / either this or --practice');
  const size = PRACTICE_SIZE_NAMES.find((each) => each === (name ?? 'station'));
  if (!size) return err(`--size ${name}: ${PRACTICE_SIZE_NAMES.join(', ')}`);
  if (!PRACTICE_SEED.test(seed))
    return err(`--seed ${seed}: 1–24 个小写字母或数字 / 1–24 lower-case letters and digits`);
  return ok({ size, seed });
}

interface PortTexts {
  readonly base: string | undefined;
  readonly loopback: string | undefined;
  readonly staff: string | undefined;
  readonly certificatePage: string | undefined;
  readonly residents: string | undefined;
  readonly kiosk: string | undefined;
  readonly board: string | undefined;
  readonly mqtt: string | undefined;
  readonly mqtts: string | undefined;
}

function portsOf({ base, ...single }: PortTexts): Result<Partial<Ports>, string> {
  const ports: { -readonly [name in keyof Ports]?: number } = {};
  for (const name of [
    'loopback',
    'staff',
    'certificatePage',
    'residents',
    'kiosk',
    'board',
    'mqtt',
    'mqtts',
  ] as const) {
    const text = single[name] ?? base;
    if (text === undefined) continue;
    const number = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
    // Base 0 asks for free ports, for tests; elsewhere they keep their distances.
    const offset = single[name] === undefined && number !== 0 ? DEFAULT_PORTS[name] - DEFAULT_PORTS.loopback : 0;
    if (!(number + offset <= 65_535)) return err(`${text}: 不是端口号 / not a port number`);
    ports[name] = number + offset;
  }
  return ok(ports);
}
