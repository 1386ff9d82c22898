import { writeWholes, type WholeDocument, type WholeWrite } from './attachments';
import type { Shelter } from './shelter';
import { storageError } from './storage-error';
import type { Store } from './store';

interface Waiting {
  readonly whole: WholeDocument;
  resolve(written: WholeWrite): void;
  reject(error: unknown): void;
}

/** Bytes of attachments that one write takes: what is in it is in memory several times over. A larger one goes alone. */
const TOGETHER_BYTES = 4 * 1024 * 1024;

/**
 * Writes documents with attachments. Each write waits for the disk: what comes while one is under way shares the next, and its wait.
 * `onWritten` is called within the turn, before and after. What one of them does wrong is not the fault of the others beside it.
 */
export function createWholeWrites(
  database: string,
  shelter: Shelter,
  onWritten: () => Promise<void>,
): (whole: WholeDocument) => Promise<WholeWrite> {
  const waiting: Waiting[] = [];
  let isTurnAsked = false;

  /** The first that wait, at least one; of a document that came twice the second waits for the next turn. */
  function take(): readonly Waiting[] {
    const ids = new Set<string>();
    const taken: Waiting[] = [];
    let bytes = 0;
    for (const each of waiting) {
      bytes += sizeOf(each.whole);
      if (taken.length > 0 && (bytes > TOGETHER_BYTES || ids.has(each.whole.document._id))) break;
      ids.add(each.whole.document._id);
      taken.push(each);
    }
    waiting.splice(0, taken.length);
    return taken;
  }

  async function askForTurn(): Promise<void> {
    isTurnAsked = true;
    let taken: readonly Waiting[] | null = null;
    try {
      const answers = await shelter.write(async (store) => {
        isTurnAsked = false;
        const mine = take();
        taken = mine;
        if (waiting.length > 0) void askForTurn();
        await onWritten();
        const written = await writeApart(store, mine);
        await onWritten();
        return { mine, written };
      });
      answers.mine.forEach(({ resolve, reject }, at) => {
        const answer = answers.written[at];
        if (!answer || answer instanceof Error) reject(storageError(answer, database));
        else resolve(answer);
      });
    } catch (error) {
      // The store could not be had at all: nobody's turn comes.
      if (!taken) isTurnAsked = false;
      for (const { reject } of taken ?? waiting.splice(0)) reject(error);
    }
  }

  return (whole) =>
    new Promise((resolve, reject) => {
      waiting.push({ whole, resolve, reject });
      if (!isTurnAsked) void askForTurn();
    });
}

/** All in one write; where that fails and the store is sound, each in one of its own. */
async function writeApart(
  { pouch, level, trouble }: Store,
  waiting: readonly Waiting[],
): Promise<readonly (WholeWrite | Error)[]> {
  const wholes = waiting.map(({ whole }) => whole);
  try {
    return await writeWholes(pouch, level, wholes);
  } catch (error) {
    if (wholes.length === 1 || trouble()) throw error;
  }
  const answers: (WholeWrite | Error)[] = [];
  for (const whole of wholes) {
    const [answer] = await writeWholes(pouch, level, [whole]).catch((error: unknown) => {
      if (trouble()) throw error;
      return [error as Error];
    });
    answers.push(answer as WholeWrite | Error);
  }
  return answers;
}

function sizeOf({ attachments }: WholeDocument): number {
  let bytes = 0;
  for (const each of attachments.values()) bytes += each.bytes.length;
  return bytes;
}
