// The table: a figure, what it must and shall be, what was measured.

import { cpus, loadavg } from 'node:os';

/** Rows and what adds one. `null` for a value is something that could not be measured, which never holds. */
export function table() {
  const rows = [];
  // Times mean little on a machine that is busy with something else: what it was busy with before this began is said.
  const busy = loadavg()[0];
  const row = (figure, must, aim, value, unit, against, smaller = true) => {
    const isMeasured = Number.isFinite(value);
    const holds = isMeasured && (smaller ? value <= must : value >= must);
    const measured = isMeasured ? `${Number(value.toPrecision(3))} ${unit}` : 'not measured';
    rows.push({ figure, must: `${must} ${unit}`, aim: aim === null ? '–' : `${aim} ${unit}`, measured, against, holds: holds ? 'yes' : 'NO' });
  };
  const print = () => {
    console.table(rows);
    console.log(`${cpus().length} processors, load ${busy.toFixed(1)} before it began`);
    if (rows.some((line) => line.holds !== 'yes')) process.exitCode = 1;
  };
  return { row, print };
}

const sorted = (values) => [...values].sort((a, b) => a - b);
export const median = (values) => sorted(values)[Math.floor(values.length / 2)];
export const percentile = (values, part) => sorted(values)[Math.min(values.length - 1, Math.floor(values.length * part))];
