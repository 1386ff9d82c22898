import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useRecordState, useStation, useSync } from '#renderer/data/index';
import { Empty, goTo, Loading, StatusShape, timeText } from '#renderer/ui/index';
import { PhotoStrip, VoicePlayer } from '../../media/index';
import { useStaffNames } from '../../people/index';
import { logIncidentExport } from '../commands';
import { useAssigneeText } from '../names';
import { incidentReportPlace, incidentsPlace } from '../places';
import { useIncident } from '../queries';
import { Receipt } from '../slip/Receipt';

/** What became of a report: where it lies now, and on its own how far it gets. Nothing is promised that has not happened. */
export function Reported({ id }: { readonly id: string }) {
  const { t } = useTranslation(['incidentReport', 'incidents']);
  const station = useStation();
  const nameOf = useStaffNames();
  const assigneeText = useAssigneeText();
  const view = useIncident(id);
  const state = useRecordState(id);
  const isAway = useSync()?.status.link.kind === 'away';
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [view?.id]);
  if (view === undefined) return <Loading label={t('loading')} lines={4} />;
  if (view === null) {
    const list = <Button onClick={() => goTo(incidentsPlace(), { replace: true })}>{t('sent.list')}</Button>;
    return <Empty title={t('sent.gone')} text={t('sent.gone.text')} action={list} />;
  }
  const { record, standing } = view;
  const takenBy = standing.assignee ? assigneeText(standing.assignee) : t(`state.${view.state}`, { ns: 'incidents' });
  const isSent = state === 'at-station';
  return (
    <section className="reported">
      <StatusShape shape={state === 'refused' ? 'alert' : isSent ? 'done' : 'outgoing'} size={40} />
      <h1 ref={heading} tabIndex={-1}>
        {t(`sent.${state}`)}
      </h1>
      <p className="reported-title">{record.title}</p>
      <ol className="reported-way" aria-label={t('sent.way')}>
        <li className="is-done">
          <StatusShape shape="done" size={16} />
          {t('sent.step.device', { time: timeText(record.changed.at, { seconds: true }) })}
        </li>
        <li className={isSent ? 'is-done' : ''}>
          <StatusShape shape={isSent ? 'done' : state === 'refused' ? 'alert' : 'idle'} size={16} />
          <span role="status">{t(isSent ? 'sent.step.station' : isAway ? 'sent.step.away' : 'sent.step.sending')}</span>
        </li>
        <li className={view.state === 'reported' ? '' : 'is-done'}>
          <StatusShape shape={view.state === 'reported' ? 'idle' : 'done'} size={16} />
          {view.state === 'reported' ? t('sent.step.next') : t('sent.step.taken', { who: takenBy })}
        </li>
      </ol>
      {record.photos.length > 0 && (
        <>
          <p className="quiet">{t('sent.photos', { count: record.photos.length })}</p>
          <PhotoStrip
            photos={record.photos}
            author={nameOf(record.created.by)}
            onExport={() => logIncidentExport(station, record)}
          />
        </>
      )}
      {record.voice && <VoicePlayer voice={record.voice} author={nameOf(record.created.by)} />}
      <div className="reported-actions">
        <Button size="large" onClick={() => goTo(incidentReportPlace(), { replace: true })}>
          {t('sent.another')}
        </Button>
        <Button size="large" type="primary" onClick={() => goTo(incidentsPlace({ open: id }), { replace: true })}>
          {t('sent.open')}
        </Button>
      </div>
      {record.receipt !== null && <Receipt view={view} receipt={record.receipt} />}
    </section>
  );
}
