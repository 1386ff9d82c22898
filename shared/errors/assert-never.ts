/** Marks a branch that the types say cannot be reached; throws with the value if data from outside reached it anyway. */
export function assertNever(value: never, where: string): never {
  throw new Error(`${where}: unexpected ${JSON.stringify(value)}`);
}
