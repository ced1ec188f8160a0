// Empties functions of a wasm file that nothing ever calls but that no optimiser can know to be dead, because their
// addresses stand in tables.   node prune.mjs IN OUT
//
// The compiler merges functions with equal code under one of their names, so a pattern may only name functions that
// cannot equal one that is called. Calling an emptied one ends the page with a trap, as a panic does. The tests in real browsers hydrate, draw and
// leave every page with the pruned file.
import { readFileSync, writeFileSync } from 'node:fs';
import binaryen from 'binaryen';

const NEVER_CALLED = [
  // Hydrating in steps, for lazily loaded parts: we have none. Every erased view carries it.
  /IntoAny>::into_any::hydrate_async(::\{\{closure\}\})?::h[0-9a-f]+$/,
  // What puts the message of a panic together. There is nobody to read it: a panic is a trap either way.
  /^core\S*::panicking::|panic_with_hook|panic_handler|slice_error_fail|unwrap_failed|expect_failed|index_fail/,
];

const [, , from, to] = process.argv;
const module = binaryen.readBinary(readFileSync(from));
const counts = NEVER_CALLED.map(() => 0);
for (let index = 0; index < module.getNumFunctions(); index += 1) {
  const reference = module.getFunctionByIndex(index);
  const { name, module: imported } = binaryen.getFunctionInfo(reference);
  const kind = NEVER_CALLED.findIndex((pattern) => pattern.test(name));
  if (imported || kind < 0) continue;
  binaryen.Function.setBody(reference, module.unreachable());
  counts[kind] += 1;
}
// A pattern that fits nothing is out of date, or the file has lost its names.
const useless = NEVER_CALLED.filter((_, kind) => counts[kind] === 0);
if (useless.length > 0) throw new Error(`no function is named like ${useless.join(', ')}`);
writeFileSync(to, module.emitBinary());
console.log(`emptied ${counts.reduce((sum, count) => sum + count, 0)} functions that nothing calls`);
