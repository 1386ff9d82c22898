import { STATION } from '#test/support/builders';
import { parseDocumentId } from '#shared/schema/ids';
import { limited, pause } from './limited';
import { playAtDistrict } from './play-district';
import { away, gridLeaves, placementAtHub, send } from './play-hub';
import { begin, create, decide, discard, edit, together } from './play-writes';
import type { Operation } from './operations';
import { fieldOf, nameOf } from './records';
import { ownTime } from './own-time';
import type { Replica } from './replica';
import { gridDatabase, type Stage } from './stage';

/** Longer than what is new stays on every device. */
const MONTH_MS = 31 * 86_400_000;

/** Longest that a step may take. */
const STEP_MS = 15_000;

/** Time for whoever can to come to rest. */
const SETTLE_MS = 300;

/** Plays one step; what goes wrong is added to the stage's faults. */
export async function playStep(stage: Stage, operation: Operation, number: number): Promise<void> {
  try {
    await limited(`step ${number}, ${operation.kind}`, STEP_MS, perform(stage, operation));
  } catch (thrown) {
    stage.faults.push(
      `step ${number}, ${operation.kind}: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
    );
  }
}

async function perform(stage: Stage, operation: Operation): Promise<void> {
  const { hub } = stage;
  if ('at' in operation) return performAt(stage, operation);
  switch (operation.kind) {
    case 'erase': {
      const id = await placementAtHub(stage, nameOf(operation.record, stage));
      if (id && (await hub.erase(`grid-${parseDocumentId(id)?.scope}`, id))) stage.ledger.erased(id);
      return;
    }
    case 'month':
      await hub.passTime(MONTH_MS);
      for (const replica of stage.replicas) replica.passTime(MONTH_MS);
      return;
    case 'move':
      return send(stage, operation);
    case 'restart':
    case 'copy':
      return away(stage, { how: operation.kind });
    case 'crash':
      for (const { network } of stage.replicas) network.cut();
      return away(stage, { how: 'crash' });
    case 'restore':
      return away(stage, { how: 'restore', back: operation.back });
    case 'recreate':
      return away(stage, { how: 'recreate' });
    case 'pause':
      return pause(operation.ms);
    case 'district-line':
    case 'district-look':
    case 'district-day':
    case 'district-copy':
    case 'district-restore':
    case 'district-recreate':
    case 'district-write':
      return playAtDistrict(stage, operation);
    case 'settle': {
      const end = ownTime() + SETTLE_MS;
      const areQuiet = async () => {
        const positions = await hub.positions();
        const states = await Promise.all(stage.replicas.map((replica) => replica.isQuiet(positions)));
        return states.every(Boolean);
      };
      while (!(await areQuiet()) && ownTime() < end) await pause(5);
    }
  }
}

async function performAt(stage: Stage, operation: Extract<Operation, { readonly at: number }>): Promise<void> {
  const replica = stage.replicas[operation.at % stage.replicas.length] as Replica;
  // A page that died is opened again by whoever needs it next.
  if (replica.life().isOver()) await replica.reopen();
  switch (operation.kind) {
    case 'create': {
      const record = nameOf(operation.record, stage);
      return begin(stage, operation.waits, () => create(stage, replica, record, operation.serial));
    }
    case 'edit': {
      const record = nameOf(operation.record, stage);
      const fields = [...new Set(operation.fields.map((index) => fieldOf(record, index)))];
      return begin(stage, operation.waits, async () => {
        if (record.isNatural) await create(stage, replica, record, operation.serial + 50);
        const edits = Array.from({ length: operation.times }, (_, index) =>
          edit(stage, replica, record, fields, operation.serial + index),
        );
        await Promise.all(edits);
      });
    }
    case 'together':
      return together(stage, replica, operation);
    case 'decide': {
      const record = nameOf(operation.record, stage);
      return decide(stage, replica, record, fieldOf(record, operation.field), operation.serial);
    }
    case 'discard':
      return discard(stage, replica);
    case 'link':
      return replica.network.set(operation.link);
    case 'double':
      return replica.network.doubleNextPush();
    case 'replay':
      return replica.network.replay(operation.back);
    case 'stop': {
      const left = await replica.stop();
      if (left.length > 0) stage.faults.push(`after stop() there went on: ${left.join(', ')}`);
      return;
    }
    case 'start':
      return replica.start();
    case 'kill':
      return replica.reopen();
    case 'die':
      return replica.life().arm(operation.death);
    case 'full-disk':
      return replica.life().fillDisk(operation.writes);
    case 'forget':
      return replica.forget();
    case 'wake':
      return replica.engine()?.wake();
    case 'clock':
      return replica.setSkew(operation.skewMs);
    case 'older': {
      const { owner, grid } = nameOf(operation.record, stage);
      return owner === null ? undefined : replica.loadOlder(`${STATION}-${grid}`, owner);
    }
    case 'expire':
      return replica.expire();
    case 'grant': {
      const db = gridDatabase(stage, operation.grid);
      if (operation.right === 'none') await gridLeaves(stage, replica, db);
      return replica.grant(db, operation.right);
    }
  }
}
