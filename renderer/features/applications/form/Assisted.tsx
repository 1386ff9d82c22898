import { useTranslation } from 'react-i18next';
import { Choice } from '#renderer/ui/index';
import type { FormPartProps } from './ApplicationForm';
import { SIGNATURE } from './draft';
import { Scans } from './Scans';

const HOW = ['written', 'spoken'] as const;

/** 代填: whether somebody of the staff fills it in, and how the applicant agreed to that. */
export function Assisted({ draft, session, text, openPart, onOpenPart }: FormPartProps) {
  const { t } = useTranslation('applications');
  const isOpen = openPart === SIGNATURE;
  const problem = text('agreement-missing', 'signature-missing');
  return (
    <section className="application-assisted">
      <label>
        <input
          type="checkbox"
          checked={draft.isAssisted}
          onChange={({ target }) => session.answer({ isAssisted: target.checked })}
        />
        <span>{t('assisted')}</span>
      </label>
      {draft.isAssisted && (
        <>
          <p className="quiet">{t('assisted.text')}</p>
          <Choice
            label={t('assisted.how')}
            options={HOW.map((value) => ({ value, label: t(`assisted.${value}`) }))}
            value={draft.agreed}
            onChange={(agreed) => session.answer({ agreed })}
          />
          {draft.agreed === 'written' && (
            <>
              <button
                type="button"
                className="link-button"
                aria-expanded={isOpen}
                onClick={() => onOpenPart(isOpen ? null : SIGNATURE)}
              >
                {t('assisted.scan', { count: draft.scans[SIGNATURE]?.length ?? 0 })}
              </button>
              {isOpen && <Scans draft={draft} session={session} part={SIGNATURE} label={t('assisted.signature')} />}
            </>
          )}
          {problem !== null && (
            <p className="field-error" role="alert">
              {problem}
            </p>
          )}
        </>
      )}
    </section>
  );
}
