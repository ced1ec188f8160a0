// Elements in one line. Texts only, never markup.

export function make<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Record<string, string>, ...inside: (Node | string)[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...inside);
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';

/** An icon as the pages draw them; the file's name is read from one that is there. */
export function icon(name: string): Element {
  const svg = document.createElementNS(SVG, 'svg');
  const use = document.createElementNS(SVG, 'use');
  const known = document.querySelector('svg.icon use')?.getAttribute('href') ?? '';
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', known.replace(/#.*/, `#i-${name}`));
  svg.append(use);
  return svg;
}
