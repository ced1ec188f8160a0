// Readers who save data fetch nothing by themselves, unless they have said that they want the essentials.
import { WANTED } from './names.ts';

/** Nothing where the browser lets nobody remember anything. */
export function remembered(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Then it is asked again.
  }
}

export const savesData = () => {
  const { connection } = navigator as { connection?: { saveData?: boolean; effectiveType?: string } };
  return Boolean(connection?.saveData) || /2g$/.test(connection?.effectiveType ?? '');
};

/** Whether somebody was asked, and what they said. */
export const wish = () => remembered(WANTED);

/** Whether anything may be fetched that nobody waits for. */
export const mayFetch = () => !savesData() || wish() === 'yes';
