import { AppError } from '#shared/errors/app-error';
import type { ChangeDevice } from '#shared/ipc/admin-api';
import type { SignIn } from '#shared/ipc/station-api';
import type { DurableFolder } from '../durable-folder';
import { openHostOnlyFile } from '../host-only-file';
import { DEVICES_FILE, deviceFileSchema, newDevice, withDevice, type Device, type DeviceFile } from './device-file';

/** Where and when a device is met. */
export interface Meeting {
  readonly staff: string;
  readonly address: string | null;
  readonly nowMs: number;
}

/** The devices of the station, in the host-only store. */
export interface Devices {
  all(): readonly Device[];
  byId(id: string): Device | undefined;
  /**
   * Takes in a device that somebody signs in on, or finds the one it is. `isTrusted` approves one that waits. On disk when it
   * resolves; the caller has checked the secret of a device that is known.
   */
  register(device: SignIn['device'], isTrusted: boolean, meeting: Meeting): Promise<Registered>;
  /** Notes that a device was met; written down now and then, and at `flush`. */
  meet(id: string, meeting: Meeting): void;
  /** Whether the replica is this device's: the first to name it keeps it. */
  claimReplica(id: string, replica: string): Promise<boolean>;
  /** Throws `request.not-found`, and `request.malformed` for a change that cannot be. */
  change(id: string, change: ChangeDevice): Promise<Device>;
  /** Whether it was asked to erase what it holds and had not said yet that it did. */
  confirmWipe(id: string): Promise<boolean>;
  flush(): Promise<void>;
}

export interface Registered {
  readonly device: Device;
  readonly isNew: boolean;
  /** Whether this meeting approved it. */
  readonly isApproved: boolean;
}

/** A device in daily use is noted this often. */
const WRITE_EVERY_MS = 5 * 60_000;
/** Devices that wait at once; beyond it the one that was not heard of for longest makes way. */
const MOST_PENDING = 50;
/** Local databases on one device: one a person and station, and those made anew after a loss. */
const MOST_REPLICAS = 500;

/** Opens `devices.json`. `host.data-damaged`. */
export async function openDevices(folder: DurableFolder): Promise<Devices> {
  const empty: DeviceFile = { version: 1, devices: [] };
  const file = await openHostOnlyFile<DeviceFile>(folder, DEVICES_FILE, deviceFileSchema, empty);
  const met = new Map<string, Meeting>();
  const writing = new Set<string>();
  const stored = (id: string): Device | undefined => file.current().devices.find((device) => device.id === id);
  const fresh = (device: Device): Device => asMet(device, met.get(device.id));
  const byId = (id: string): Device | undefined => {
    const device = stored(id);
    return device && fresh(device);
  };

  /** Puts down where and when a device was met. */
  async function write(id: string): Promise<void> {
    const meeting = met.get(id);
    await file.change((current) => {
      const device = current.devices.find((known) => known.id === id);
      return device && meeting ? withDevice(current, asMet(device, meeting)) : current;
    });
    if (met.get(id) === meeting) met.delete(id);
  }

  /** Changes what is kept of one device; throws `request.not-found`. */
  async function update(id: string, next: (device: Device) => Device): Promise<Device> {
    const { devices } = await file.change((current) => {
      const device = current.devices.find((known) => known.id === id);
      if (!device) throw new AppError('request.not-found', 'no such device');
      const changed = next(fresh(device));
      return changed === device ? current : withDevice(current, changed);
    });
    return devices.find((device) => device.id === id) as Device;
  }

  return {
    all: () => file.current().devices.map(fresh),
    byId,
    register: async (request, isTrusted, meeting) => {
      const known = byId(request.id);
      const before = known ?? { ...newDevice(request, 'pending'), firstSeenMs: meeting.nowMs };
      const isApproved = before.state === 'pending' && isTrusted;
      const device: Device = asMet({ ...before, state: isApproved ? 'approved' : before.state }, meeting);
      await file.change((current) => withoutOldest(withDevice(current, device)));
      met.delete(device.id);
      return { device, isNew: !known, isApproved };
    },
    meet: (id, meeting) => {
      const device = stored(id);
      if (!device) return;
      met.set(id, { ...meeting, address: meeting.address ?? met.get(id)?.address ?? null });
      if (meeting.nowMs - device.lastSeenMs < WRITE_EVERY_MS || writing.has(id)) return;
      writing.add(id);
      // A failing disk shows elsewhere; what is lost here is a time of day.
      write(id)
        .catch(() => undefined)
        .finally(() => writing.delete(id));
    },
    claimReplica: async (id, replica) => {
      // Almost always it is there already, and the disk is left alone.
      if (stored(id)?.replicas.includes(replica)) return true;
      let isClaimed = false;
      await file.change((current) => {
        const owner = current.devices.find(({ replicas }) => replicas.includes(replica));
        const device = current.devices.find((known) => known.id === id);
        isClaimed = owner ? owner.id === id : device !== undefined && device.replicas.length < MOST_REPLICAS;
        if (owner || !device || !isClaimed) return current;
        return withDevice(current, { ...device, replicas: [...device.replicas, replica] });
      });
      return isClaimed;
    },
    change: (id, wanted) => update(id, (device) => changedDevice(device, wanted)),
    confirmWipe: async (id) => {
      let isFirst = false;
      await update(id, (device) => {
        isFirst = device.wipe === 'asked';
        return isFirst ? { ...device, wipe: 'done' } : device;
      });
      return isFirst;
    },
    flush: async () => {
      for (const id of [...met.keys()]) await write(id);
    },
  };
}

function asMet(device: Device, meeting: Meeting | undefined): Device {
  if (!meeting) return device;
  const { staff, address, nowMs } = meeting;
  return {
    ...device,
    lastSeenMs: Math.max(device.lastSeenMs, nowMs),
    lastAddress: address ?? device.lastAddress,
    people: device.people.includes(staff) ? device.people : [...device.people, staff],
  };
}

function changedDevice(device: Device, { name, state, wipe }: ChangeDevice): Device {
  const next = state ?? device.state;
  if (device.state === 'revoked' && next !== 'revoked') throw impossible('a revoked device registers anew');
  if (wipe !== undefined && next !== 'revoked') throw impossible('only a revoked device erases what it holds');
  const asked = device.wipe === 'done' ? 'done' : wipe ? 'asked' : 'no';
  return {
    ...device,
    name: name ?? device.name,
    state: next,
    wipe: wipe === undefined ? device.wipe : asked,
    escrowSalt: next === 'revoked' ? null : device.escrowSalt,
  };
}

const impossible = (message: string): AppError => new AppError('request.malformed', message);

function withoutOldest(file: DeviceFile): DeviceFile {
  const pending = file.devices.filter(({ state }) => state === 'pending');
  if (pending.length <= MOST_PENDING) return file;
  const oldest = pending.reduce((a, b) => (b.lastSeenMs < a.lastSeenMs ? b : a));
  return { ...file, devices: file.devices.filter((device) => device !== oldest) };
}
