import { useEffect, useRef, useState } from 'react';
import { useStation, type ExportOrder, type RegisterKind } from '#renderer/data/index';
import { download } from '#renderer/ui/index';

/** Where an export stands. */
export type ExportState =
  | { readonly kind: 'choosing' }
  | { readonly kind: 'running'; readonly done: number; readonly total: number | null }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'done' };

export type Order<K extends RegisterKind> = Omit<ExportOrder<K>, 'signal' | 'onProgress'>;

/** Runs one export after another; whoever leaves stops the one that runs, and no file comes of it. */
export function useExport<K extends RegisterKind>() {
  const station = useStation();
  const [state, setState] = useState<ExportState>({ kind: 'choosing' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const start = async (order: Order<K>, fileName: string): Promise<void> => {
    const controller = new AbortController();
    running.current = controller;
    setState({ kind: 'running', done: 0, total: null });
    const { signal } = controller;
    try {
      const onProgress = (done: number, total: number) => setState({ kind: 'running', done, total });
      const file = await station.exports.write({ ...order, signal, onProgress });
      if (signal.aborted) return;
      download(fileName, file);
      setState({ kind: 'done' });
    } catch (error) {
      if (!signal.aborted) setState({ kind: 'failed', error });
    }
  };
  return {
    state,
    start,
    stop: () => {
      running.current?.abort();
      setState({ kind: 'choosing' });
    },
  };
}
