/**
 * The three functions of the Reflect metadata proposal that `@peculiar/x509`'s own dependency (tsyringe) asks for at load
 * time. Installed where nobody else has.
 */

type Target = object;
type Metadata = Map<unknown, unknown>;

interface ReflectWithMetadata {
  defineMetadata?: (key: unknown, value: unknown, target: Target) => void;
  getOwnMetadata?: (key: unknown, target: Target) => unknown;
  getMetadata?: (key: unknown, target: Target) => unknown;
}

/** Makes `Reflect.getMetadata` and its two companions available to libraries loaded afterwards. */
export function installReflectMetadata(reflect: ReflectWithMetadata = Reflect as ReflectWithMetadata): void {
  if (reflect.getMetadata) return;
  const kept = new WeakMap<Target, Metadata>();
  reflect.defineMetadata = (key, value, target) => {
    const metadata = kept.get(target) ?? new Map<unknown, unknown>();
    kept.set(target, metadata.set(key, value));
  };
  reflect.getOwnMetadata = (key, target) => kept.get(target)?.get(key);
  // A class inherits what was noted of the class it extends.
  reflect.getMetadata = (key, target) => {
    for (let at: Target | null = target; at !== null; at = Object.getPrototypeOf(at) as Target | null) {
      if (kept.get(at)?.has(key)) return kept.get(at)?.get(key);
    }
    return undefined;
  };
}
