import { proxy, wrap } from 'comlink';
import type { RegisterService } from './service';

/** A service, and how to end what it runs in. */
export interface RegisterTransport {
  readonly service: RegisterService;
  end(): void;
}

const startWorker = (): Worker =>
  new Worker(new URL('./register.worker.ts', import.meta.url), { type: 'module', name: 'register' });

let warm: Worker | null = null;

/** Has a worker read its program while somebody's passphrase is being tried: it is not waited for then. */
export function warmUpRegister(): void {
  if (typeof Worker !== 'undefined') warm ??= startWorker();
}

/** In a worker where there are workers, else on this thread. */
export function openRegisterTransport(): RegisterTransport {
  if (typeof Worker === 'undefined') return inProcessTransport();
  const worker = warm ?? startWorker();
  warm = null;
  const remote = wrap<RegisterService>(worker);
  const call = (name: keyof RegisterService, args: readonly unknown[]): unknown =>
    // A function cannot be sent; Comlink sends word to it instead.
    (remote[name] as (...given: unknown[]) => unknown)(
      ...args.map((arg): unknown => (typeof arg === 'function' ? proxy(arg) : arg)),
    );
  return { service: serviceOver(call), end: () => worker.terminate() };
}

/** On this thread. What it needs is loaded only then: a page that has a worker carries none of it. */
function inProcessTransport(): RegisterTransport {
  const loading = import('./service').then(({ createRegisterService }) => createRegisterService());
  const call = async (name: keyof RegisterService, args: readonly unknown[]): Promise<unknown> =>
    ((await loading)[name] as (...given: readonly unknown[]) => unknown)(...args);
  return { service: serviceOver(call), end: () => undefined };
}

/** A service whose every function is called somewhere else. */
function serviceOver(call: (name: keyof RegisterService, args: readonly unknown[]) => unknown): RegisterService {
  return new Proxy({} as RegisterService, {
    get: (_target, name) =>
      // Whoever awaits the service must not take it for a promise.
      name === 'then' ? undefined : (...args: readonly unknown[]) => call(name as keyof RegisterService, args),
  });
}
