/** How a window's page is caged. Electron's defaults are most of this today; said here so that a test notices a change. */
export const CAGE = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
  experimentalFeatures: false,
  navigateOnDragDrop: false,
  // Dictionaries are fetched from a server, and what is typed here is about people.
  spellcheck: false,
} as const;

/** The same for the staff's window, with its bridge. */
export function webPreferences(preload: string) {
  return { preload, ...CAGE } as const;
}
