/**
 * Faults that are planted into the product's sync code while it is bundled for the harness, one at a time: a harness that
 * does not notice them proves nothing. Each stands for something that others have shipped.
 */
export interface Fault {
  readonly name: string;
  /** What a person would see of it. */
  readonly means: string;
  /** Repository path of the module. */
  readonly file: string;
  /** Text that stands in it exactly once, and what is put in its place. */
  readonly from: string;
  readonly to: string;
}

export const FAULTS: readonly Fault[] = [
  {
    name: 'merge-drops-what-yields',
    means: 'of two values that two people wrote, one is gone without a word',
    file: 'shared/sync/merge.ts',
    from: 'if (value.stamp !== current.stamp) yields.push(asYield(field, value));',
    to: ';',
  },
  {
    name: 'merge-forgets-who-saw-what',
    means: 'values that were overwritten knowingly come back as conflicts',
    file: 'shared/sync/merge.ts',
    from: 'else if (!hasSeen(bSeen, stamp)) kept.push(value);',
    to: 'else kept.push(value);',
  },
  {
    name: 'merged-state-stays-here',
    means: 'a merge is shown on one device and never reaches the hub',
    file: 'shared/sync/deliver.ts',
    from: 'return { ...take(merged), ahead: { record: merged, rev } };',
    to: 'return take(merged);',
  },
  {
    name: 'cursor-before-delivery',
    means: 'a page that was being written when the device died is never read again',
    file: 'shared/sync/catch-up.ts',
    from: 'await deliverPage(deps, db, page.rows, isFirst);\n    await deps.control.setCursor(next);',
    to: 'await deps.control.setCursor(next);\n    await deliverPage(deps, db, page.rows, isFirst);',
  },
  {
    name: 'new-epoch-is-trusted',
    means: 'what devices had sent since the backup is not sent to the restored hub again',
    file: 'shared/sync/catch-up.ts',
    from: 'await queueWhatHubLacks(deps, db, signal);',
    to: '',
  },
  {
    name: 'conflict-counts-as-sent',
    means: 'a save that met another at the hub is taken for sent',
    file: 'shared/sync/push.ts',
    from: "if (answer && 'ok' in answer) {",
    to: "if (answer && ('ok' in answer || answer.error === 'conflict')) {",
  },
  {
    name: 'refused-row-goes-on-waiting',
    means: 'what the hub refuses is sent to it for ever',
    file: 'shared/sync/push.ts',
    from: "change: { state: 'refused', code, reason },",
    to: 'change: { code, reason },',
  },
  {
    name: 'refused-row-is-thrown-away',
    means: 'what the hub refuses leaves the outbox and nobody is shown it',
    file: 'shared/sync/push.ts',
    from: 'await deps.control.amend(refused);',
    to: "await deps.control.acknowledge(refused.map((row) => ({ ...row, rev: '' })));",
  },
  {
    name: 'saved-before-the-outbox-has-it',
    means: 'the screen says saved while the disk may still refuse the outbox its row',
    file: 'shared/sync/local-writer.ts',
    from: 'await control.queue(rows);',
    to: 'void control.queue(rows).catch(() => undefined);',
  },
  {
    name: 'outbox-takes-the-last-to-come',
    means: 'the outbox goes back to an older state of a record',
    file: 'shared/sync/outbox.ts',
    from: "case 'equal':\n    case 'after':\n      return { ...existing, rev: next.rev };",
    to: "case 'equal':\n    case 'after':\n      return next;",
  },
  {
    name: 'acknowledged-whatever-came-since',
    means: 'what was typed while the last save was on its way is not sent',
    file: 'renderer/data/control/control-store.ts',
    from: 'return row.vectorKey === ack.vectorKey ? null : { ...row, rev: ack.rev };',
    to: 'return null;',
  },
  {
    name: 'outbox-not-replayed',
    means: 'after a crash in a save the screen shows, and builds on, what was before it',
    file: 'shared/sync/replay.ts',
    from: 'const all = await deps.control.allQueued();',
    to: 'const all = (await deps.control.allQueued()).slice(0, 0);',
  },
  {
    name: 'numbers-used-twice',
    means: 'a device that was opened again gives two writes one number',
    file: 'renderer/data/control/replica.ts',
    from: 'let next = current.reserved + 1;',
    to: 'let next = Math.max(1, current.reserved - 60);',
  },
  {
    name: 'saves-do-not-hold-the-record',
    means: 'of two saves of one moment one is lost',
    file: 'shared/sync/rxdb-store.ts',
    from: 'hold: (ids, task) => lock.run(ids, task),',
    to: 'hold: (_ids, task) => lock.run([], task),',
  },
  {
    name: 'removed-and-made-again-under-the-old-name',
    means: 'a record made again after its grid had left the device covers what the device wrote to it before',
    file: 'shared/sync/remove-database.ts',
    from: 'await control.renewReplica();',
    to: '',
  },
];
