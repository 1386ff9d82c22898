import { localDoorsSchema, paths } from '#shared/ipc/station-api';
import { isScreensOrigin } from '#main/policy/origins';

/** Where the host at that origin has its kiosk's door on this machine; null where it has none, or tells of one elsewhere. */
export async function kioskDoor(screensOrigin: string, fetch: typeof globalThis.fetch): Promise<string | null> {
  try {
    const answer = await fetch(screensOrigin + paths.localDoors, { signal: AbortSignal.timeout(5000) });
    const doors = localDoorsSchema.safeParse(await answer.json());
    const door = doors.success ? doors.data.kiosk : null;
    return door !== null && isScreensOrigin(door) ? door : null;
  } catch {
    return null;
  }
}
