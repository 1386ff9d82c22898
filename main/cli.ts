import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toAppError } from '#shared/errors/app-error';
import { ok, type Result } from '#shared/errors/result';
import { defaultDataFolder } from './config/data-folder';
import { defaultKeysFolder, isWithin } from './config/keys-folder';
import { startHost, type HostOptions, type RunningHost } from './host';
import { parseArguments, USAGE, type HostArguments } from './host/arguments';
import { explain } from './host/messages';
import { recoverKeyFile } from './host/recover';
import { askForManager, askForRecoveryCode, askForStation, type Dialogue } from './host/setup';
import { terminalDialogue } from './host/terminal';
import { practiceNotice, recoveryNotice, welcome } from './host/welcome';
import { errorFields } from './services/error-fields';
import { prettyLine } from './services/log/pretty';

/**
 * The host as a program: starts, says where it is, and stops on SIGTERM, SIGINT and SIGHUP. Exit codes: 0 stopped in order, 1
 * could not start or failed, 2 asked for something it does not know.
 */

/** The screens stand beside the host in `out/`. */
const STAFF_FOLDER = join(dirname(fileURLToPath(import.meta.url)), '..', 'renderer', 'staff');
const BOARD_FOLDER = join(dirname(fileURLToPath(import.meta.url)), '..', 'renderer', 'board');
const KIOSK_FOLDER = join(dirname(fileURLToPath(import.meta.url)), '..', 'renderer', 'kiosk');
const PAD_FOLDER = join(dirname(fileURLToPath(import.meta.url)), '..', 'renderer', 'pad');

/** The thread that scores stands beside this file. */
const RISK_THREAD = new URL('risk-thread.js', import.meta.url);

/** A stop that takes longer than this is ended by force; everything acknowledged is on disk by then. */
const STOP_PATIENCE_MS = 10_000;

// A host goes on when the window or terminal that it talked to is gone.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

await main();

async function main(): Promise<void> {
  const parsed = parseArguments(process.argv.slice(2));
  if (!parsed.ok) return leave(2, `${parsed.error}\n${USAGE}`);
  if (parsed.value.help) {
    process.stdout.write(USAGE);
    return;
  }
  const folders = foldersOf(parsed.value);
  if (isWithin(folders.keysFolder, folders.dataFolder)) {
    return leave(2, `--keys: 密钥目录须在数据目录之外 / the keys folder has to be outside the data folder\n`);
  }
  try {
    if (parsed.value.practice) process.stdout.write(practiceNotice(parsed.value.practice, folders.dataFolder));
    const asked = await ask(parsed.value, folders);
    if (!asked.ok) return leave(2, `${asked.error}\n`);
    const host = await startHost({ ...hostOptions(parsed.value, folders), ...asked.value });
    stopOnSignals(host);
    process.stdout.write(welcome(host));
  } catch (thrown) {
    const error = toAppError(thrown);
    leave(1, explain(error, folders.dataFolder));
    // What nobody foresaw is for whoever repairs it.
    if (error.code === 'internal' && thrown instanceof Error) process.stderr.write(`${thrown.stack ?? ''}\n`);
  }
}

interface Folders {
  readonly dataFolder: string;
  readonly keysFolder: string;
}

/** A practice station by size and seed lies beside the usual station, under a name that says which it is. */
function foldersOf({ data, keys, practice }: HostArguments): Folders {
  const machine = { platform: process.platform, env: process.env, homeFolder: homedir() };
  const mark = practice ? `-practice-${practice.size}-${practice.seed}` : '';
  return {
    dataFolder: resolve(data ?? defaultDataFolder(machine) + mark),
    keysFolder: resolve(keys ?? defaultKeysFolder(machine) + mark),
  };
}

/** Sets the exit code and lets the process end by itself, so that the text gets out. */
function leave(code: number, text: string): void {
  process.exitCode = code;
  process.stderr.write(text);
}

type Asked = Pick<HostOptions, 'firstRun' | 'newManager'>;

/** What has to be talked about on the terminal before the start; the error is the sentence that ends it. */
async function ask(wanted: HostArguments, folders: Folders): Promise<Result<Asked, string>> {
  const { setup, recover, newManager } = wanted;
  if (!setup && !recover && !newManager) return ok({});
  const dialogue = terminalDialogue(process.stdin, process.stdout);
  try {
    const recovered = recover ? await recoverKey(folders, dialogue) : ok(null);
    if (!recovered.ok) return recovered;
    if (setup) {
      const station = await askForStation(setup, dialogue);
      return station.ok ? ok({ firstRun: station.value }) : station;
    }
    const manager = newManager ? await askForManager(dialogue) : ok(null);
    if (!manager.ok) return manager;
    return ok(manager.value ? { newManager: manager.value } : {});
  } finally {
    dialogue.close();
  }
}

async function recoverKey(folders: Folders, dialogue: Dialogue): Promise<Result<null, string>> {
  const code = await askForRecoveryCode(dialogue);
  if (!code.ok) return code;
  const isMade = await recoverKeyFile({ ...folders, recoveryCode: code.value, nowMs: Date.now() });
  dialogue.say(
    isMade
      ? `已在 ${folders.keysFolder} 重建密钥文件 / the key file was made again there`
      : '密钥文件完好，无需重建 / the key file is there and right',
  );
  return ok(null);
}

/** Resolves when the code has left for the terminal; a terminal that is gone has shown it to nobody. */
function showRecoveryCode(code: string): Promise<void> {
  return new Promise((shown, failed) => {
    process.stdout.write(recoveryNotice(code), (error) => (error ? failed(error) : shown()));
  });
}

function hostOptions(
  { ports, lan, mdns, logJson, unattended, practice }: HostArguments,
  folders: Folders,
): HostOptions {
  return {
    ...folders,
    staffFolder: STAFF_FOLDER,
    boardFolder: BOARD_FOLDER,
    kioskFolder: KIOSK_FOLDER,
    padFolder: PAD_FOLDER,
    riskThread: RISK_THREAD,
    ports,
    ...(practice && { firstRun: { kind: 'practice', plan: practice } }),
    ...(unattended ? {} : { showRecoveryCode }),
    echo: (line) => void process.stdout.write(logJson ? line : prettyLine(line)),
    ...(lan === null ? {} : { lan }),
    ...(mdns === null ? {} : { mdns }),
  };
}

function stopOnSignals(host: RunningHost): void {
  let stopping = false;
  const stop = (exitCode: number) => {
    // Asked twice, it ends at once.
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), STOP_PATIENCE_MS).unref();
    host.stop().then(
      () => process.exit(exitCode),
      (failure: unknown) => {
        process.stderr.write(`${String(failure)}\n`);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => stop(0));
  // After an error that nobody caught the state is unknown: note it, put everything away, let the supervisor start anew.
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (thrown: unknown) => {
      host.log.error('host.failed', errorFields(thrown));
      if (!stopping) stop(1);
    });
  }
}
