// Draws the marks of the map as pictures, each once. It refuses to know where they stand.
import icons from 'made:icons';
import type { Map } from 'maplibre-gl';
import type { Colours } from './colours.ts';
import { lookOf, shapeOf, type Shape } from './families.ts';

/** Drawn larger than shown, so that a dense screen has sharp edges. */
const RATIO = 2;
/** Pixels across: a pin, the chosen one, the picture that holds either. */
const PIN = 36;
const CHOSEN = 44;
const ROOM = 64;
/** Pixels across of a group by the number of its digits. */
const DISCS = [36, 36, 40, 46, 54, 66, 76];

export type State = '' | 'chosen';

export class Pins {
  #drawn = new Set<string>();

  constructor(private map: Map, private colours: Colours) {}

  /** The name of the picture of one listing. */
  pin(kind: string, category: string, state: State = ''): string {
    return this.#named(`pin|${kind}|${category}|${state}`);
  }

  /** The name of the picture behind the number of a group. */
  disc(size: number): string {
    return this.#named(`disc|${String(size).length}`);
  }

  recolour(colours: Colours) {
    this.colours = colours;
    for (const name of this.#drawn) this.map.updateImage(name, this.#draw(name));
  }

  #named(name: string): string {
    if (!this.#drawn.has(name)) {
      this.#drawn.add(name);
      this.map.addImage(name, this.#draw(name), { pixelRatio: RATIO });
    }
    return name;
  }

  #draw(name: string): ImageData {
    const [what, first = '', category = '', state] = name.split('|');
    if (what === 'disc') return disc(DISCS[Math.min(Number(first), DISCS.length - 1)]!, this.colours);
    const { family, icon } = lookOf(category);
    return pin(shapeOf(first), this.colours.family[family] ?? this.colours.ink, icon, state === 'chosen', this.colours);
  }
}

function pin(shape: Shape, colour: string, icon: string, isChosen: boolean, colours: Colours): ImageData {
  const pen = canvas(ROOM);
  const size = isChosen ? CHOSEN : PIN;
  if (isChosen) {
    // Two rings, one in each of the colours that differ most: one of them shows on any ground.
    outline(pen, shape, size + 6);
    paint(pen, colours.ink);
    outline(pen, shape, size);
    paint(pen, colours.line);
  }
  outline(pen, shape, isChosen ? size - 4 : size);
  paint(pen, colour, isChosen ? undefined : colours.line);
  const scale = (size * (shape === 'diamond' ? 0.56 : 0.62)) / 24;
  pen.scale(scale, scale);
  pen.translate(-12, -12);
  pen.strokeStyle = colours.line;
  pen.lineWidth = 2.25;
  pen.lineCap = pen.lineJoin = 'round';
  pen.stroke(new Path2D(icons[icon]));
  return picture(pen);
}

function disc(size: number, colours: Colours): ImageData {
  const pen = canvas(size + 4);
  outline(pen, 'circle', size);
  paint(pen, colours.ink, colours.paper);
  return picture(pen);
}

/** Areas are about equal: a square as wide as a circle looks larger. */
function outline(pen: CanvasRenderingContext2D, shape: Shape, size: number) {
  pen.beginPath();
  if (shape === 'circle') pen.arc(0, 0, size / 2, 0, 7);
  if (shape === 'square') {
    const half = size * 0.46;
    pen.roundRect(-half, -half, 2 * half, 2 * half, size / 8);
  }
  if (shape === 'diamond') {
    const half = size * 0.58;
    for (const [x, y] of [[0, -half], [half, 0], [0, half], [-half, 0]] as const) pen.lineTo(x, y);
    pen.closePath();
  }
}

function paint(pen: CanvasRenderingContext2D, fill: string, line?: string) {
  pen.lineJoin = 'round';
  pen.fillStyle = fill;
  pen.fill();
  if (!line) return;
  pen.lineWidth = 2;
  pen.strokeStyle = line;
  pen.stroke();
}

function canvas(size: number): CanvasRenderingContext2D {
  const element = document.createElement('canvas');
  element.width = element.height = size * RATIO;
  const pen = element.getContext('2d')!;
  pen.scale(RATIO, RATIO);
  pen.translate(size / 2, size / 2);
  return pen;
}

function picture(pen: CanvasRenderingContext2D): ImageData {
  return pen.getImageData(0, 0, pen.canvas.width, pen.canvas.height);
}
