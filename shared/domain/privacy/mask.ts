/** What strangers and shared screens may see of a personal value. Masks keep positions, so two of them can be told apart. */

const DOT = '•';
const ADDRESS_TAIL = 8;

/** `339 •••••••• 4127`: the first three and last four of a citizen id; all dots when it is too short to hide anything. */
export function maskCitizenId(citizenId: string): string {
  return maskMiddle(citizenId);
}

/** `138 •••• 6021`. */
export function maskPhone(phone: string): string {
  return maskMiddle(phone);
}

/** `钱**`: two stars whatever the length, which would tell families apart. */
export function maskName(name: string): string {
  const [first] = name;
  return first === undefined ? '' : `${first}**`;
}

/** The address without its last eight characters, which are house, stair and door. */
export function maskAddress(address: string): string {
  const characters = [...address];
  const shown = characters
    .slice(0, Math.max(0, characters.length - ADDRESS_TAIL))
    .join('')
    .trimEnd();
  return `${shown}${DOT.repeat(Math.min(ADDRESS_TAIL, characters.length))}`;
}

function maskMiddle(value: string): string {
  const hidden = value.length - 7;
  if (hidden < 3) return DOT.repeat(value.length);
  return `${value.slice(0, 3)} ${DOT.repeat(hidden > 8 ? 8 : hidden)} ${value.slice(-4)}`;
}
