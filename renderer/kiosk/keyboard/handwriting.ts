import { useEffect, useState } from 'react';

/** The browser's own reader of handwriting, where the platform has one: https://wicg.github.io/handwriting-recognition/ */
export interface Recognizer {
  startDrawing(hints?: { readonly recognitionType?: string; readonly alternatives?: number }): Drawing;
  finish(): void;
}
export interface Drawing {
  addStroke(stroke: Stroke): void;
  getPrediction(): Promise<readonly { readonly text: string }[]>;
}
export interface Stroke {
  addPoint(point: { readonly x: number; readonly y: number; readonly t: number }): void;
}

interface WithHandwriting {
  readonly queryHandwritingRecognizer?: (constraint: { readonly languages: readonly string[] }) => Promise<unknown>;
  readonly createHandwritingRecognizer?: (constraint: { readonly languages: readonly string[] }) => Promise<Recognizer>;
}

declare global {
  interface Window {
    readonly HandwritingStroke?: new () => Stroke;
  }
}

const CHINESE = { languages: ['zh-CN'] } as const;

/** A reader of Chinese handwriting; null where the platform has none, and until it is there. */
export function useHandwriting(): Recognizer | null {
  const [recognizer, setRecognizer] = useState<Recognizer | null>(null);
  useEffect(() => {
    const platform = navigator as unknown as WithHandwriting;
    if (!platform.createHandwritingRecognizer || !window.HandwritingStroke) return;
    let isWanted = true;
    let made: Recognizer | null = null;
    void (async () => {
      const can = await platform.queryHandwritingRecognizer?.(CHINESE);
      if (can === null || can === undefined) return;
      made = (await platform.createHandwritingRecognizer?.(CHINESE)) ?? null;
      if (isWanted) setRecognizer(made);
      else made?.finish();
    })().catch(() => undefined);
    return () => {
      isWanted = false;
      made?.finish();
    };
  }, []);
  return recognizer;
}
