import { ArrowDown, ArrowUp, Columns3 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { PopoverButton } from './popover-button';

/** Which columns a list shows, in which order, how wide. */
export interface ColumnChoice {
  readonly shown: readonly string[];
  /** Pixels, for columns that somebody gave a width. */
  readonly widths: Readonly<Record<string, number>>;
}

interface ChoosableColumn {
  readonly id: string;
  readonly label: string;
  readonly isFixed?: boolean;
  readonly minWidth: number;
}

interface ColumnChooserProps {
  /** All columns of the list. */
  readonly columns: readonly ChoosableColumn[];
  readonly choice: ColumnChoice;
  readonly onChange: (choice: ColumnChoice) => void;
  /** Back to what the list has by itself. */
  readonly onReset: () => void;
}

/** Pixels that a press on "wider" adds. */
const WIDTH_STEP = 40;
const WIDEST = 600;

/** Chooses columns, their order and their width, by mouse or keys. */
export function ColumnChooser({ columns, choice, onChange, onReset }: ColumnChooserProps) {
  const { t } = useTranslation('list');
  const { shown, widths } = choice;
  const ordered = inOrder(columns, shown);
  const isShown = ({ id, isFixed }: ChoosableColumn) => isFixed || shown.includes(id);
  const change = (next: readonly string[]) => onChange({ shown: next, widths });
  const toggle = (id: string) =>
    change(
      ordered.filter((column) => (column.id === id ? !isShown(column) : isShown(column))).map((column) => column.id),
    );
  const move = (id: string, by: -1 | 1) => {
    const visible = ordered.filter(isShown).map((column) => column.id);
    const from = visible.indexOf(id);
    const [taken] = visible.splice(from, 1);
    if (taken !== undefined) visible.splice(from + by, 0, taken);
    change(visible);
  };
  const widen = ({ id, minWidth }: ChoosableColumn, by: number) => {
    const width = Math.min(WIDEST, Math.max(minWidth, (widths[id] ?? minWidth) + by));
    onChange({ shown, widths: { ...widths, [id]: width } });
  };
  const movable = ordered.filter((column) => isShown(column) && !column.isFixed);
  return (
    <PopoverButton
      label={t('columns')}
      placement="bottomRight"
      face={
        <>
          <Columns3 size={14} aria-hidden="true" />
          {t('columns')}
        </>
      }
    >
      {() => (
        <div className="column-chooser">
          <ul aria-label={t('columns')}>
            {ordered.map((column) => (
              <li key={column.id}>
                <label>
                  <input
                    type="checkbox"
                    checked={isShown(column)}
                    disabled={column.isFixed === true}
                    onChange={() => toggle(column.id)}
                  />
                  <span>{column.label}</span>
                </label>
                {isShown(column) && (
                  <span className="column-tools">
                    {!column.isFixed && (
                      <>
                        <Tool
                          label={t('columns.up', { name: column.label })}
                          isOff={column === movable[0]}
                          onPress={() => move(column.id, -1)}
                        >
                          <ArrowUp size={14} aria-hidden="true" />
                        </Tool>
                        <Tool
                          label={t('columns.down', { name: column.label })}
                          isOff={column === movable.at(-1)}
                          onPress={() => move(column.id, 1)}
                        >
                          <ArrowDown size={14} aria-hidden="true" />
                        </Tool>
                      </>
                    )}
                    <Tool
                      label={t('columns.narrower', { name: column.label })}
                      onPress={() => widen(column, -WIDTH_STEP)}
                    >
                      <span aria-hidden="true">−</span>
                    </Tool>
                    <Tool label={t('columns.wider', { name: column.label })} onPress={() => widen(column, WIDTH_STEP)}>
                      <span aria-hidden="true">＋</span>
                    </Tool>
                  </span>
                )}
              </li>
            ))}
          </ul>
          <button type="button" className="link-button" onClick={onReset}>
            {t('columns.reset')}
          </button>
        </div>
      )}
    </PopoverButton>
  );
}

interface ToolProps {
  readonly label: string;
  readonly isOff?: boolean;
  readonly onPress: () => void;
  readonly children: React.ReactNode;
}

/** Stays reachable when it is off, so that the focus does not fall out of the panel at an end. */
function Tool({ label, isOff = false, onPress, children }: ToolProps) {
  return (
    <button type="button" aria-label={label} title={label} aria-disabled={isOff} onClick={() => !isOff && onPress()}>
      {children}
    </button>
  );
}

/** Fixed columns first, then those shown in their order, then the others. */
export function inOrder<C extends { readonly id: string; readonly isFixed?: boolean }>(
  columns: readonly C[],
  shown: readonly string[],
): readonly C[] {
  const place = ({ id, isFixed }: C): number => {
    if (isFixed) return -1;
    const at = shown.indexOf(id);
    return at === -1 ? shown.length : at;
  };
  return columns
    .map((column, index) => ({ column, index }))
    .sort((a, b) => place(a.column) - place(b.column) || a.index - b.index)
    .map(({ column }) => column);
}

/** The columns to draw. */
export function chosenColumns<C extends { readonly id: string; readonly isFixed?: boolean }>(
  columns: readonly C[],
  shown: readonly string[],
): readonly C[] {
  return inOrder(columns, shown).filter(({ id, isFixed }) => isFixed || shown.includes(id));
}
