import { useEffect, useRef, useState, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Drawing, Recognizer, Stroke } from './handwriting';
import { Key } from './Key';

interface HandPadProps {
  readonly recognizer: Recognizer;
  readonly onWritten: (text: string) => void;
}

/** A character may have as many strokes as it likes; it counts as written when the hand rests so long, ms. */
const REST_MS = 900;
const CHOICES = 5;
const LINE_WIDTH = 10;

/** A field to write a character into with the finger, and what it is taken for. */
export function HandPad({ recognizer, onWritten }: HandPadProps) {
  const { t } = useTranslation('kioskKeyboard');
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawing = useRef<Drawing | null>(null);
  const stroke = useRef<Stroke | null>(null);
  const rest = useRef<ReturnType<typeof setTimeout> | null>(null);
  const [choices, setChoices] = useState<readonly string[]>([]);

  const wait = () => {
    if (rest.current !== null) clearTimeout(rest.current);
    rest.current = null;
  };
  const clear = () => {
    wait();
    drawing.current = null;
    stroke.current = null;
    setChoices([]);
    const { current } = canvas;
    current?.getContext('2d')?.clearRect(0, 0, current.width, current.height);
  };
  useEffect(() => {
    const { current } = canvas;
    if (current) {
      current.width = current.clientWidth;
      current.height = current.clientHeight;
    }
    return () => {
      if (rest.current !== null) clearTimeout(rest.current);
    };
  }, []);

  const point = ({ nativeEvent, timeStamp }: PointerEvent) => {
    const { offsetX: x, offsetY: y } = nativeEvent;
    stroke.current?.addPoint({ x, y, t: Math.round(timeStamp) });
    return { x, y };
  };
  const begin = (event: PointerEvent) => {
    if (!window.HandwritingStroke) return;
    wait();
    event.currentTarget.setPointerCapture(event.pointerId);
    drawing.current ??= recognizer.startDrawing({ recognitionType: 'text', alternatives: CHOICES });
    stroke.current = new window.HandwritingStroke();
    const { x, y } = point(event);
    const pen = canvas.current?.getContext('2d');
    if (!pen) return;
    pen.lineWidth = LINE_WIDTH;
    pen.lineCap = 'round';
    pen.lineJoin = 'round';
    pen.strokeStyle = getComputedStyle(event.currentTarget).color;
    pen.beginPath();
    pen.moveTo(x, y);
  };
  const move = (event: PointerEvent) => {
    if (!stroke.current) return;
    const { x, y } = point(event);
    const pen = canvas.current?.getContext('2d');
    pen?.lineTo(x, y);
    pen?.stroke();
  };
  const end = () => {
    if (!stroke.current || !drawing.current) return;
    drawing.current.addStroke(stroke.current);
    stroke.current = null;
    const written = drawing.current;
    rest.current = setTimeout(() => {
      void written
        .getPrediction()
        .then((found) => setChoices([...new Set(found.map(({ text }) => text))].slice(0, CHOICES)));
    }, REST_MS);
  };

  return (
    <div className="kiosk-hand">
      <canvas
        ref={canvas}
        role="img"
        aria-label={t('hand.area')}
        onPointerDown={begin}
        onPointerMove={move}
        onPointerUp={end}
        onPointerCancel={end}
      />
      <div>
        {choices.map((text) => (
          <Key
            key={text}
            onPress={() => {
              onWritten(text);
              clear();
            }}
          >
            {text}
          </Key>
        ))}
        <Key look="soft" onPress={clear}>
          {t('hand.again')}
        </Key>
      </div>
    </div>
  );
}
