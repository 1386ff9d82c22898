import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RosterFinding } from '#shared/domain/roster/types';
import type { RosterRowView } from '#renderer/data/index';
import { Loading, Pill } from '#renderer/ui/index';
import { Beside } from '../../lists/index';
import { SEVERITY_SHAPES, useFindingText } from '../words';
import { AtStation } from './AtStation';
import { CellLine } from './CellLine';
import { rowTitle } from './row-title';
import type { RowsView } from './RowsPage';

interface RowPanelProps {
  readonly view: RowsView;
  /** `TableRow.index`. */
  readonly index: number;
  readonly onClose: () => void;
}

/** One row with all that is read of it: each cell with what is wrong and the press that mends it. */
export function RowPanel({ view, index, onClose }: RowPanelProps) {
  const { t } = useTranslation(['imports', 'ui']);
  const text = useFindingText();
  const row = useRow(view, index);
  const { header } = view.roster.look;
  if (!row || !header) {
    return (
      <Beside title={t('row.title', { row: index })} onClose={onClose}>
        <Loading label={t('loading', { ns: 'ui' })} lines={5} />
      </Beside>
    );
  }
  const findings = distinct(row.row.findings);
  const columns = header.columns.filter(({ position }) => {
    const field = view.roster.mapping.fields[position];
    return field !== undefined && field !== 'ignore';
  });
  const shown = new Set(columns.map(({ position }) => position));
  const ofRow = findings.filter(({ column }) => column === null || !shown.has(column));
  const ofCell = (position: number) => findings.filter(({ column }) => column === position);
  const stationId = findings.find((finding) => finding.stationId !== null)?.stationId ?? null;
  return (
    <Beside
      title={rowTitle(row) || t('row.title', { row: index })}
      subtitle={t('row.title', { row: index })}
      onClose={onClose}
    >
      {ofRow.length > 0 && (
        <ul className="row-findings">
          {ofRow.map((finding, index) => (
            <FindingLine key={index} finding={finding} text={text(finding)} />
          ))}
        </ul>
      )}
      {stationId !== null && <AtStation row={row} stationId={stationId} />}
      <ul className="row-cells">
        {columns.map((column) => (
          <CellLine
            key={column.position}
            column={column}
            field={view.roster.mapping.fields[column.position]}
            row={row}
            findings={ofCell(column.position)}
          />
        ))}
      </ul>
    </Beside>
  );
}

function FindingLine({ finding, text }: { readonly finding: RosterFinding; readonly text: string }) {
  return (
    <li>
      <Pill shape={SEVERITY_SHAPES[finding.severity]}>{text}</Pill>
    </li>
  );
}

/** A building that the station does not have is found in the row, and once more for the file: it is said once, the gravest first. */
function distinct(findings: readonly RosterFinding[]): readonly RosterFinding[] {
  const graver = ({ severity }: RosterFinding) => ['error', 'warning', 'note'].indexOf(severity);
  const sorted = [...findings].sort((a, b) => graver(a) - graver(b));
  const isFirst = (finding: RosterFinding, at: number) =>
    sorted.findIndex(({ code, column }) => code === finding.code && column === finding.column) === at;
  return sorted.filter(isFirst);
}

/** The row as it is after the last change; undefined while it is fetched for the first time. */
function useRow({ roster, version }: RowsView, index: number): RosterRowView | undefined {
  const [row, setRow] = useState<RosterRowView>();
  const { session } = roster;
  useEffect(() => {
    let isWanted = true;
    session.row(index).then(
      (found) => {
        if (isWanted) setRow(found ?? undefined);
      },
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [session, index, version]);
  return row?.row.index === index ? row : undefined;
}
