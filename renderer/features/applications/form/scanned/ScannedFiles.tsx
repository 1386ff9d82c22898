import { Button, Modal } from 'antd';
import { FileText } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { scanFilePath, type Scan } from '#shared/ipc/scans-api';
import { useStation } from '#renderer/data/index';
import { ErrorNotice, StatusShape, timeText } from '#renderer/ui/index';
import type { PhotoAdding } from '../../../media/index';
import { useScanned, type TakeTrouble } from './use-scanned';
import './scanned.css';

/** So many are shown; whoever scanned more takes these first. */
const MOST_SHOWN = 8;

/** What the scanner has just saved, to be taken into a material by one press; nothing where no folder is set. */
export function ScannedFiles({ adding }: { readonly adding: PhotoAdding }) {
  const { t } = useTranslation('scanned');
  const { view, taking, trouble, take } = useScanned(adding);
  if (!view?.isOn) return null;
  const { scans, arriving, refused } = view;
  if (view.trouble === null && scans.length + arriving + refused.length === 0)
    return <p className="scanned-none">{t('none')}</p>;
  return (
    <section className="scanned" aria-label={t('title')}>
      {scans.length > 0 && <h3>{t('count', { count: scans.length })}</h3>}
      <ul>
        {scans.slice(0, MOST_SHOWN).map((scan) => (
          <li key={scan.id}>
            <Preview scan={scan} />
            <div>
              <b title={scan.name}>{scan.name}</b>
              <small>{t('about', { time: timeText(scan.savedAtMs), size: sizeText(scan.bytes) })}</small>
            </div>
            {scan.isOthers ? (
              <span className="scanned-others">{t('others')}</span>
            ) : (
              <Button
                size="small"
                loading={taking === scan.id}
                disabled={taking !== null}
                aria-label={t('take.named', { name: scan.name })}
                onClick={() => void take(scan)}
              >
                {t('take')}
              </Button>
            )}
            {trouble?.id === scan.id && <Trouble trouble={trouble.trouble} />}
          </li>
        ))}
      </ul>
      {scans.length > MOST_SHOWN && <p>{t('more', { count: scans.length - MOST_SHOWN })}</p>}
      {trouble && !scans.some(({ id }) => id === trouble.id) && <Trouble trouble={trouble.trouble} />}
      <p role="status">{arriving > 0 && t('arriving', { count: arriving })}</p>
      {refused.map(({ name, why }) => (
        <p key={name} className="scanned-refused">
          <StatusShape shape="alert" />
          <span>
            <b>{name}</b> {t(`refused.${why}`)}
          </span>
        </p>
      ))}
      {view.trouble !== null && (
        <p className="scanned-refused" role="alert">
          <StatusShape shape="alert" />
          <span>{t(`trouble.${view.trouble}`)}</span>
        </p>
      )}
    </section>
  );
}

function Trouble({ trouble }: { readonly trouble: TakeTrouble }) {
  const { t } = useTranslation('scanned');
  if (trouble.kind === 'failed') return <ErrorNotice error={trouble.error} />;
  return (
    <p className="scanned-trouble" role="alert">
      {t(`take.${trouble.kind}`)}
    </p>
  );
}

const sizeText = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;

/** The scan small, and large on a press. A PDF is not drawn: nothing foreign runs in this page. */
function Preview({ scan }: { readonly scan: Scan }) {
  const { t } = useTranslation('scanned');
  const [isOpen, setOpen] = useState(false);
  const picture = usePicture(scan);
  if (scan.kind === 'pdf')
    return (
      <span className="scanned-pdf">
        <FileText size={20} aria-hidden="true" />
        {t('pdf')}
      </span>
    );
  return (
    <>
      <button
        type="button"
        className="scanned-look"
        aria-label={t('look', { name: scan.name })}
        onClick={() => setOpen(true)}
      >
        {picture !== null && <img src={picture} alt="" />}
      </button>
      <Modal open={isOpen} title={scan.name} footer={null} width={760} destroyOnHidden onCancel={() => setOpen(false)}>
        {picture !== null && <img className="scanned-large" src={picture} alt={t('look', { name: scan.name })} />}
      </Modal>
    </>
  );
}

function usePicture({ id, kind }: Scan): string | null {
  const { host } = useStation();
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (kind === 'pdf') return;
    let made: string | null = null;
    let isOver = false;
    host.bytes(scanFilePath(id)).then(
      (bytes) => {
        if (isOver) return;
        made = URL.createObjectURL(new Blob([bytes], { type: `image/${kind}` }));
        setUrl(made);
      },
      () => undefined,
    );
    return () => {
      isOver = true;
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [host, id, kind]);
  return url;
}
