import { contextBridge } from 'electron';

/**
 * The bridge of the staff window. It carries nothing: the screens speak HTTP to the host exactly as in a browser, and the
 * name's presence only tells them that they stand in the window.
 */
contextBridge.exposeInMainWorld('linliWindow', {});
