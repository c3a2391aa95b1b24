// The body as it came over the wire: a row for each chunk, with everything in it visible.

import { count, element, milliseconds } from "./dom.js";
import { parts } from "./visible.js";

const MOST_ROWS = 300;

export class Bytes {
  constructor(list, total) {
    this.list = list;
    this.total = total;
  }

  clear() {
    this.list.replaceChildren();
    this.total.textContent = "";
    this.chunks = 0;
    this.bytes = 0;
  }

  add(at, data, size) {
    this.chunks += 1;
    this.bytes += size;
    if (this.chunks <= MOST_ROWS) this.list.append(row(at, data, size));
    this.#sumUp(this.chunks, this.bytes);
  }

  end({ chunks, bytes, how }) {
    const left = chunks - this.list.childElementCount;
    if (left > 0) this.list.append(element("li", { class: "rest" }, `… and ${count(left, "more chunk")}`));
    this.#sumUp(chunks, bytes, how === "cut off" ? ", then cut off" : "");
  }

  #sumUp(chunks, bytes, rest = "") {
    this.total.textContent = `${count(chunks, "chunk")}, ${count(bytes, "byte")}${rest}`;
  }
}

function row(at, data, size) {
  const text = element("span", { class: "data" });
  let ended = false; // what follows line ends is in a new line
  for (const part of parts(data)) {
    if (ended && part.text !== "↵") text.append("\n");
    text.append(part.glyph ? element("span", { class: "glyph" }, part.text) : part.text);
    ended = part.text === "↵";
  }
  if (data.length < size) text.append(element("span", { class: "glyph" }, `… ${count(size - data.length, "more byte")}`));
  const when = element("span", { class: "when" }, milliseconds(at));
  return element("li", {}, when, element("span", { class: "size" }, `${size} B`), text);
}
