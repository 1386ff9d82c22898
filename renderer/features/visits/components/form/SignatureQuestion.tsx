import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isSigned, NO_STROKES } from '#shared/domain/visits/signature';
import { SignatureDrawing } from '../SignatureDrawing';
import { Question } from './Question';
import { SignatureSheet } from './SignatureSheet';
import type { QuestionProps } from './VisitForm';

/** The name of whoever was visited, in their own hand, where they like to give it. The sheet opens on a press, so that nobody who scrolls draws. */
export function SignatureQuestion({ state: { draft }, answer }: QuestionProps) {
  const { t } = useTranslation('visits');
  const [isOpen, setIsOpen] = useState(false);
  const signature = draft.signature ?? NO_STROKES;
  return (
    <Question label={t('field.signature')} tall>
      {() => (
        <div role="group" aria-label={t('field.signature')}>
          {isOpen ? (
            <>
              <p className="signature-hint">{t('signature.hint')}</p>
              <SignatureSheet
                label={t('signature.sheet')}
                signature={signature}
                onChange={(next) => answer({ signature: next })}
              />
              <div className="signature-deeds">
                <Button disabled={!isSigned(signature)} onClick={() => setIsOpen(false)}>
                  {t('signature.done')}
                </Button>
                <Button disabled={signature.strokes.length === 0} onClick={() => answer({ signature: null })}>
                  {t('signature.clear')}
                </Button>
              </div>
            </>
          ) : isSigned(signature) ? (
            <div className="signature-kept">
              <SignatureDrawing signature={signature} label={t('field.signature')} />
              <Button
                onClick={() => {
                  answer({ signature: null });
                  setIsOpen(true);
                }}
              >
                {t('signature.again')}
              </Button>
            </div>
          ) : (
            <Button onClick={() => setIsOpen(true)}>{t('signature.start')}</Button>
          )}
        </div>
      )}
    </Question>
  );
}
