// Draws lanes on one time axis, and lets pointer and keyboard walk through their marks.

import { element, shape } from "./dom.js";
import { label } from "./visible.js";

const HEIGHT = 76;
const LINE = 20;
const ROWS = [46, 64];
const MARGIN = 14;
const LETTER = 7.3;
const MANY = 250;
const UNFOLDED = 0.85; // of the width, where what comes again is folded behind it
const REPEAT = 40;
const SCALES = [100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 60_000, 120_000, 300_000];

export class Timeline {
  constructor(root, lanes, onPick) {
    this.lanes = Object.values(lanes);
    this.onPick = onPick;
    this.rows = this.lanes.map((lane) => this.#row(lane));
    this.axis = shape("svg", { class: "axis", height: 24, "aria-hidden": "true" });
    const foot = element("div", { class: "lane foot" }, element("div"), this.axis);
    root.replaceChildren(...this.rows.map((row) => row.root), foot);
    new ResizeObserver(() => this.draw()).observe(root);
  }

  show(ids) {
    for (const row of this.rows) row.root.hidden = !ids.includes(row.lane.id);
    this.draw();
  }

  // `now` is the time of a run that is still going on.
  draw(now = null) {
    const width = Math.max(...this.rows.map((row) => row.strip.clientWidth), 120);
    const fold = foldOf(this.lanes);
    const range = fold ?? (now === null ? fitting(this.lanes, width) : growing(now));
    const room = (width - 2 * MARGIN) * (fold === null ? 1 : UNFOLDED);
    const x = (at) => (fold !== null && at > fold ? width - MARGIN - REPEAT : MARGIN + (Math.max(at, 0) / range) * room);
    const ticks = ticksOf(range, room);
    for (const row of this.rows) this.#drawRow(row, x, now, ticks, width);
    this.#drawAxis(x, ticks, width);
  }

  #row(lane) {
    const status = element("p", { class: "status" });
    const strip = shape("svg", { class: `strip ${lane.id}`, height: HEIGHT, tabindex: 0, role: "group" });
    const call = element("code", {}, lane.call);
    const title = element("h3", {}, lane.title, " ", call);
    const name = element("div", { class: "name" }, title, element("p", { class: "note" }, lane.note), status);
    const row = { lane, strip, status, picked: -1, root: element("div", { class: `lane ${lane.id}`, "data-lane": lane.id }, name, strip) };
    strip.addEventListener("keydown", (event) => this.#walk(event, row));
    strip.addEventListener("pointermove", (event) => this.#pointAt(event, row));
    return row;
  }

  #drawRow(row, x, now, ticks, width) {
    const { lane, strip } = row;
    row.x = x;
    row.status.textContent = lane.status;
    row.status.classList.toggle("again", lane.connections > 1);
    strip.setAttribute("aria-label", `${lane.title}, ${lane.call}: ${lane.status || "nothing yet"}. Arrow keys go through the marks.`);
    const drawn = ticks.map((at) => shape("path", { class: "grid", d: `M${x(at)} 0V${HEIGHT}` }));
    if (lane.begun !== null) drawn.push(...this.#life(lane, x, now));
    const shown = unfolded(lane);
    drawn.push(...(shown.length > MANY ? crowd(shown, x) : marks(shown, x, width)));
    drawn.push(...this.#pickedMark(row));
    strip.replaceChildren(...drawn);
  }

  // The line from request to end; for an EventSource that of its first connection.
  #life(lane, x, now) {
    const end = lane.ended ?? now ?? lane.marks.at(-1)?.at ?? lane.begun;
    const lines = [shape("path", { class: lane.id === "text" ? "waiting" : "life", d: `M${x(lane.begun)} ${LINE}H${x(end)}` })];
    const again = lane.marks.find((mark) => mark.kind === "again");
    const open = lane.marks.find((mark) => mark.kind === "open");
    if (again && open) {
      lines.pop();
      lines.push(shape("rect", { class: "round", x: x(open.at) - 7, y: 2, width: x(again.at) - x(open.at) + 14, height: HEIGHT - 4, rx: 6 }));
      lines.push(shape("path", { class: "life", d: `M${x(open.at)} ${LINE}H${x(again.at)}` }));
      if (lane.connections > 1) lines.push(shape("path", { class: "gap", d: `M${x(again.at)} ${LINE}H${x(end)}` }));
    }
    return lines;
  }

  #pickedMark(row) {
    const mark = row.lane.marks[row.picked];
    return mark ? [shape("circle", { class: "picked-ring", cx: row.x(mark.at), cy: LINE, r: 10 })] : [];
  }

  #drawAxis(x, ticks, width) {
    const seconds = ticks.at(-1) >= 2000;
    const texts = ticks.map((at, index) => {
      const last = x(at) > width - 30;
      const text = seconds ? `${at / 1000}` : `${at}`;
      const unit = index === 0 ? (seconds ? " s" : " ms") : "";
      return shape("text", { x: last ? width - 2 : x(at), y: 15, class: last ? "last" : index === 0 ? "first" : "" }, text + unit);
    });
    this.axis.replaceChildren(...texts);
  }

  #walk(event, row) {
    const last = row.lane.marks.length - 1;
    const to = { ArrowRight: row.picked + 1, ArrowLeft: row.picked - 1, Home: 0, End: last }[event.key];
    if (to === undefined || last < 0) return;
    event.preventDefault();
    this.#pick(row, Math.min(Math.max(to, 0), last));
  }

  #pointAt(event, row) {
    if (!row.x || row.lane.marks.length === 0) return;
    const at = event.clientX - row.strip.getBoundingClientRect().left;
    const distances = row.lane.marks.map((mark) => Math.abs(row.x(mark.at) - at));
    const nearest = distances.indexOf(Math.min(...distances));
    if (nearest !== row.picked) this.#pick(row, nearest);
  }

  #pick(row, index) {
    for (const other of this.rows) {
      other.picked = other === row ? index : -1;
      other.strip.querySelector(".picked-ring")?.remove();
    }
    row.strip.append(...this.#pickedMark(row));
    this.onPick(row.lane, row.lane.marks[index]);
  }

  forget() {
    for (const row of this.rows) row.picked = -1;
  }
}

// When a stream was to be read for a second time, while nobody reads it for the first any more.
function foldOf(lanes) {
  const others = lanes.filter((lane) => lane.id !== "source" && lane.begun !== null);
  const again = lanes.find((lane) => lane.id === "source").marks.find((mark) => mark.kind === "again");
  return again && others.every((lane) => lane.ended !== null) ? Math.max(again.at, ...others.map((lane) => lane.ended)) : null;
}

// The marks of the first time and, of all times after it, the last beginning.
function unfolded(lane) {
  const again = lane.marks.findIndex((mark) => mark.kind === "again");
  if (again < 0) return lane.marks;
  const last = lane.marks.findLast((mark) => mark.kind === "open");
  const rest = lane.marks.indexOf(last) > again ? [{ ...last, times: lane.connections }] : [];
  return [...lane.marks.slice(0, again + 1), ...rest];
}

function marks(shown, x, width) {
  const free = ROWS.map(() => -Infinity);
  return shown.map((mark) => {
    const at = x(mark.at);
    const group = shape("g", { class: `mark ${mark.kind}`, "data-kind": mark.kind }, ...glyph(mark, at));
    const text = mark.kind === "open" ? (mark.times ? `${mark.times} times` : "") : mark.kind === "piece" ? label(mark.text, 26) : mark.text;
    const long = [...text].length * LETTER;
    const left = Math.min(at - 4, Math.max(width - MARGIN - long, 2));
    const row = free.findIndex((taken) => left > taken);
    if (text && row >= 0 && long < width) {
      free[row] = left + long + 8;
      group.append(shape("path", { class: "stem", d: `M${at} ${LINE + 6}V${ROWS[row] - 11}` }));
      group.append(shape("text", { x: left, y: ROWS[row] }, text));
    }
    return group;
  });
}

function glyph(mark, at) {
  if (mark.kind === "again") return [shape("circle", { cx: at, cy: LINE, r: 7 }), shape("path", { class: "turn", d: `M${at + 3.2} ${LINE - 1.5}a3.5 3.5 0 1 0 .3 2.8m.4-4.6v2.4h-2.4` })];
  if (mark.kind === "refused" || mark.kind === "unread") return [shape("circle", { cx: at, cy: LINE, r: 7 }), shape("path", { class: "turn", d: `M${at - 2.5} ${LINE - 2.5}l5 5m0-5l-5 5` })];
  return [shape("circle", { cx: at, cy: LINE, r: mark.kind === "open" ? 3.5 : 5.5 })];
}

// Too many marks to tell apart: one stroke for each pixel that has any.
function crowd(shown, x) {
  const pixels = new Set(shown.map((mark) => Math.round(x(mark.at))));
  const strokes = [...pixels].map((at) => `M${at} ${LINE - 8}v16`).join("");
  return [shape("path", { class: "crowd", d: strokes })];
}

function growing(now) {
  return SCALES.find((scale) => scale >= now * 1.05) ?? now * 1.2;
}

function fitting(lanes, width) {
  const ends = lanes.flatMap((lane) => [lane.ended ?? 0, lane.marks.at(-1)?.at ?? 0]);
  const range = Math.max(...ends, 0) * 1.06;
  return range === 0 ? 1000 : Math.max(range, 20, width / 1000);
}

function ticksOf(range, width) {
  const rough = range / Math.max(Math.floor(width / 110), 2);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((nice) => nice >= rough);
  const wanted = Math.floor(range / step + 1e-9);
  return Array.from({ length: wanted + 1 }, (_, number) => Math.round(number * step * 100) / 100);
}
