import { Component, type ReactNode } from 'react';
import { ErrorNotice } from './error-notice';

interface Props {
  /** A change of place gives the screen below another try. */
  readonly resetKey: string;
  readonly children: ReactNode;
}

interface State {
  readonly failure: { readonly error: unknown; readonly at: string } | null;
}

/** Keeps a screen that broke from taking the others with it; everything saved is still on the device. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { failure: null };

  static getDerivedStateFromProps({ resetKey }: Props, { failure }: State): State | null {
    return failure && failure.at !== '' && failure.at !== resetKey ? { failure: null } : null;
  }

  static getDerivedStateFromError(error: unknown): State {
    return { failure: { error, at: '' } };
  }

  override componentDidCatch(): void {
    const { resetKey } = this.props;
    this.setState(({ failure }) => (failure ? { failure: { ...failure, at: resetKey } } : null));
  }

  override render(): ReactNode {
    if (!this.state.failure) return this.props.children;
    return (
      <div className="page">
        <ErrorNotice error={this.state.failure.error} onRemedy={() => location.reload()} />
      </div>
    );
  }
}
