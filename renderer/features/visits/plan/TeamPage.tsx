import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { teamLoads, type WorkerLoad } from '#shared/domain/visits/team';
import { percentText } from '#shared/domain/workbench/kpis';
import { useSession } from '#renderer/data/index';
import { addressOf, Bullet, Empty, ErrorNotice, Loading, useWords } from '#renderer/ui/index';
import { visitsPlace } from '../places';
import { useRound } from '../queries';
import { leadsTeam, teamFactOf, useVisitWorkers } from './queries';
import { planParts } from './plan-parts';
import './plan.css';

/** The team: for each worker what is due, what is late, and how far this month has come against its target. */
export function TeamPage() {
  useWords(planParts);
  const { t } = useTranslation(['visits', 'ui']);
  const { staff } = useSession();
  const { due, failure, retry, today } = useRound();
  const workers = useVisitWorkers();
  const loads = due && workers && teamLoads(due.map(teamFactOf), workers, today);
  // Whoever leads goes on visits only where some were given.
  const goes = ({ workerUid, people }: WorkerLoad) =>
    people > 0 || Boolean(workers?.some(({ uid, gridNumbers }) => uid === workerUid && gridNumbers.length > 0));
  const mine = leadsTeam(staff) ? loads?.filter(goes) : loads?.filter(({ workerUid }) => workerUid === staff.uid);
  const nameOf = (uid: string | null) => workers?.find((worker) => worker.uid === uid)?.name ?? t('team.nobody');
  return (
    <div className="page">
      <header className="page-head">
        <div>
          <h1>{t('team.title')}</h1>
          <p>{t('team.text')}</p>
        </div>
        <Button href={addressOf(visitsPlace())}>{t('back')}</Button>
      </header>
      {failure !== null && <ErrorNotice error={failure} onRemedy={retry} />}
      {!mine ? (
        <Loading label={t('loading', { ns: 'ui' })} lines={6} />
      ) : mine.length === 0 ? (
        <Empty title={t('team.empty')} text={t('team.empty.text')} />
      ) : (
        <div className="card team">
          <table>
            <thead>
              <tr>
                {(['worker', 'people', 'due', 'overdue', 'never', 'month'] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(`team.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {mine.map((load) => (
                <Row key={load.workerUid ?? ''} load={load} name={nameOf(load.workerUid)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}

function Row({ load, name }: { readonly load: WorkerLoad; readonly name: string }) {
  const { t } = useTranslation('visits');
  const { workerUid, people, due, overdue, never, month } = load;
  const share = month.of === 0 ? 1 : month.count / month.of;
  return (
    <tr>
      <th scope="row">
        <a href={addressOf(visitsPlace({ worker: workerUid ?? 'none' }))}>{name}</a>
      </th>
      <td>{people}</td>
      <td>{due}</td>
      <td className={overdue > 0 ? 'tone-crit' : ''}>{overdue}</td>
      <td>{never}</td>
      <td>
        <span>
          {month.of === 0 ? t('team.month.none') : t('team.month.of', { ...month, share: percentText(share) })}
        </span>
        <Bullet share={share} target={1} />
      </td>
    </tr>
  );
}
