/** Runs tasks of one kind in the order they came, those that came during a run together in the next. */
export interface GroupCommit<T> {
  /** Resolves when the run that took the task has ended well; rejects with what ended it. */
  run(task: T): Promise<void>;
}

/** See `GroupCommit`. A disk write with strict durability costs the same for one row as for a hundred. */
export function createGroupCommit<T>(commit: (tasks: readonly T[]) => Promise<void>): GroupCommit<T> {
  let next: { readonly tasks: T[]; readonly done: Promise<void> } | null = null;
  let last: Promise<unknown> = Promise.resolve();
  return {
    run(task) {
      if (next) {
        next.tasks.push(task);
        return next.done;
      }
      const tasks = [task];
      const done = last.then(() => {
        next = null;
        return commit(tasks);
      });
      next = { tasks, done };
      last = done.catch(() => undefined);
      return done;
    },
  };
}
