import { Button, Modal } from 'antd';
import { Printer } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CheckedMaterial } from '#shared/domain/applications/materials';
import type { Paper } from '#shared/domain/paper/paper';
import { noticePaper, receiptPaper, type ToCome } from '#shared/domain/paper/papers';
import { useSession } from '#renderer/data/index';
import { useLanguage } from '#renderer/ui/index';
import { useResidentPages } from '../../incidents/index';
import { PrintPaper } from '../../papers/index';
import type { ShownApplication } from '../view';

interface PaperProps {
  readonly shown: ShownApplication;
  readonly kind: 'receipt' | 'notice';
}

/** Opens a paper of an application over the page, to be printed: its receipt, or the notice of what is missing. */
export function PaperButton({ shown, kind }: PaperProps) {
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
        <ApplicationPaper shown={shown} kind={kind} />
      </Modal>
    </>
  );
}

function ApplicationPaper({ shown, kind }: PaperProps) {
  const { t } = useTranslation('applications');
  const language = useLanguage();
  const { station } = useSession();
  const pages = useResidentPages();
  const origin = pages.kind === 'open' ? pages.origin : null;
  const state = t(`state.${shown.view.standing.state}`);
  const paper = useMemo((): Paper => {
    const { record, version, view, dueAtMs } = shown;
    const { receipt, startedAtMs } = record;
    const common = { station: station.name, item: version?.name ?? record.itemNumber, receipt, origin };
    if (kind === 'receipt') {
      const promised = view.materials.filter((each) => each.state === 'promised');
      return receiptPaper({ ...common, startedAtMs, state, dueAtMs, toCome: promised.map(toCome) }, language);
    }
    const { asked } = view.standing;
    const ids = new Set(asked?.materialIds ?? []);
    const missing = view.materials.filter(
      (each) =>
        each.state === 'promised' ||
        (ids.has(each.material.id) && each.state !== 'here' && each.state !== 'not-needed'),
    );
    return noticePaper({ ...common, missing: missing.map(toCome), untilMs: asked?.untilMs ?? null }, language);
  }, [shown, kind, language, station.name, origin, state]);
  return <PrintPaper paper={paper} />;
}

const toCome = ({ material: { name, when }, untilMs }: CheckedMaterial): ToCome => ({ name, when, untilMs });
