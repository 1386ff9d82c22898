import { Button } from 'antd';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { showReceipt } from '#shared/domain/incidents/receipt';
import { useUnsealed } from '#renderer/data/index';
import { addressOf, Dot, Empty, Loading, Pill, Tag } from '#renderer/ui/index';
import { Beside } from '../../lists/index';
import { PhotoStrip } from '../../media/index';
import { personPlace, useStaffNames } from '../../people/index';
import { loadTransmissionOf } from '../../platforms/index';
import { Due } from '../Due';
import { USUAL_FORM } from '../form/draft';
import { PaperButton } from '../paper/Papers';
import { useApplicant, useApplications, useNamesOf, useRatings } from '../queries';
import { AskRating } from '../rating/AskRating';
import { ratedApplication } from '../commands';
import { useWho } from '../use-who';
import type { ShownApplication } from '../view';
import { MATERIAL_SHAPES, STATE_SHAPES } from '../words';
import { Actions } from './Actions';
import { Timeline } from './Timeline';

const TransmissionOf = lazy(loadTransmissionOf);

interface ApplicationPanelProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** One application: who and what for, what was brought, by when, what was done and by whom, and what this person may do. */
export function ApplicationPanel({ id, onClose }: ApplicationPanelProps) {
  const { t } = useTranslation('applications');
  const all = useApplications();
  if (!all) return <Loading label={t('loading')} lines={8} />;
  const shown = all.find((each) => each.id === id);
  if (!shown) {
    return <Empty title={t('gone')} text={t('gone.text')} action={<Button onClick={onClose}>{t('back')}</Button>} />;
  }
  return <Panel shown={shown} onClose={onClose} />;
}

function Panel({ shown, onClose }: { readonly shown: ShownApplication; readonly onClose: () => void }) {
  const { t } = useTranslation('applications');
  const { record, version, view } = shown;
  const { standing } = view;
  const one = useMemo(() => [shown], [shown]);
  const who = useWho(one)(shown);
  const rating = useRatings()?.find(({ serviceUid }) => serviceUid === record.uid) ?? null;
  const isOver = standing.state === 'decided' || standing.state === 'delivered' || standing.state === 'returned';
  return (
    <div className="application-panel">
      <Beside
        title={version?.name ?? record.itemNumber}
        subtitle={
          <div className="application-subtitle">
            <p>
              <b>{who}</b>
              <Dot />
              {record.receipt === null ? t('receipt.waits') : t('receipt', { code: showReceipt(record.receipt) })}
            </p>
            <p className="application-pills">
              <Pill shape={STATE_SHAPES[standing.state]} filled>
                {t(`state.${standing.state}`)}
              </Pill>
              {standing.outcome && <Pill shape="note">{t(`outcome.${standing.outcome}`)}</Pill>}
              {standing.isPaused && <Pill shape="paused">{t('paused')}</Pill>}
              {standing.isSupervised && view.isOpen && <Pill shape="due">{t('supervised')}</Pill>}
              <Due shown={shown} />
            </p>
          </div>
        }
        onClose={onClose}
      >
        {!version && <p className="application-note">{t('version.missing')}</p>}
        <Facts shown={shown} />
        <Suspense fallback={null}>
          <TransmissionOf applicationUid={record.uid} />
        </Suspense>
        <Materials shown={shown} />
        {record.photos.length > 0 && (
          <div className="application-scans">
            <PhotoStrip photos={record.photos} author={null} />
          </div>
        )}
        <div className="application-papers">
          {(standing.state === 'lacking' || standing.promised.length > 0) && (
            <PaperButton shown={shown} kind="notice" />
          )}
          <PaperButton shown={shown} kind="receipt" />
        </div>
        {(isOver || rating) && <AskRating service={ratedApplication(shown)} />}
        <Timeline shown={shown} />
      </Beside>
      <Actions key={record._id} shown={shown} />
    </div>
  );
}

/** Who applies and what they said, and the limits of the version that it began with. */
function Facts({ shown: { record, version } }: { readonly shown: ShownApplication }) {
  const { t } = useTranslation('applications');
  const nameOf = useStaffNames();
  const applicant = useApplicant(record);
  const person = useNamesOf(record.personUid === null ? [] : [record.personUid]).get(record.personUid ?? '');
  const answers = useUnsealed<Readonly<Record<string, string>>>(record.answers, { uid: record.uid, field: 'answers' });
  const labels: readonly { readonly id: string; readonly label: string }[] =
    version?.form ?? USUAL_FORM.map(({ id }) => ({ id, label: t(`answer.${id}`) }));
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    ...(person
      ? [[t('field.applicant'), <a href={addressOf(personPlace(person._id))}>{t('applicant.file')}</a>] as const]
      : []),
    ...(applicant?.phone ? [[t('applicant.phone'), applicant.phone] as const] : []),
    ...(applicant?.citizenId ? [[t('applicant.citizenId'), applicant.citizenId] as const] : []),
    ...labels.flatMap(({ id, label }) => (answers?.[id] ? [[label, answers[id]] as const] : [])),
    ...(record.ticketNumber === null ? [] : [[t('col.ticket'), record.ticketNumber] as const]),
    ...(record.assisted
      ? [
          [
            t('assisted.short'),
            t(`assisted.by.${record.assisted.how}`, { who: nameOf(record.assisted.byUid) ?? t('someone') }),
          ] as const,
        ]
      : []),
    [t('limit.promised'), version?.promised?.text ?? t('none')],
    [t('limit.statutory'), version?.statutory?.text ?? t('none')],
  ];
  return (
    <dl className="application-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Materials({ shown: { view } }: { readonly shown: ShownApplication }) {
  const { t } = useTranslation('applications');
  if (view.materials.length === 0) return null;
  return (
    <section className="application-part">
      <h3>{t('materials')}</h3>
      <ul>
        {view.materials.map(({ material, state, way }) => (
          <li key={material.id}>
            <span>{material.name}</span>
            {way !== null && way !== 'not-needed' && way !== 'taken-back' && <Tag>{t(`way.${way}.done`)}</Tag>}
            <Pill shape={MATERIAL_SHAPES[state]}>{t(`material.${state}`)}</Pill>
          </li>
        ))}
      </ul>
    </section>
  );
}
