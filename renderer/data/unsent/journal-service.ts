import { openJournalLog, type EntryName, type JournalEntry, type JournalFile, type JournalLog } from './journal-log';

/** The journals of everybody on this device, by the names of their databases. */
export interface JournalFolder {
  /** Opens one for this page alone; answers what is in it. Throws when another page has it. */
  open(name: string): Promise<readonly JournalEntry[]>;
  /** On disk when it resolves. */
  write(name: string, puts: readonly JournalEntry[], drops: readonly EntryName[]): Promise<void>;
  close(name: string): Promise<void>;
  /** Names of all journals that are there. */
  names(): Promise<readonly string[]>;
  /** Takes away one that is closed. */
  remove(name: string): Promise<void>;
  /** Closes everything. */
  end(): Promise<void>;
}

/** Where journals lie: two files each. */
export interface JournalPlace {
  open(file: string): Promise<JournalFile>;
  files(): Promise<readonly string[]>;
  remove(file: string): Promise<void>;
}

const SUFFIXES = ['.a', '.b'] as const;

/** Journals in a place. */
export function createJournalFolder(place: JournalPlace): JournalFolder {
  const logs = new Map<string, JournalLog>();
  return {
    async open(name) {
      logs.get(name)?.close();
      logs.delete(name);
      const [a, b] = SUFFIXES.map((suffix) => name + suffix) as [string, string];
      const first = await place.open(a);
      try {
        const log = openJournalLog([first, await place.open(b)]);
        logs.set(name, log);
        return log.entries();
      } catch (thrown) {
        first.close();
        throw thrown;
      }
    },
    async write(name, puts, drops) {
      const log = logs.get(name);
      if (!log) throw new Error('the journal is not open');
      log.write(puts, drops);
    },
    async close(name) {
      logs.get(name)?.close();
      logs.delete(name);
    },
    names: async () => [
      ...new Set(
        (await place.files()).flatMap((file) => {
          const suffix = SUFFIXES.find((each) => file.endsWith(each));
          return suffix ? [file.slice(0, -suffix.length)] : [];
        }),
      ),
    ],
    async remove(name) {
      for (const suffix of SUFFIXES) await place.remove(name + suffix);
    },
    async end() {
      for (const log of logs.values()) log.close();
      logs.clear();
    },
  };
}
