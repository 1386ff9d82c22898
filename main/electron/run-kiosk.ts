import type { App, Protocol, WebContents } from 'electron';
import { SHELL_SCHEME } from '#main/policy/origins';
import { createKiosk, type KioskElectron, type KioskOptions } from './kiosk';

/** A program that is a kiosk of a hub on the LAN and has no host and no staff's window. */
export interface KioskProgramOptions extends Omit<KioskOptions, 'electron' | 'isAlone'> {
  readonly electron: KioskElectron & {
    readonly app: Pick<App, 'requestSingleInstanceLock' | 'quit' | 'whenReady' | 'on'>;
    readonly protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>;
  };
}

/** Fills this machine's screen with the kiosk of the hub at `origin`, or leaves that to the program that does so already. */
export async function runKiosk(options: KioskProgramOptions): Promise<void> {
  const { app, protocol } = options.electron;
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  protocol.registerSchemesAsPrivileged([{ scheme: SHELL_SCHEME, privileges: { standard: true, secure: true } }]);
  await app.whenReady();
  const kiosk = createKiosk({ ...options, isAlone: true });
  app.on('web-contents-created', (_event, contents: WebContents) => {
    kiosk.cage(contents);
  });
  // The code closed it, or the machine is being shut down.
  app.on('window-all-closed', () => app.quit());
  kiosk.open();
}
