import { Button } from 'antd';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStation, type FiguresOrder, type TableFormat } from '#renderer/data/index';
import { download, ErrorNotice } from '#renderer/ui/index';
import { useFileWords } from './use-file-words';

/** Figures as a file has them; none of them names anybody. */
export interface ExportedFigures extends Pick<FiguresOrder, 'columns' | 'rows'> {
  /** Names the file and its sheet. */
  readonly title: string;
  /** Of which days and what else, in words, for the file's own notes. */
  readonly filters: readonly string[];
}

/** Hands out figures as a workbook or as CSV, one press each. */
export function FiguresExport({ title, filters, columns, rows }: ExportedFigures) {
  const { t } = useTranslation('export');
  const { exports } = useStation();
  const words = useFileWords();
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const write = async (format: TableFormat) => {
    setFailure(null);
    try {
      const notes = words.notes({ title, filters, isChosen: false, isUnmasked: null }, rows.length);
      const file = await exports.figures({ format, sheetName: title, columns, rows, notes });
      download(`${words.name(title)}.${format}`, file);
    } catch (error) {
      setFailure({ error });
    }
  };
  return (
    <>
      {(['xlsx', 'csv'] as const).map((format) => (
        <Button
          key={format}
          icon={<Download size={16} aria-hidden="true" />}
          disabled={rows.length === 0}
          onClick={() => void write(format)}
        >
          {t('open.as', { format: format.toUpperCase() })}
        </Button>
      ))}
      {failure && <ErrorNotice error={failure.error} />}
    </>
  );
}
