/** The product's mark: two houses wall to wall. */
export function Mark({ size = 26 }: { readonly size?: number }) {
  return (
    <svg
      viewBox="0 0 26 26"
      width={size}
      height={size}
      fill="none"
      stroke="var(--accent)"
      strokeWidth="2.1"
      strokeLinejoin="round"
      strokeLinecap="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d="M3 23V11.5L8 6l5 5.5V23M13 11.5 18 6l5 5.5V23M3 23h20M13 23v-5.5" />
    </svg>
  );
}
