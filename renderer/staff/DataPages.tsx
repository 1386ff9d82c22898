import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { DUPLICATES_PATH, loadDuplicatesPage } from '#renderer/features/duplicates/index';
import { IMPORTS_PATH, loadImportPages } from '#renderer/features/imports/index';
import { loadQualityPage, QUALITY_PATH } from '#renderer/features/quality/index';
import { addressOf, usePlace } from '#renderer/ui/index';

/** Everything about the data as a whole: import, quality, duplicates. */
export const DATA_PATH = '/data';

const ImportPages = lazy(loadImportPages);
const QualityPage = lazy(loadQualityPage);
const DuplicatesPage = lazy(loadDuplicatesPage);

const SECTIONS = [
  { path: IMPORTS_PATH, part: 'imports', Page: ImportPages },
  { path: QUALITY_PATH, part: 'quality', Page: QualityPage },
  { path: DUPLICATES_PATH, part: 'duplicates', Page: DuplicatesPage },
] as const;

/** Whether a part of data stands at a path. */
export const isDataPath = (path: string): boolean =>
  path === DATA_PATH || SECTIONS.some((section) => path === section.path || path.startsWith(`${section.path}/`));

interface DataPagesProps {
  /** Whether the person may take rosters in; without it the import is not among the parts. */
  readonly mayImport: boolean;
}

/** The parts of data, one at a time; the first where the address names none. */
export function DataPages({ mayImport }: DataPagesProps) {
  const { t } = useTranslation(['staff', 'imports', 'quality', 'duplicates']);
  const { path } = usePlace();
  const sections = SECTIONS.filter(({ part }) => mayImport || part !== 'imports');
  const current =
    sections.find((section) => path === section.path || path.startsWith(`${section.path}/`)) ??
    sections[0] ??
    SECTIONS[0];
  const { Page } = current;
  const names = {
    imports: t('nav', { ns: 'imports' }),
    quality: t('nav', { ns: 'quality' }),
    duplicates: t('nav', { ns: 'duplicates' }),
  };
  return (
    <div className="data-pages">
      <nav className="data-sections" aria-label={t('data.sections')}>
        {sections.map((section) => (
          <a
            key={section.path}
            href={addressOf({ path: section.path, query: {} })}
            aria-current={section === current ? 'page' : undefined}
          >
            {names[section.part]}
          </a>
        ))}
      </nav>
      <div className="data-page">
        <Page />
      </div>
    </div>
  );
}
