/** A place on the pad, in its own units: 0 to {@link SIDE} each way. */
export interface Point {
  x: number;
  y: number;
}

/** What a pen left between being put down and taken up, this wide. */
export interface Stroke {
  width: number;
  points: Point[];
}

/** Side of the pad, in its own units: the pixels of the picture that it gives. */
export const SIDE = 280;

const PAPER = '#ffffff';
const INK = '#1c1917';

/** Draws strokes on clean paper: dark on light whatever the page looks like, as people write. */
export function drawInk(context: CanvasRenderingContext2D, strokes: readonly Stroke[]): void {
  context.fillStyle = PAPER;
  context.fillRect(0, 0, SIDE, SIDE);
  context.strokeStyle = INK;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const { width, points } of strokes) {
    const [first, ...others] = points;
    if (!first) continue;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(first.x, first.y);
    // Through the middles between points, so that no corner shows where the pointer was asked for its place.
    others.forEach((point, index) => {
      const next = others[index + 1] ?? point;
      context.quadraticCurveTo(point.x, point.y, (point.x + next.x) / 2, (point.y + next.y) / 2);
    });
    if (others.length === 0) context.lineTo(first.x, first.y);
    context.stroke();
  }
}
