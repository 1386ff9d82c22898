import { useSyncExternalStore } from 'react';

/**
 * Where in the app somebody is, kept in the address after `#`: `#/visits?tab=soon`. Going back, reloading and opening a link
 * all lead to the same screen. Values hold ids and choices; what is typed into a search stays out of it.
 */
export interface Place {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
}

/** The text behind `#` for a place; empty values are left out. */
export function addressOf({ path, query }: Place): string {
  const present = Object.entries(query).filter(([, value]) => value !== '');
  const search = new URLSearchParams(present).toString();
  return `#${path}${search === '' ? '' : `?${search}`}`;
}

/** Reads what stands behind `#`; anything that is no place leads to the start. */
export function placeOf(hash: string): Place {
  const [path = '', search = ''] = hash.replace(/^#/, '').split('?', 2);
  return { path: path.startsWith('/') ? path : '/', query: Object.fromEntries(new URLSearchParams(search)) };
}

const listeners = new Set<() => void>();
let known: { readonly hash: string; readonly place: Place } | undefined;

/** The place, kept current. */
export function usePlace(): Place {
  return useSyncExternalStore(subscribe, currentPlace);
}

/** Goes to a place; `replace` leaves no step to come back to. */
export function goTo(place: Place, { replace = false } = {}): void {
  const address = addressOf(place);
  if (address === location.hash) return;
  if (replace) history.replaceState(history.state, '', address);
  else history.pushState({ isOurs: true }, '', address);
  notify();
}

/** Back to where somebody came from, or to `otherwise` when this is where the app was opened. */
export function goBack(otherwise: Place): void {
  const state: unknown = history.state;
  if (typeof state === 'object' && state !== null && 'isOurs' in state) history.back();
  else goTo(otherwise, { replace: true });
}

function currentPlace(): Place {
  const { hash } = location;
  if (known?.hash !== hash) known = { hash, place: placeOf(hash) };
  return known.place;
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) addEventListener('popstate', notify);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) removeEventListener('popstate', notify);
  };
}

function notify(): void {
  for (const listener of listeners) listener();
}
