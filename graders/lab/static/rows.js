// What arrived as rows: the headers, and all marks in the order in which they came.

import { element } from "./dom.js";
import { label } from "./visible.js";

const MOST_ROWS = 600;

export function rows(lanes) {
  const all = lanes.flatMap((lane) => lane.marks.map((mark) => ({ lane, mark })));
  all.sort((one, other) => one.mark.at - other.mark.at);
  return all.slice(0, MOST_ROWS).map(({ lane, mark }) => {
    const what = mark.number === null ? mark.kind : `${lane.things} ${mark.number}`;
    const cells = [mark.at.toFixed(1), `${lane.title} ${lane.call}`, what, label(mark.text, 120)];
    return element("tr", {}, ...cells.map((text) => element("td", {}, text)));
  });
}

export function headers(response) {
  return [...response.headers].flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]);
}
