// What one client has received: marks in time, in the order in which they came.

import { count, milliseconds, size } from "./dom.js";

const MOST_TEXT = 400;

export class Lane {
  constructor(id, title, call, note, things) {
    Object.assign(this, { id, title, call, note, things });
    this.clear();
  }

  clear() {
    this.marks = [];
    this.counted = 0;
    this.bytes = 0;
    this.begun = null;
    this.ended = null;
    this.how = "";
  }

  begin(at) {
    this.begun = at;
  }

  // `kind` is "open", "piece", "again", "unread" or "refused"; pieces are what the client is there for.
  add(kind, at, text, bytes = 0) {
    if (this.ended !== null) return;
    if (kind === "piece") {
      this.counted += 1;
      this.bytes += bytes;
    }
    const number = kind === "piece" ? this.counted : null;
    this.marks.push({ kind, at, text: text.slice(0, MOST_TEXT), bytes, number });
  }

  end(at, how) {
    if (this.ended !== null || this.begun === null) return;
    this.ended = at;
    this.how = how;
  }

  get running() {
    return this.begun !== null && this.ended === null;
  }

  get connections() {
    return this.marks.filter((mark) => mark.kind === "open").length;
  }

  get status() {
    if (this.begun === null) return "";
    const said = [count(this.counted, this.things)];
    if (this.bytes) said.push(size(this.bytes));
    if (this.connections > 1) said.push(`${this.connections} connections`);
    if (this.running) said.push("…");
    else said.push(`${this.how} ${milliseconds(this.ended)}`);
    return said.join(" · ");
  }

  describe(mark) {
    const what = mark.number === null ? mark.text : `${this.things} ${mark.number} of ${this.counted}`;
    return `${this.title}, ${mark.at.toFixed(1)} ms: ${what}`;
  }
}

// Which lanes tell something of an exercise, by how it is run; in the first is what the lab tells.
export const SHOWN = {
  app: ["wire", "fetch", "source", "text"],
  generator: ["pulled"],
  client: ["client", "beside"],
};

export const lanes = () => ({
  pulled: new Lane("pulled", "Your generator", "next(tokens)", "each token when it is asked for; step by step, you ask", "token"),
  client: new Lane("client", "Your client", "stream_text(url)", "each piece, as your code yields it", "piece"),
  beside: new Lane("beside", "curl", "-N", "the same address, as it comes", "piece"),
  wire: new Lane("wire", "On the wire", "chunks", "each chunk, as your app sends it", "chunk"),
  fetch: new Lane("fetch", "fetch", "reader.read()", "each piece as soon as it is there", "piece"),
  source: new Lane("source", "EventSource", "onmessage", "connects again when a stream ends", "message"),
  text: new Lane("text", "fetch", "await response.text()", "waits for the end, then has it all", "piece"),
});
