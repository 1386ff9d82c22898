import { Button } from 'antd';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { toAppError } from '#shared/errors/app-error';
import { leavingSettled } from './leaving';
import { StatusShape } from './status-shape';

interface Props {
  /** A change of place gives the screen below another try. */
  readonly resetKey: string;
  /** Leads to where the day begins. */
  readonly onLeave: () => void;
  readonly children: ReactNode;
}

interface State {
  readonly failure: { readonly error: unknown } | null;
  /** Tries at this place after it broke. */
  readonly tries: number;
  /** The place of these tries. */
  readonly at: string;
}

/**
 * Keeps a screen that broke from taking the others with it, and says what is safe: everything saved, and what is half written, since
 * forms bring their drafts to disk when they go. Trying again draws the screen anew; a second time it loads the program anew.
 */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { failure: null, tries: 0, at: this.props.resetKey };

  static getDerivedStateFromProps({ resetKey }: Props, { at }: State): Partial<State> | null {
    return at === resetKey ? null : { failure: null, tries: 0, at: resetKey };
  }

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { failure: { error } };
  }

  private readonly tryAgain = (): void => {
    const { tries } = this.state;
    if (tries === 0) this.setState({ failure: null, tries: 1 });
    // What could not be saved is only in this page: then it stays, and its own words say so.
    else void leavingSettled().then((isSaved) => isSaved && location.reload());
  };

  override render(): ReactNode {
    const { failure, tries } = this.state;
    if (!failure) return this.props.children;
    return (
      <BrokenPage error={failure.error} isSecondTime={tries > 0} onAgain={this.tryAgain} onLeave={this.props.onLeave} />
    );
  }
}

interface BrokenPageProps {
  readonly error: unknown;
  readonly isSecondTime: boolean;
  readonly onAgain: () => void;
  readonly onLeave: () => void;
}

function BrokenPage({ error, isSecondTime, onAgain, onLeave }: BrokenPageProps) {
  const { t } = useTranslation('ui');
  return (
    <div className="page">
      <div className="error-notice" role="alert">
        <StatusShape shape="alert" size={18} />
        <div>
          <b>{t('broken.title')}</b>
          <p>{t('broken.safe')}</p>
          <p>{t(isSecondTime ? 'broken.again' : 'broken.do')}</p>
          <div className="error-actions">
            <Button type="primary" onClick={onAgain}>
              {t(isSecondTime ? 'remedy.reload' : 'remedy.retry')}
            </Button>
            <Button onClick={onLeave}>{t('broken.leave')}</Button>
          </div>
          <details>
            <summary>{t('error.details')}</summary>
            <code>{toAppError(error).code}</code>
          </details>
        </div>
      </div>
    </div>
  );
}
