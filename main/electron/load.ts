import type { BrowserWindow } from 'electron';

/** Goes there; null when the page is up, else why it is not. A page that gives way to the next one is no failure. */
export async function load(window: BrowserWindow, url: string): Promise<string | null> {
  try {
    await window.loadURL(url);
    return null;
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    return message.includes('ERR_ABORTED') ? null : message;
  }
}
