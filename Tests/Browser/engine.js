// Asks the WebAssembly engine every question of cases.bin and compares its answers bit for bit.
// The file's form is told in Tests/SizingCases/SizingCases.swift.
async function compareEngines() {
  const loaded = await Promise.all([fetch("sizing.wasm"), fetch("cases.bin")]);
  const [wasm, file] = await Promise.all(loaded.map((response) => response.arrayBuffer()));
  const engine = (await WebAssembly.instantiate(wasm)).instance.exports;
  const counts = {
    model: engine.rigbook_model_count(), summary: engine.rigbook_summary_count(),
    use: engine.rigbook_use_count(), answer: engine.rigbook_answer_count(),
  };
  const places = Object.fromEntries(
    Object.entries(counts).map(([name, count]) => [name, engine.rigbook_allocate(count)]));
  // Memory may grow with every call, which voids what was looked at before.
  const bits = (place, count) => new BigUint64Array(engine.memory.buffer, place, count);

  const cases = new BigUint64Array(file);
  const numbers = new Float64Array(file);
  let at = 0;
  const take = (name) => cases.subarray(at, (at += counts[name]));
  const result = {
    version: engine.rigbook_sizing_version(), models: 0, questions: 0, answered: 0, longest: 0,
    numbers: 0, faults: [], milliseconds: 0, pages: 0,
  };
  const compare = (what, found, expected) => {
    for (let index = 0; index < expected.length; index++) {
      result.numbers++;
      if (found[index] === expected[index] || result.faults.length >= 20) continue;
      const [a, b] = [found[index], expected[index]].map(
        (one) => new Float64Array(new BigUint64Array([one]).buffer)[0]);
      result.faults.push(`question ${result.questions}: ${what} ${index}: ${a}, natively ${b}`);
    }
  };

  const start = performance.now();
  while (at < cases.length) {
    const questions = numbers[at++];
    bits(places.model, counts.model).set(take("model"));
    const handle = engine.rigbook_prepare(places.model, places.summary);
    compare("summary", bits(places.summary, counts.summary), take("summary"));
    if (handle === 0) break;
    result.models++;
    for (let question = 0; question < questions; question++) {
      result.questions++;
      bits(places.use, counts.use).set(take("use"));
      const status = engine.rigbook_size(handle, places.use, places.answer);
      const expected = numbers[at++];
      compare("status", [BigInt(status)], [BigInt(expected)]);
      const answer = take("answer");
      if (expected === 0) {
        result.answered++;
        compare("answer", bits(places.answer, counts.answer), answer);
      }
      const longest = numbers[at++];
      if (Number.isNaN(longest)) continue;
      result.longest++;
      const found = new Float64Array([engine.rigbook_largest_context(handle, places.use)]);
      compare("longest", new BigUint64Array(found.buffer), cases.subarray(at - 1, at));
    }
    engine.rigbook_release(handle);
  }
  result.milliseconds = performance.now() - start;
  result.pages = engine.memory.buffer.byteLength / 65536;
  return result;
}
