import { Button, Input } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { kioskLeavePaths, leaveCodeSchema, leaveCodeTextSchema } from '#shared/ipc/kiosk-leave-api';
import { useStation } from '#renderer/data/index';
import { Card, ErrorNotice, Field, Loading, Pill, PrivateForm } from '#renderer/ui/index';

/** The code by which staff close a kiosk's screen: shown on a press, and changed here. */
export function LeaveCodeCard() {
  const { t } = useTranslation('hall');
  const { host } = useStation();
  const [code, setCode] = useState<string | null>(null);
  const [isShown, setShown] = useState(false);
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  const [isSaved, setSaved] = useState(false);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    let isWanted = true;
    host.get(kioskLeavePaths.code, leaveCodeSchema).then(
      (answer) => isWanted && setCode(answer.code),
      (thrown: unknown) => isWanted && setError(thrown),
    );
    return () => {
      isWanted = false;
    };
  }, [host]);
  const set = async (next: string | null) => {
    setError(null);
    setSaved(false);
    setWrong(next !== null && !leaveCodeTextSchema.safeParse(next).success);
    if (next !== null && !leaveCodeTextSchema.safeParse(next).success) return;
    try {
      setCode((await host.post(kioskLeavePaths.code, { code: next }, leaveCodeSchema)).code);
      setTyped('');
      setSaved(true);
      setShown(true);
    } catch (thrown) {
      setError(thrown);
    }
  };
  return (
    <Card title={t('leave.title')}>
      <p className="hall-note">{t('leave.text')}</p>
      {code === null ? (
        error === null && <Loading label={t('loading')} lines={1} />
      ) : (
        <p className="hall-code">
          <b>{isShown ? code : '••••••'}</b>
          <Button onClick={() => setShown(!isShown)}>{t(isShown ? 'leave.hide' : 'leave.show')}</Button>
          {isSaved && <Pill shape="done">{t('leave.saved')}</Pill>}
        </p>
      )}
      <PrivateForm className="hall-code-form" aria-label={t('leave.change')} onSubmit={() => void set(typed.trim())}>
        <Field label={t('leave.new')} error={isWrong ? t('problem.leave-code') : null}>
          {(ties) => (
            <Input
              {...ties}
              className="hall-number"
              inputMode="numeric"
              autoComplete="off"
              maxLength={10}
              value={typed}
              onChange={({ target }) => setTyped(target.value)}
            />
          )}
        </Field>
        <div className="form-actions">
          <Button htmlType="submit" disabled={typed.trim() === ''}>
            {t('leave.change')}
          </Button>
          <Button onClick={() => void set(null)}>{t('leave.draw')}</Button>
        </div>
      </PrivateForm>
      {error !== null && <ErrorNotice error={error} />}
    </Card>
  );
}
