import { useEffect, useRef, useState, type RefObject } from 'react';

/** Where files have to arrive: anywhere on the page, or upon the form that holds the picker, where several may be open. */
export type Taking = 'page' | 'own-form';

/**
 * Takes files that are pasted or dropped. Words that are pasted go where they belong, pictures beside them or not. True while files are
 * held over where they would be taken.
 */
export function useIncomingFiles(
  onFiles: (files: readonly File[]) => void,
  takes: Taking,
  picker: RefObject<HTMLElement | null>,
): boolean {
  const [isOver, setOver] = useState(false);
  const take = useRef(onFiles);
  useEffect(() => {
    take.current = onFiles;
  }, [onFiles]);

  useEffect(() => {
    const ending = new AbortController();
    const { signal } = ending;
    const isOurs = ({ target }: Event) =>
      takes === 'page' || (target instanceof Node && picker.current?.closest('form')?.contains(target) === true);
    const brings = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') === true;
    addEventListener(
      'paste',
      (event) => {
        const { clipboardData } = event;
        if (
          !isOurs(event) ||
          !clipboardData ||
          clipboardData.files.length === 0 ||
          clipboardData.types.includes('text/plain')
        )
          return;
        event.preventDefault();
        take.current([...clipboardData.files]);
      },
      { signal },
    );
    addEventListener(
      'dragover',
      (event) => {
        if (!brings(event)) return;
        // Without this the browser would open the file in place of the page.
        event.preventDefault();
        setOver(isOurs(event));
      },
      { signal },
    );
    addEventListener(
      'dragleave',
      (event) => {
        if (event.relatedTarget === null) setOver(false);
      },
      { signal },
    );
    addEventListener(
      'drop',
      (event) => {
        if (!brings(event)) return;
        event.preventDefault();
        setOver(false);
        if (isOurs(event)) take.current([...(event.dataTransfer?.files ?? [])]);
      },
      { signal },
    );
    return () => ending.abort();
  }, [takes, picker]);
  return isOver;
}
