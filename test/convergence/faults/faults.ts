import type { Feature } from '../operations';

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
  /** What histories need for it to show itself. */
  readonly with?: readonly Feature[];
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
    from: 'await deliverPage(deps, db, rows, isFirst);\n    await deps.control.setCursor(next);',
    to: 'await deps.control.setCursor(next);\n    await deliverPage(deps, db, rows, isFirst);',
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
    with: ['crowd'],
  },
  {
    name: 'outbox-takes-the-last-to-come',
    means: 'the outbox goes back to an older state of a record',
    file: 'shared/sync/outbox.ts',
    from: "case 'equal':\n    case 'after':\n      return { ...existing, rev: next.rev };",
    to: "case 'equal':\n    case 'after':\n      return next;",
    with: ['crowd'],
  },
  {
    name: 'acknowledged-whatever-came-since',
    means: 'what was typed while the last save was on its way is not sent',
    file: 'renderer/data/control/control-store.ts',
    from: 'return row.vectorKey === ack.vectorKey ? null : { ...row, rev: ack.rev };',
    to: 'return null;',
    with: ['crowd'],
  },
  {
    name: 'outbox-not-replayed',
    means: 'after a crash in a save the screen shows, and builds on, what was before it',
    file: 'shared/sync/replay.ts',
    from: 'const all = await deps.control.allQueued();',
    to: 'const all = (await deps.control.allQueued()).slice(0, 0);',
    with: ['crowd'],
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
  {
    name: 'decision-about-what-nobody-saw',
    means: 'a value that came while somebody was deciding counts as decided about',
    file: 'shared/sync/author.ts',
    from: 'entry.settled === undefined && seenIn.get(entry.field)?.has(entry.stamp)',
    to: 'entry.settled === undefined && seenIn.has(entry.field)',
  },
  {
    name: 'decision-over-another-value',
    means: 'a decision goes over a value that stands since, which nobody saw',
    file: 'shared/sync/local-writer.ts',
    from: 'if (unseen.length === 0) return;',
    to: 'if (unseen.length >= 0) return;',
    with: ['crowd'],
  },
  {
    name: 'decision-undone-by-a-merge',
    means: 'what somebody decided about waits for a decision again after the next merge',
    file: 'shared/sync/merge.ts',
    from: 'settled: laterSettlement(value.settled, other.settled)',
    to: 'settled: undefined',
  },
  {
    name: 'losing-leaf-just-ends',
    means: 'what was written through another node of the district is gone',
    file: 'main/services/upstream/settle-leaves.ts',
    from: 'return { write: isThere ? null : { ...merged, _rev: winner._rev }, ends };',
    to: 'return { write: null, ends };',
    with: ['upstream'],
  },
  {
    name: 'new-district-is-taken-for-the-old',
    means: 'a district that was made anew stays empty of what was there before',
    file: 'main/services/upstream/exchange.ts',
    from: 'before.instance === instance\n      ? before',
    to: 'before.instance !== null\n      ? before',
    with: ['upstream'],
  },
  {
    name: 'set-back-hub-asks-for-nothing',
    means: 'a hub that was set back does not get back from the district what it lost',
    file: 'main/services/upstream/exchange.ts',
    from: 'const before = kept.reader === reader ? kept',
    to: "const before = kept.reader !== '' ? kept",
    with: ['upstream'],
  },
  {
    name: 'write-does-not-follow',
    means: 'a save on a tablet of the old grid is answered and goes nowhere',
    file: 'main/services/transfers/follow.ts',
    from: 'photos.named(joinRecords(inPlace, coming))',
    to: 'photos.named(inPlace)',
    with: ['moves'],
  },
  {
    name: 'one-row-of-numbers-in-two-grids',
    means: 'a save in one grid passes for one that has seen an earlier save in the other',
    file: 'shared/sync/local-writer.ts',
    from: 'if (elsewhere.length > 0 && (await readAll(elsewhere)).size > 0) await control.renewReplica();',
    to: '',
    with: ['moves'],
  },
  {
    name: 'stub-is-not-put-back',
    means: 'a hub that was set back keeps somebody in two grids',
    file: 'main/services/transfers/carrier.ts',
    from: "} else if (leaf.kind === 'record') await lookAtRecord(leaf.record, { stub, job });",
    to: '}',
    with: ['moves'],
  },
  {
    name: 'last-visit-is-left-at-the-hub',
    means: 'somebody visited long ago passes for never visited on a tablet',
    file: 'shared/sync/budget.ts',
    from: 'else if (!isNewest && record.rank',
    to: 'else if (record.rank',
    with: ['archive'],
  },
];
