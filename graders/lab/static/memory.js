// The memory of the app's process while it streams, as a small curve.

import { inside } from "./lab.js";
import { milliseconds, shape } from "./dom.js";

const EVERY = 100;
const MEBIBYTE = 1 << 20;
const LEAST = 16 * MEBIBYTE;
const WIDTH = 480;
const HEIGHT = 130;
const LEFT = 52;
const FOOT = 20;

export class Memory {
  constructor(root, now) {
    this.root = root;
    this.now = now;
    this.clear();
  }

  clear() {
    this.samples = [];
    this.now.textContent = "";
    this.draw();
  }

  // Look again and again until `signal` says that the run is over, and once more then.
  async watch(exercise, clock, signal) {
    this.clear();
    while (!signal.aborted) {
      await this.#look(exercise, clock);
      await new Promise((resolve) => setTimeout(resolve, EVERY));
    }
    await this.#look(exercise, clock);
  }

  async #look(exercise, clock) {
    const at = clock();
    try {
      const { memory } = await inside(exercise);
      if (memory > 0) this.samples.push({ at, memory });
    } catch {
      return; // the lab has gone; the page says so elsewhere
    }
    this.draw();
  }

  draw() {
    const sizes = this.samples.map((sample) => sample.memory);
    const low = Math.min(...sizes, Infinity);
    const high = Math.max(...sizes, 0);
    if (sizes.length > 0) this.now.textContent = `${mebibytes(low)} at least, ${mebibytes(high)} at most`;
    const bottom = sizes.length ? Math.max(low - LEAST / 8, 0) : 0;
    const top = Math.max(high, bottom + LEAST);
    const last = this.samples.at(-1)?.at ?? 0;
    const x = (at) => LEFT + (at / Math.max(last, 1)) * (WIDTH - LEFT - 8);
    const y = (memory) => 8 + ((top - memory) / (top - bottom)) * (HEIGHT - FOOT - 16);
    const line = this.samples.map(({ at, memory }) => `${x(at).toFixed(1)} ${y(memory).toFixed(1)}`).join("L");
    const drawn = [bottom, (bottom + top) / 2, top].flatMap((level) => [
      shape("path", { class: "grid", d: `M${LEFT} ${y(level)}H${WIDTH - 8}` }),
      shape("text", { class: "level", x: LEFT - 6, y: y(level) + 4 }, sizes.length ? mebibytes(level) : ""),
    ]);
    if (line) {
      drawn.push(shape("path", { class: "area", d: `M${line}L${x(last)} ${y(bottom)}L${LEFT} ${y(bottom)}Z` }));
      drawn.push(shape("path", { class: "curve", d: `M${line}` }));
      drawn.push(shape("text", { class: "time", x: WIDTH - 8, y: HEIGHT - 4 }, milliseconds(last)));
    }
    const name = sizes.length ? `Memory over time: ${this.now.textContent}` : "Memory over time: nothing yet";
    const attributes = { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": name, class: "memory" };
    this.root.replaceChildren(shape("svg", attributes, ...drawn));
  }
}

function mebibytes(size) {
  return `${(size / MEBIBYTE).toFixed(size < 100 * MEBIBYTE ? 1 : 0)} MB`;
}
