/** Shapes of the board, on a field of 26 units; drawn with a line. */
const PATHS = {
  roof: 'M2.5 23V11.5L8 5.5l5 5.5v12M13 11l5-5.5 5.5 6V23M2.5 23h21M13 23v-6',
  sound: 'M4 10h4l5-4v14l-5-4H4zM17 9.5a5 5 0 0 1 0 7M20 7a9 9 0 0 1 0 12',
  person: 'M13 12.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM5 22.5c0-4.3 3.6-7 8-7s8 2.7 8 7',
  clock: 'M13 23a10 10 0 1 0 0-20 10 10 0 0 0 0 20zM13 7.5v6l4 2.3',
} as const;

/** A shape beside words that say the same; as large as they are. */
export function Drawn({ of }: { readonly of: keyof typeof PATHS }) {
  return (
    <svg className="board-drawn" viewBox="0 0 26 26" aria-hidden="true">
      <path d={PATHS[of]} />
    </svg>
  );
}
