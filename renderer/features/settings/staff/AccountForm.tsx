import { Button, Input } from 'antd';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { functionsOf } from '#shared/domain/access/access';
import { ACCESS_TABLE } from '#shared/domain/access/table';
import { toAppError } from '#shared/errors/app-error';
import { createStaffSchema, type AccountView, type NewAccountAnswer } from '#shared/ipc/admin-api';
import { POSTS, type Post, type StaffFunction } from '#shared/schema/types/place';
import { useSession, useStation } from '#renderer/data/index';
import { Chips, ErrorNotice, Field, Select } from '#renderer/ui/index';
import { AccessChange } from '../access/AccessChange';
import { FunctionChoice } from './FunctionChoice';

interface AccountFormProps {
  /** Null for a new one. */
  readonly account: AccountView | null;
  readonly accounts: readonly AccountView[];
  readonly onIssued: (answer: NewAccountAnswer) => void;
  readonly onSaved: () => void;
  readonly onCancel: () => void;
  readonly onTouched?: () => void;
}

interface Entry {
  readonly code: string;
  readonly name: string;
  readonly post: Post;
  readonly gridNumbers: readonly number[];
  readonly functions: readonly StaffFunction[];
}

const NOBODY: Entry = { code: '', name: '', post: 'grid-worker', gridNumbers: [], functions: [] };

/** Code, name, post, grids and functions of one account. What a post brings or does not admit cannot be chosen. */
export function AccountForm({ account, accounts, onIssued, onSaved, onCancel, onTouched }: AccountFormProps) {
  const { t } = useTranslation(['accounts', 'settings', 'sign-in']);
  const { admin } = useStation();
  const { stationGrids } = useSession();
  const [entry, setEntry] = useState<Entry>(account ?? NOBODY);
  const [wasSubmitted, setWasSubmitted] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const change = (part: Partial<Entry>) => {
    setEntry({ ...entry, ...part });
    setFailure(null);
    onTouched?.();
  };

  const { grantable, grants } = ACCESS_TABLE[entry.post];
  const worksInGrids = grants.some(({ grids }) => grids === 'own');
  const wanted = {
    post: entry.post,
    gridNumbers: worksInGrids ? [...entry.gridNumbers] : [],
    functions: entry.functions.filter((name) => grantable.includes(name)),
  };
  const code = entry.code.trim().toLowerCase();
  const name = entry.name.trim();
  const isTaken = toCode(failure) === 'access.code-taken' || (!account && accounts.some((each) => each.code === code));
  const problems = {
    code: account
      ? null
      : isTaken && code !== ''
        ? t('code.taken')
        : createStaffSchema.shape.code.safeParse(code).success
          ? null
          : t('code.wrong'),
    name: createStaffSchema.shape.name.safeParse(name).success ? null : t('name.missing'),
    grids: worksInGrids && wanted.gridNumbers.length === 0 ? t('grids.missing') : null,
  };
  const shown = wasSubmitted
    ? problems
    : { code: isTaken && code !== '' ? problems.code : null, name: null, grids: null };

  const save = async () => {
    setWasSubmitted(true);
    if (isBusy || Object.values(problems).some((problem) => problem !== null)) return;
    setIsBusy(true);
    setFailure(null);
    try {
      if (account) {
        await admin.changeStaff(account.uid, { ...wanted, name });
        onSaved();
      } else onIssued(await admin.createStaff({ ...wanted, code, name }));
    } catch (error) {
      setFailure({ error });
    } finally {
      setIsBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };

  return (
    <form className="panel-form" autoComplete="off" onSubmit={submit} noValidate>
      {!account && (
        <Field label={t('code')} hint={t('code.hint')} error={shown.code}>
          {(ties) => (
            <Input
              {...ties}
              autoCapitalize="none"
              spellCheck={false}
              maxLength={16}
              value={entry.code}
              onChange={(event) => change({ code: event.target.value })}
            />
          )}
        </Field>
      )}
      <Field label={t('name')} error={shown.name}>
        {(ties) => (
          <Input
            {...ties}
            maxLength={60}
            value={entry.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('post')} hint={t('post.hint')}>
        {(ties) => (
          <Select {...ties} value={entry.post} onChange={(post) => change({ post: post as Post })}>
            {POSTS.map((post) => (
              <option key={post} value={post}>
                {t(`post.${post}`, { ns: 'sign-in' })}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {worksInGrids && (
        <div className="field">
          <span className="field-label">{t('grids')}</span>
          <Chips
            label={t('grids')}
            options={stationGrids.map((number) => ({
              value: String(number),
              label: t('grid', { ns: 'settings', number }),
            }))}
            value={entry.gridNumbers.map(String)}
            onChange={(chosen) => change({ gridNumbers: chosen.map(Number) })}
          />
          {shown.grids && <p className="field-error">{shown.grids}</p>}
        </div>
      )}
      <FunctionChoice
        always={functionsOf({ actor: entry.post, functions: [] })}
        grantable={grantable}
        given={entry.functions}
        onChange={(functions) => change({ functions })}
      />
      <AccessChange
        before={account && { actor: account.post, functions: account.functions, gridNumbers: account.gridNumbers }}
        after={{ actor: wanted.post, functions: wanted.functions, gridNumbers: wanted.gridNumbers }}
      />
      {entry.post === 'manager' && <p className="panel-hint">{t('hand-over')}</p>}
      {failure && toCode(failure) !== 'access.code-taken' && <ErrorNotice error={failure.error} />}
      <div className="form-actions">
        <Button onClick={onCancel}>{t('cancel', { ns: 'settings' })}</Button>
        <Button type="primary" htmlType="submit" loading={isBusy}>
          {t(account ? 'save' : 'create')}
        </Button>
      </div>
    </form>
  );
}

const toCode = (failure: { readonly error: unknown } | null) => failure && toAppError(failure.error).code;
