import type { HubChangesPage, HubDatabasePort, HubPort } from './hub-port';
import type { ChangesInput } from './routes/queries';

/**
 * One page of changes. With `feed=longpoll` and nothing to tell it waits for the next write, at most `timeout` ms or until
 * `end` aborts, and then answers with what there is, which may be nothing.
 */
export async function longPoll(
  database: HubDatabasePort,
  hub: HubPort,
  input: ChangesInput,
  ids: readonly string[] | null,
  end: AbortSignal,
): Promise<HubChangesPage> {
  const page = (since: string) =>
    database.changes({
      since,
      limit: input.limit,
      includeDocs: input.include_docs,
      style: input.style,
      conflicts: input.conflicts,
      descending: input.descending,
      ids,
    });
  if (input.feed === 'normal') return page(input.since);

  const deadline = AbortSignal.any([end, AbortSignal.timeout(Math.max(1, input.timeout))]);
  // Resolved once, so that what is written while a page is being read counts as after it.
  let since = input.since === 'now' ? database.position().seq : input.since;
  for (;;) {
    const wake = nextWrite(database.name, hub, deadline);
    const found = await page(since);
    if (found.results.length > 0 || deadline.aborted) {
      wake.forget();
      return found;
    }
    since = found.last_seq;
    await wake.happened;
  }
}

/** The next write to a database; starts listening at once, so that none falls between reading and waiting. */
function nextWrite(name: string, hub: HubPort, deadline: AbortSignal): { happened: Promise<void>; forget(): void } {
  let done = (): void => undefined;
  const happened = new Promise<void>((resolve) => (done = resolve));
  const leave = hub.onChange(({ database }) => {
    if (database === name) finish();
  });
  function finish(): void {
    leave();
    deadline.removeEventListener('abort', finish);
    done();
  }
  if (deadline.aborted) finish();
  else deadline.addEventListener('abort', finish, { once: true });
  return { happened, forget: finish };
}
