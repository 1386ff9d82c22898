import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { showReceipt } from '#shared/domain/incidents/receipt';
import { useRecordState, useStation, useUnsealed } from '#renderer/data/index';
import { addressOf, Dot, Empty, Loading, Pill, timeText } from '#renderer/ui/index';
import { Beside } from '../../lists/index';
import { PhotoStrip, VoicePlayer } from '../../media/index';
import { personPlace, useGridNames, useStaffNames } from '../../people/index';
import { logIncidentExport } from '../commands';
import { useAssigneeText, useCategoryText, useFileIdOf, useTitles } from '../names';
import { useIncident } from '../queries';
import { ReceiptButton } from '../slip/ReceiptButton';
import type { ShownIncident } from '../view';
import { STATE_SHAPES } from '../words';
import { dispatchOf } from './dispatch-of';
import { IncidentActions } from './IncidentActions';
import { IncidentFigures } from './IncidentFigures';
import { Timeline } from './Timeline';
import { useReasonText } from './reason-text';

interface IncidentPanelProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** One incident: what and where, how long it takes, how it looks, why it is with whom, what was done, and what this person may do. */
export function IncidentPanel({ id, onClose }: IncidentPanelProps) {
  const { t } = useTranslation(['incidents', 'ui']);
  const view = useIncident(id);
  if (view === undefined) return <Loading label={t('loading')} lines={8} />;
  if (view === null) {
    return <Empty title={t('gone')} text={t('gone.text')} action={<Button onClick={onClose}>{t('back')}</Button>} />;
  }
  return <Panel view={view} onClose={onClose} />;
}

function Panel({ view, onClose }: { readonly view: ShownIncident; readonly onClose: () => void }) {
  const { t } = useTranslation('incidents');
  const station = useStation();
  const nameOf = useStaffNames();
  const { record, standing } = view;
  return (
    <div className="incident-panel">
      <Beside title={record.title} subtitle={<Subtitle view={view} />} onClose={onClose}>
        {standing.unaware.length > 0 && (
          <p className="incident-unaware" role="status">
            <Pill shape="conflict">{t('unaware')}</Pill> {t('unaware.text')}
          </p>
        )}
        <IncidentFigures view={view} />
        {record.photos.length > 0 && (
          <div className="incident-photos">
            <PhotoStrip
              photos={record.photos}
              author={nameOf(record.created.by)}
              onExport={() => logIncidentExport(station, record)}
            />
          </div>
        )}
        {record.voice && (
          <div className="incident-photos">
            <VoicePlayer voice={record.voice} author={nameOf(record.created.by)} />
          </div>
        )}
        <Reasons view={view} />
        <Facts view={view} />
        <Timeline view={view} />
      </Beside>
      <IncidentActions key={view.id} view={view} />
    </div>
  );
}

function Subtitle({ view }: { readonly view: ShownIncident }) {
  const { t } = useTranslation('incidents');
  const gridName = useGridNames();
  const categoryText = useCategoryText();
  const { record, state, category, isUrgent, standing } = view;
  return (
    <div className="incident-subtitle">
      <p className="incident-code">
        {record.receipt !== null && (
          <>
            {t('receipt', { code: showReceipt(record.receipt) })}
            <Dot />
            <ReceiptButton view={view} receipt={record.receipt} />
            <Dot />
          </>
        )}
        <WhereItIs view={view} />
      </p>
      <p className="incident-pills">
        <Pill shape={STATE_SHAPES[state]} filled>
          {t(`state.${state}`)}
        </Pill>
        {isUrgent && <Pill shape="alert">{t('urgent')}</Pill>}
        {standing.isSupervised && <Pill shape="due">{t('supervised')}</Pill>}
        {standing.isPaused && <Pill shape="paused">{t('paused')}</Pill>}
        <span>
          {category ? categoryText(category.majorName) : t('category.unknown')}
          <Dot />
          {gridName(record._id)}
        </span>
      </p>
    </div>
  );
}

/** How far the record's latest state has got. */
function WhereItIs({ view: { id, record } }: { readonly view: ShownIncident }) {
  const { t } = useTranslation('incidents');
  const state = useRecordState(id);
  switch (state) {
    case 'at-station':
      return <>{t('where.at-station')}</>;
    case 'refused':
      return <Pill shape="alert">{t('where.refused')}</Pill>;
    case 'on-device':
      return <Pill shape="outgoing">{t('where.on-device', { time: timeText(record.changed.at) })}</Pill>;
  }
}

/** Why it was sorted and sent as it was. */
function Reasons({ view }: { readonly view: ShownIncident }) {
  const { t } = useTranslation('incidents');
  const reasonText = useReasonText();
  const { categoryName } = useTitles();
  const assigneeText = useAssigneeText();
  const { record, standing } = view;
  const { suggestion } = record;
  const dispatch = dispatchOf(view);
  const isHandedOn = standing.steps.some(({ step, aside }) => step.kind === 'transfer' && !aside);
  const reason =
    dispatch?.because && !isHandedOn ? reasonText(dispatch.because, dispatch.to, view) : t('because.chosen');
  if (!suggestion && !standing.assignee) return null;
  return (
    <div className="incident-because">
      {suggestion && (
        <p>
          {t(`suggested.${suggestion.from}`, {
            category: categoryName(suggestion.categoryUid),
            percent: Math.round(suggestion.confidence * 100),
          })}{' '}
          <b>{t(suggestion.categoryUid === standing.categoryUid ? 'suggested.taken' : 'suggested.other')}</b>
        </p>
      )}
      {standing.assignee && (
        <p>
          {t('with', { who: assigneeText(standing.assignee) })}
          {reason}
        </p>
      )}
    </div>
  );
}

/** Where it is, and for whom it was reported. */
function Facts({ view: { record } }: { readonly view: ShownIncident }) {
  const { t } = useTranslation('incidents');
  const fileId = useFileIdOf(record.onBehalfOf);
  const contact = useUnsealed<{ readonly name: string; readonly phone: string }>(record.contact, {
    uid: record.uid,
    field: 'contact',
  });
  const { place, address, onBehalfOf } = record;
  const accuracy = place?.accuracyMeters;
  return (
    <dl className="incident-facts">
      <dt>{t('fact.place')}</dt>
      <dd>
        {address === '' ? t('fact.place.point') : address}
        {place && (
          <small>
            {accuracy === null || accuracy === undefined
              ? t(`fact.source.${place.source}`)
              : t('fact.accuracy', { count: Math.round(accuracy) })}
          </small>
        )}
      </dd>
      {onBehalfOf !== null && (
        <>
          <dt>{t('fact.behalf')}</dt>
          <dd>
            {fileId === null ? (
              t('fact.behalf.file')
            ) : (
              <a href={addressOf(personPlace(fileId))}>{t('fact.behalf.open')}</a>
            )}
          </dd>
        </>
      )}
      {contact && (
        <>
          <dt>{t('fact.contact')}</dt>
          <dd>{contact.name}</dd>
        </>
      )}
    </dl>
  );
}
