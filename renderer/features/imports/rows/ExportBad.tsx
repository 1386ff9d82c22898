import { Button } from 'antd';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '#renderer/ui/index';
import { saveFile } from '../save-file';
import type { Roster } from '../roster-work';
import { useFindingText } from '../words';

/** The rows with errors as a file, with their numbers and reasons: for whoever can mend them. */
export function ExportBad({ roster }: { readonly roster: Roster }) {
  const { t } = useTranslation('imports');
  const finding = useFindingText();
  const [state, setState] = useState<{ readonly isBusy: boolean; readonly error: unknown }>({
    isBusy: false,
    error: null,
  });
  const { session } = roster;
  const save = async () => {
    setState({ isBusy: true, error: null });
    try {
      const format = session.fileName.toLowerCase().endsWith('.csv') ? 'csv' : 'xlsx';
      const words = {
        sheetName: t('bad.sheet'),
        rowTitle: t('bad.row'),
        reasonTitle: t('bad.reason'),
        finding,
      };
      const blob = await session.exportBad(format, words);
      saveFile(blob, t('bad.name', { name: session.fileName.replace(/\.[^.]*$/, ''), format }));
      setState({ isBusy: false, error: null });
    } catch (error) {
      setState({ isBusy: false, error });
    }
  };
  return (
    <>
      <Button icon={<Download size={16} aria-hidden="true" />} loading={state.isBusy} onClick={() => void save()}>
        {t('bad.export')}
      </Button>
      {state.error !== null && <ErrorNotice error={state.error} onRemedy={() => void save()} />}
    </>
  );
}
