// A quiet line at the edge of the page: one at a time, read out when its reader pauses, gone with one tap.
// Refuses to know what it says.

export interface Line {
  text: string;
  /** What can be done about it. */
  action?: { label: string; run: () => void };
  /** What the button that closes the line is called. */
  close: string;
  /** Called when the reader closes it. */
  closed?: () => void;
}

let shown: HTMLElement | undefined;

/** Behind everything that the application draws, which counts its elements; empty as long as there is nothing to say. */
function place(): HTMLElement {
  if (!shown?.isConnected) {
    shown = document.createElement('div');
    shown.className = 'quiet-line';
    shown.setAttribute('role', 'status');
    document.body.append(shown);
  }
  return shown;
}

function button(label: string, look: string, run: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = `button ${look}`;
  made.textContent = label;
  made.addEventListener('click', run);
  return made;
}

/** Shows a line in the place of the one before. Returns what takes it away, unless another has come. */
export function showLine(line: Line): () => void {
  const home = place();
  const text = document.createElement('p');
  text.textContent = line.text;
  const leave = () => {
    if (text.isConnected) home.replaceChildren();
  };
  const close = button('×', 'button-plain', () => {
    leave();
    line.closed?.();
  });
  close.setAttribute('aria-label', line.close);
  close.dataset.close = '';
  home.replaceChildren(text, ...(line.action ? [button(line.action.label, 'button-second', line.action.run)] : []), close);
  return leave;
}
