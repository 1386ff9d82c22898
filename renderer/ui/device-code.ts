/** How many of an id's last characters are read out: enough to tell a station's devices apart. */
const LENGTH = 6;

/** A device's short code, `4K7-M2Q`: what somebody reads off one screen to find the device on another. */
export function deviceCode(id: string): string {
  const tail = id.slice(-LENGTH);
  return `${tail.slice(0, LENGTH / 2)}-${tail.slice(LENGTH / 2)}`;
}
