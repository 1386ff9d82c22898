import { useRef, type KeyboardEvent } from 'react';
import './tab-row.css';

interface TabRowProps {
  /** What the row is of, for readers. */
  readonly label: string;
  readonly tabs: readonly { readonly id: string; readonly name: string }[];
  readonly chosen: string;
  /** `isStep`: by an arrow key, which leaves no step to come back to. */
  readonly onChoose: (id: string, isStep: boolean) => void;
}

/** Ids by which a tab and what it opens know each other. */
export const tabId = (id: string): string => `person-tab-${id}`;
export const PANEL_ID = 'person-tab-panel';

/** Pages of one thing, side by side; arrows, Home and End go from one to the next, as in any row of tabs. */
export function TabRow({ label, tabs, chosen, onChoose }: TabRowProps) {
  const row = useRef<HTMLDivElement>(null);
  const step = (event: KeyboardEvent) => {
    const at = tabs.findIndex(({ id }) => id === chosen);
    const to = stepTo(event.key, at, tabs.length);
    const tab = to === null ? undefined : tabs[to];
    if (!tab) return;
    event.preventDefault();
    onChoose(tab.id, true);
    row.current?.querySelector<HTMLElement>(`#${tabId(tab.id)}`)?.focus();
  };
  return (
    <div ref={row} className="tab-row" role="tablist" aria-label={label} onKeyDown={step}>
      {tabs.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          role="tab"
          id={tabId(id)}
          aria-selected={id === chosen}
          aria-controls={PANEL_ID}
          tabIndex={id === chosen ? 0 : -1}
          onClick={() => onChoose(id, false)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}

/** Where a key leads from one of so many; null: nowhere. */
function stepTo(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return (at + 1) % count;
    case 'ArrowLeft':
      return (at - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
