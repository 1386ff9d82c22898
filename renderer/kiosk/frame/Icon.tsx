/** Shapes of the kiosk, on a field of 24 units; drawn with a line. */
const PATHS = {
  ticket: 'M3 7h18v3.5a1.5 1.5 0 0 0 0 3V17H3v-3.5a1.5 1.5 0 0 0 0-3zM14 7v2M14 11v2M14 15v2',
  next: 'M9.5 5.5L16 12l-6.5 6.5',
  back: 'M14.5 5.5L8 12l6.5 6.5',
  up: 'M5.5 14.5L12 8l6.5 6.5',
  down: 'M5.5 9.5L12 16l6.5-6.5',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5L20 20',
  paper: 'M6 3h8l5 5v13H6zM14 3v5h5M9 13h7M9 17h7',
  pen: 'M4 20l1-4.5L16.5 4 20 7.5 8.5 19zM14 6.5l3.5 3.5',
  horn: 'M4 10v4h3l9 4.5v-13L7 10zM7 14l1.5 6h2.5M19.5 9.5v5',
  calendar: 'M4 6h16v14H4zM4 10.5h16M8.5 3.5V8M15.5 3.5V8M8 14.5h2M14 14.5h2',
  board: 'M4 4.5h16v12H4zM8 8.5h8M8 12.5h5M12 16.5V20.5M8.5 20.5h7',
  phone:
    'M6 3.5h3l1.5 4.5-2 1.5a12 12 0 0 0 6 6l1.5-2 4.5 1.5v3a2 2 0 0 1-2.2 2A16.5 16.5 0 0 1 4 5.7 2 2 0 0 1 6 3.5z',
  sound: 'M4 9.5h3.5L12 5.5v13L7.5 14.5H4zM15.5 9a4.5 4.5 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11',
  stop: 'M7 7h10v10H7z',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5.5l3.5 2',
  printer: 'M7 8V3.5h10V8M7 17H4.5a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1h15a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H17M7 14h10v6.5H7z',
  home: 'M4 11l8-7 8 7M6 9.5V20h12V9.5M10 20v-5.5h4V20',
  camera: 'M4 8h3.5L9 5.5h6L16.5 8H20v11H4zM12 16.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z',
  erase: 'M20.5 6H9L3.5 12 9 18h11.5zM12 9.5l5 5M17 9.5l-5 5',
  again: 'M19.5 12a7.5 7.5 0 1 1-2.2-5.3M19.5 4v4h-4',
  person: 'M12 11.5a3.8 3.8 0 1 0 0-7.6 3.8 3.8 0 0 0 0 7.6zM4.5 20.5c0-4 3.3-6.5 7.5-6.5s7.5 2.5 7.5 6.5',
  heart: 'M12 19.5S4 14.8 4 9.3A4.3 4.3 0 0 1 12 7a4.3 4.3 0 0 1 8 2.3c0 5.5-8 10.2-8 10.2z',
  place: 'M12 21s-6.5-6-6.5-11a6.5 6.5 0 0 1 13 0c0 5-6.5 11-6.5 11zM12 12.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6z',
} as const;
export type IconName = keyof typeof PATHS;

/** A shape beside words; as large as its style says. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="kiosk-icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}

/** The station's roof. */
export function Roof() {
  return (
    <svg className="kiosk-roof" viewBox="0 0 26 26" aria-hidden="true">
      <path d="M2.5 23V11.5L8 5.5l5 5.5v12M13 11l5-5.5 5.5 6V23M2.5 23h21M13 23v-6" />
    </svg>
  );
}

/** What went well, and what did not: a shape of its own each, so that colour is not all that says it. */
export function Mark({ tone }: { readonly tone: 'done' | 'care' }) {
  return (
    <svg className={`kiosk-mark is-${tone}`} viewBox="0 0 12 12" aria-hidden="true">
      {tone === 'done' ? (
        <>
          <circle cx="6" cy="6" r="5.3" />
          <path d="M3.7 6.2 5.3 7.8 8.4 4.5" />
        </>
      ) : (
        <>
          <path className="is-shape" d="M6 .8 11.4 10.8H.6z" />
          <path d="M6 4.3v3.2M6 9.1v.2" />
        </>
      )}
    </svg>
  );
}
