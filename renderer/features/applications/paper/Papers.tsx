import { Button, Modal } from 'antd';
import { Printer } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { dateAtStation, clockAtStation } from '#shared/domain/calendar/date';
import { showReceipt } from '#shared/domain/incidents/receipt';
import type { CheckedMaterial } from '#shared/domain/applications/materials';
import { useSession } from '#renderer/data/index';
import { QrCode } from '#renderer/ui/qr/index';
import { useResidentPages } from '../../incidents/index';
import { PrintPaper } from '../../papers/index';
import type { ShownApplication } from '../view';

/** Opens a paper of an application over the page, to be printed: its receipt, or the notice of what is missing. */
export function PaperButton({
  shown,
  kind,
}: {
  readonly shown: ShownApplication;
  readonly kind: 'receipt' | 'notice';
}) {
  const { t } = useTranslation('applications');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button icon={<Printer size={16} aria-hidden="true" />} onClick={() => setOpen(true)}>
        {t(`paper.${kind}.open`)}
      </Button>
      <Modal
        open={isOpen}
        title={t(`paper.${kind}`)}
        footer={null}
        width={480}
        destroyOnHidden
        onCancel={() => setOpen(false)}
      >
        <PrintPaper>{kind === 'receipt' ? <ReceiptPaper shown={shown} /> : <NoticePaper shown={shown} />}</PrintPaper>
      </Modal>
    </>
  );
}

/** The receipt as it is handed over: what for, the code and the way to the page about it. No name stands on it, since papers get lost. */
function ReceiptPaper({ shown }: { readonly shown: ShownApplication }) {
  const { t } = useTranslation('applications');
  const { receipt } = shown.record;
  return (
    <Paper shown={shown} title={t('paper.receipt')}>
      <Code receipt={receipt} />
      <dl>
        <dt>{t('paper.started')}</dt>
        <dd>{useWritten()(shown.record.startedAtMs)}</dd>
        <dt>{t('paper.state')}</dt>
        <dd>{t(`state.${shown.view.standing.state}`)}</dd>
        <Due shown={shown} />
      </dl>
      <ToBring list={shown.view.materials.filter(({ state }) => state === 'promised')} title={t('paper.follow')} />
    </Paper>
  );
}

/** 一次性告知: everything that is missing, at once, and by when. */
function NoticePaper({ shown }: { readonly shown: ShownApplication }) {
  const { t } = useTranslation('applications');
  const written = useWritten();
  const { materials, standing } = shown.view;
  const asked = new Set(standing.asked?.materialIds ?? []);
  const missing = materials.filter(
    ({ material, state }) =>
      state === 'promised' || (asked.has(material.id) && state !== 'here' && state !== 'not-needed'),
  );
  return (
    <Paper shown={shown} title={t('paper.notice')}>
      <p>{t('paper.notice.text')}</p>
      <ToBring list={missing} title={t('paper.missing')} />
      {standing.asked && (
        <p>
          <b>{t('paper.by', { moment: written(standing.asked.untilMs) })}</b>
        </p>
      )}
      <p className="paper-small">{t('paper.notice.once')}</p>
      <Code receipt={shown.record.receipt} />
    </Paper>
  );
}

interface PaperProps {
  readonly shown: ShownApplication;
  readonly title: string;
  readonly children: ReactNode;
}

function Paper({ shown, title, children }: PaperProps) {
  const { station } = useSession();
  return (
    <>
      <p className="paper-station">{station.name}</p>
      <h2>{title}</h2>
      <p>
        <b>{shown.version?.name ?? shown.record.itemNumber}</b>
      </p>
      {children}
    </>
  );
}

/** The code with the way to its page; away from the hub there is none yet, and the paper says so. */
function Code({ receipt }: { readonly receipt: string | null }) {
  const { t } = useTranslation('applications');
  const pages = useResidentPages();
  if (receipt === null) return <p className="paper-small">{t('paper.no-code')}</p>;
  const code = showReceipt(receipt);
  return (
    <>
      {pages.kind === 'open' && <QrCode text={`${pages.origin}/p/${receipt}`} label={t('paper.qr', { code })} />}
      <p className="paper-code">{code}</p>
      <p className="paper-small">{t(pages.kind === 'open' ? 'paper.how' : 'paper.how.ask')}</p>
    </>
  );
}

function Due({ shown }: { readonly shown: ShownApplication }) {
  const { t } = useTranslation('applications');
  const written = useWritten();
  return (
    <>
      <dt>{t('paper.due')}</dt>
      <dd>{shown.dueAtMs === null ? t('none') : written(shown.dueAtMs)}</dd>
    </>
  );
}

function ToBring({ list, title }: { readonly list: readonly CheckedMaterial[]; readonly title: string }) {
  const { t } = useTranslation('applications');
  const written = useWritten();
  if (list.length === 0) return null;
  return (
    <>
      <p>{title}</p>
      <ol className="paper-list">
        {list.map(({ material, untilMs }) => (
          <li key={material.id}>
            {material.name}
            {material.when !== null && <small>{material.when}</small>}
            {untilMs !== null && <small>{t('paper.by', { moment: written(untilMs) })}</small>}
          </li>
        ))}
      </ol>
    </>
  );
}

/** A moment with its whole date: paper outlives the day. */
function useWritten(): (ms: number) => string {
  const { t } = useTranslation('applications');
  return (ms) => {
    const [year = '', month = '', day = ''] = dateAtStation(ms).split('-');
    return t('paper.moment', { year, month, day, time: clockAtStation(ms).slice(0, 5) });
  };
}
