import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toAppError } from '#shared/errors/app-error';
import { defaultDataFolder } from './config/data-folder';
import { startHost, type HostOptions, type RunningHost } from './host';
import { parseArguments, USAGE, type HostArguments } from './host/arguments';
import type { FirstRun } from './host/first-run';
import { explain } from './host/messages';
import { welcome } from './host/welcome';
import { askForStation } from './host/setup';
import { terminalDialogue } from './host/terminal';
import { errorFields } from './services/error-fields';
import { prettyLine } from './services/log/pretty';

/**
 * The host as a program: starts, says where it is, and stops on SIGTERM, SIGINT and SIGHUP. Exit codes: 0 stopped in order, 1
 * could not start or failed, 2 asked for something it does not know.
 */

/** The screens stand beside the host in `out/`. */
const STAFF_FOLDER = join(dirname(fileURLToPath(import.meta.url)), '..', 'renderer', 'staff');

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
  const firstRun = await chooseFirstRun(parsed.value);
  if (firstRun === null) return;
  const options = hostOptions(parsed.value, firstRun);
  try {
    const host = await startHost(options);
    stopOnSignals(host);
    process.stdout.write(welcome(host));
  } catch (thrown) {
    const error = toAppError(thrown);
    leave(1, explain(error, options.dataFolder));
    // What nobody foresaw is for whoever repairs it.
    if (error.code === 'internal' && thrown instanceof Error) process.stderr.write(`${thrown.stack ?? ''}\n`);
  }
}

/** Sets the exit code and lets the process end by itself, so that the text gets out. */
function leave(code: number, text: string): void {
  process.exitCode = code;
  process.stderr.write(text);
}

/** The practice station unless `--setup` asks for a real one; null when set-up was given up. */
async function chooseFirstRun({ setup }: HostArguments): Promise<FirstRun | null> {
  if (!setup) return { kind: 'practice' };
  const dialogue = terminalDialogue(process.stdin, process.stdout);
  const station = await askForStation(setup, dialogue);
  dialogue.close();
  if (station.ok) return station.value;
  leave(2, `${station.error}\n`);
  return null;
}

function hostOptions({ data, ports, lan, mdns, logJson }: HostArguments, firstRun: FirstRun): HostOptions {
  const machine = { platform: process.platform, env: process.env, homeFolder: homedir() };
  return {
    dataFolder: resolve(data ?? defaultDataFolder(machine)),
    staffFolder: STAFF_FOLDER,
    ports,
    firstRun,
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
