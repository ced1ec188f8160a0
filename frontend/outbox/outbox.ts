// Reports and confirmations that are never lost: written down before they are sent, and sent until the server has them.
import { fill, submit } from './form.ts';
import { list } from './list.ts';
import { wake } from './page.ts';

export { submit, wake };

/** An element of ours is on the page: in a form, or where the list belongs. */
export function attach(element: HTMLElement) {
  const form = element.closest('form');
  if (form) fill(form);
  else list(element);
  wake();
}
