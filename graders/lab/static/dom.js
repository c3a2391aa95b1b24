// Small helpers to build elements. Text always goes in as text, never as markup.

const SVG = "http://www.w3.org/2000/svg";

export const byId = (id) => document.getElementById(id);

export function element(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

export function shape(name, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, name), attributes, children);
}

function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

export function count(number, thing) {
  return `${number.toLocaleString("en")} ${thing}${number === 1 ? "" : "s"}`;
}

export function milliseconds(at) {
  return at < 1000 ? `${Math.round(at)} ms` : `${(at / 1000).toFixed(2)} s`;
}

export function size(bytes) {
  return bytes < 100_000 ? `${bytes.toLocaleString("en")} B` : `${(bytes / (1 << 20)).toFixed(1)} MB`;
}
