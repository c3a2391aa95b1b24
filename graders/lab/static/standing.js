// How an exercise stands: what its dot shows, and what the page says of it.

import { points } from "./verdict.js";

const WORDS = { starting: "starting …", ready: "served", refused: "cannot be served", ended: "has ended" };
const UNWRITTEN = { kind: "served", words: "not started yet" };
const KINDS = { ready: "served", refused: "bad", ended: "bad" };

// `found` is what was seen since the file was loaded: that it runs is no news beside that.
export function standing({ status, problem }, found) {
  if (status !== "ready") return { kind: KINDS[status] ?? "", words: WORDS[status] };
  if (problem?.message.startsWith(UNWRITTEN.words)) return UNWRITTEN;
  if (problem) return { kind: "bad", words: "raised an exception" };
  return found ?? { kind: KINDS.ready, words: WORDS.ready };
}

// Of a redirect a page is told nothing else, not even its status.
export function isRedirect(response) {
  return response.type === "opaqueredirect";
}

export function answer(response) {
  if (isRedirect(response)) return { kind: "bad", words: "redirects to another path" };
  return response.ok ? { kind: "good", words: "answers" } : { kind: "bad", words: `answered with status ${response.status}` };
}

export function grading(result) {
  if (result.status === "not_started") return UNWRITTEN;
  return { kind: result.status === "passed" ? "good graded" : "bad graded", words: `graded: ${points(result)}` };
}

export function whyFast(exercise, { status, slowed }, logSize) {
  if (exercise.log && logSize !== "0") return "A large log goes as fast as it can; a few lines can be slowed down.";
  return status === "ready" && slowed.length === 0 ? "This file has no generator that the lab could slow down." : "";
}
