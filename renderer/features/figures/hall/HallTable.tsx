import { useTranslation } from 'react-i18next';
import type { QueueStatisticsView } from '#shared/ipc/queue-api';
import { useMinutes } from '../words';
import { useKeyNames, type HallHeap } from './heaps';

/** One heap as a table: how many came, how long they waited, how long they were served. */
export function HallTable({ figures, heap }: { readonly figures: QueueStatisticsView; readonly heap: HallHeap }) {
  const { t } = useTranslation('figures');
  const nameOf = useKeyNames();
  const minutes = useMinutes();
  const number = (name: string) => (
    <th scope="col" className="is-number" title={t(`hall.col.${name}.text`)}>
      {t(`hall.col.${name}`)}
    </th>
  );
  return (
    <div className="figures-scroll">
      <table className="figures-table is-tight" aria-label={t(`hall.${heap}`)}>
        <thead>
          <tr>
            <th scope="col">{t(`hall.${heap}.name`)}</th>
            {number('taken')}
            {number('finished')}
            {number('gone')}
            {number('wait')}
            {number('wait90')}
            {number('service')}
          </tr>
        </thead>
        <tbody>
          {figures[heap].map(({ key, taken, finished, gone, waitMs, waitP90Ms, serviceMs }) => (
            <tr key={key}>
              <th scope="row">{nameOf(heap, key)}</th>
              <td className="is-number">{taken}</td>
              <td className="is-number">{finished}</td>
              <td className="is-number">{gone}</td>
              <td className="is-number">{minutes(waitMs)}</td>
              <td className="is-number">{minutes(waitP90Ms)}</td>
              <td className="is-number">{minutes(serviceMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
