// What the grader says of the exercise.

import { count, element } from "./dom.js";

export function verdict(result) {
  if (result.error) return [element("p", {}, result.error)];
  if (result.status === "passed") return [element("p", { class: "good" }, `✓ All ${count(result.checks, "check")} passed.`)];
  if (result.status === "not_started") return [element("p", {}, "Not started yet: the stub still has its hole.")];
  const said = [element("p", { class: "note" }, `${result.passed} of ${count(result.checks, "check")} passed`)];
  if (result.diagnosis) said.push(element("p", { class: "diagnosis" }, result.diagnosis));
  return [...said, ...result.failed.map(failure)];
}

export function points(result) {
  return result.error ? "" : `${result.score} / ${result.max_score}`;
}

function failure(check) {
  const facts = element("dl", {});
  for (const [name, title] of [["expected", "expected"], ["got", "got"], ["where", "where"], ["advice", "try"]]) {
    if (check[name]) facts.append(element("dt", {}, title), element("dd", {}, check[name]));
  }
  return element("article", { class: "failure" }, element("h3", {}, `✗ ${check.requirement}`), facts);
}
