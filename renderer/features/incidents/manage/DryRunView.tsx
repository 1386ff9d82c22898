import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { dryRun, type DryRunRow, type PastIncident } from '#shared/domain/incidents/dry-run';
import type { DispatchTable } from '#shared/domain/incidents/dispatch';
import { addressOf, Empty, Loading } from '#renderer/ui/index';
import { dispatchOf } from '../detail/dispatch-of';
import { useDispatchTable } from '../dispatch';
import { useAssigneeText, useTitles, useUnits } from '../names';
import { incidentsPlace } from '../places';
import { useIncidents } from '../queries';
import type { ShownIncident } from '../view';

type TriedRule = Pick<
  DispatchTable['rules'][number],
  | 'uid'
  | 'name'
  | 'order'
  | 'active'
  | 'majors'
  | 'categoryUids'
  | 'gridNumbers'
  | 'unitUid'
  | 'mode'
  | 'staffUid'
  | 'copyUnitUids'
  | 'automatic'
>;

/** Rows that are shown; the figures above them count all. */
const SHOWN = 30;

/** What rules would have done with the incidents on this device. Nothing is written. */
export function DryRunView({ rules }: { readonly rules: readonly TriedRule[] }) {
  const { t } = useTranslation('incidentTables');
  const incidents = useIncidents();
  const table = useDispatchTable();
  const key = JSON.stringify(rules);
  const run = useMemo(
    () =>
      incidents && table
        ? dryRun(
            incidents.flatMap((each) => pastOf(each) ?? []),
            {
              ...table,
              rules: JSON.parse(key) as DispatchTable['rules'],
            },
          )
        : undefined,
    [incidents, table, key],
  );
  if (!run) return <Loading label={t('loading')} lines={4} />;
  if (run.total === 0) return <Empty title={t('trial.none')} text={t('trial.none.text')} />;
  const changed = run.rows.filter(({ isChanged }) => isChanged);
  return (
    <section className="trial" aria-label={t('trial.title')}>
      <p>{t('trial.text', { count: run.total })}</p>
      <dl>
        {(['changed', 'unmatched', 'automatic'] as const).map((figure) => (
          <div key={figure}>
            <dt>{t(`trial.${figure}`)}</dt>
            <dd>{run[figure]}</dd>
          </div>
        ))}
      </dl>
      <UnitTable rows={run.byUnit} />
      {changed.length > 0 && (
        <>
          <h3>{t('trial.rows', { count: changed.length })}</h3>
          <ul className="trial-rows">
            {changed.slice(-SHOWN).map((row) => (
              <ChangedRow key={row.uid} row={row} incidents={incidents ?? []} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** An incident as the trial takes it; null for one that was never sent and is over. */
function pastOf(incident: ShownIncident): PastIncident | null {
  const { uid, grid, standing, record } = incident;
  if (grid === null) return null;
  const sent = dispatchOf(incident);
  if (!sent && !incident.isOpen) return null;
  const { categoryUid } = standing;
  return { uid, gridNumber: grid, categoryUid, reportedAtMs: record.reportedAtMs, was: sent?.to ?? null };
}

interface UnitTableProps {
  readonly rows: readonly { readonly unitUid: string; readonly had: number; readonly would: number }[];
}

function UnitTable({ rows }: UnitTableProps) {
  const { t } = useTranslation('incidentTables');
  const { nameOfUnit } = useUnits();
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t('field.unit')}</th>
          <th scope="col">{t('trial.had')}</th>
          <th scope="col">{t('trial.would')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ unitUid, had, would }) => (
          <tr key={unitUid}>
            <th scope="row">{nameOfUnit(unitUid)}</th>
            <td>{had}</td>
            <td>{would}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface ChangedRowProps {
  readonly row: DryRunRow;
  readonly incidents: readonly ShownIncident[];
}

function ChangedRow({ row: { uid, was, would }, incidents }: ChangedRowProps) {
  const { t } = useTranslation('incidentTables');
  const assigneeText = useAssigneeText();
  const { titleOfIncident } = useTitles();
  const incident = incidents.find((each) => each.uid === uid);
  const title = titleOfIncident(uid);
  return (
    <li>
      {incident ? <a href={addressOf(incidentsPlace({ open: incident.id }))}>{title}</a> : title}
      <small>
        {t('trial.row', {
          was: was ? assigneeText(was) : t('trial.nobody'),
          would: would.kind === 'chosen' ? assigneeText(would.to) : t('trial.nobody'),
        })}
      </small>
    </li>
  );
}
