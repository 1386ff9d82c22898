import { transferHandlers, type TransferHandler } from 'comlink';
import { AppError, isErrorCode, type AppErrorOptions, type ErrorCode } from '#shared/errors/app-error';

/** An `AppError` on its way between a page and its worker: structured cloning would leave a bare Error of it. */
interface CarriedError {
  readonly isError: true;
  readonly value: {
    readonly name: 'AppError';
    readonly message: string;
    readonly stack?: string | undefined;
    readonly code: ErrorCode;
    readonly retry: boolean;
    readonly details: NonNullable<AppErrorOptions['details']>;
  };
}

interface Thrown {
  readonly value: unknown;
}

/** Lets an `AppError` that one side of comlink throws arrive as one at the other; called once by each side. */
export function carryAppErrors(): void {
  const usual = transferHandlers.get('throw') as TransferHandler<Thrown, unknown> | undefined;
  if (!usual) throw new Error('comlink has no way to carry errors');
  transferHandlers.set('throw', {
    canHandle: (value): value is Thrown => usual.canHandle(value),
    serialize: (thrown: Thrown) =>
      thrown.value instanceof AppError ? [pack(thrown.value), []] : usual.serialize(thrown),
    deserialize: (carried: unknown) => {
      const error = unpack(carried);
      if (error) throw error;
      return usual.deserialize(carried);
    },
  } satisfies TransferHandler<Thrown, unknown>);
}

const pack = ({ message, stack, code, retry, details }: AppError): CarriedError => ({
  isError: true,
  value: { name: 'AppError', message, stack, code, retry, details },
});

function unpack(carried: unknown): AppError | null {
  const { value } = (carried ?? {}) as Partial<CarriedError>;
  if (value?.name !== 'AppError' || !isErrorCode(value.code)) return null;
  return new AppError(value.code, value.message, { retry: value.retry, details: value.details });
}
