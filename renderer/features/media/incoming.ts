import { useEffect, useRef, useState } from 'react';

/**
 * Takes files that are pasted or dropped anywhere on the page. Words that are pasted go where they belong, pictures beside them or not.
 * True while files are held over the page.
 */
export function useIncomingFiles(onFiles: (files: readonly File[]) => void): boolean {
  const [isOver, setOver] = useState(false);
  const take = useRef(onFiles);
  useEffect(() => {
    take.current = onFiles;
  }, [onFiles]);

  useEffect(() => {
    const ending = new AbortController();
    const { signal } = ending;
    const brings = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') === true;
    addEventListener(
      'paste',
      (event) => {
        const { clipboardData } = event;
        if (!clipboardData || clipboardData.files.length === 0 || clipboardData.types.includes('text/plain')) return;
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
        setOver(true);
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
        take.current([...(event.dataTransfer?.files ?? [])]);
      },
      { signal },
    );
    return () => ending.abort();
  }, []);
  return isOver;
}
