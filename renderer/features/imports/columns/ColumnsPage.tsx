import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { missingFields, ROSTER_KINDS } from '#shared/domain/roster/index';
import { Empty, ErrorNotice, Field, Pill, Select } from '#renderer/ui/index';
import { Steps } from '../components/Steps';
import type { Roster } from '../roster-work';
import { useRosterWork } from '../use-roster-work';
import { ColumnTable } from './ColumnTable';
import { GridChoice } from './GridChoice';
import { HeadRowChoice } from './HeadRowChoice';
import './columns.css';

interface ColumnsPageProps {
  readonly roster: Roster;
  readonly isBusy: boolean;
  readonly error: unknown;
}

/** Step one: which sheet, where the heads are, what each column means. */
export function ColumnsPage({ roster, isBusy, error }: ColumnsPageProps) {
  const { t } = useTranslation('imports');
  const [, work] = useRosterWork();
  const { session, look, mapping } = roster;
  const missing = look.header ? missingFields(mapping) : [];
  const canCheck = look.header !== null && missing.length === 0 && !isBusy;
  return (
    <div className="imports">
      <Steps current="columns" />
      <header className="page-head">
        <div>
          <h1>{session.fileName}</h1>
          <p>
            {t('columns.text')}
            {look.isRemembered && <Pill shape="done">{t('columns.remembered')}</Pill>}
          </p>
        </div>
        <div className="page-actions">
          <Button onClick={() => work.leave()}>{t('leave')}</Button>
          <Button type="primary" disabled={!canCheck} loading={isBusy} onClick={() => void work.check()}>
            {t('columns.check')}
          </Button>
        </div>
      </header>
      {error !== null && <ErrorNotice error={error} onRemedy={() => void work.check()} />}
      <section className="card import-choices">
        {session.sheets.length > 1 && (
          <Field label={t('sheet')}>
            {(ties) => (
              <Select
                {...ties}
                value={String(roster.sheet)}
                onChange={(value) => void work.look({ sheet: Number(value) })}
              >
                {session.sheets.map(({ index, name, isHidden }) => (
                  <option key={index} value={index}>
                    {isHidden ? t('sheet.hidden', { name }) : name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
        <HeadRowChoice look={look} />
        <Field label={t('kind')}>
          {(ties) => (
            <Select
              {...ties}
              value={mapping.kind}
              onChange={(value) => {
                const kind = ROSTER_KINDS.find((each) => each === value);
                const headerRow = look.header?.rowIndex;
                if (kind) void work.look({ kind, ...(headerRow !== undefined && { headerRow }) });
              }}
            >
              {ROSTER_KINDS.map((kind) => (
                <option key={kind} value={kind}>
                  {t(`kind.${kind}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <GridChoice mapping={mapping} />
      </section>
      {missing.length > 0 && (
        <p className="import-missing" role="status">
          <Pill shape="due">
            {t('columns.missing', { fields: missing.map((field) => t(`field.${field}`)).join(t('join')) })}
          </Pill>
        </p>
      )}
      {look.header ? (
        <ColumnTable roster={roster} header={look.header} />
      ) : (
        <Empty title={t('columns.no-head')} text={t('columns.no-head.text')} />
      )}
    </div>
  );
}
