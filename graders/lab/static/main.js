// The page: what is chosen, the run that is going on, and what the lab tells.

import { Bytes } from "./bytes.js";
import { listen, readAtOnce, readPieces } from "./clients.js";
import { byId, element } from "./dom.js";
import { addressOf, ask, byHand, clockAhead, curlOf, follow, inside } from "./lab.js";
import { lanes as newLanes, SHOWN } from "./lanes.js";
import { Memory } from "./memory.js";
import { headers, rows } from "./rows.js";
import { answer, grading, isRedirect, standing, whyFast } from "./standing.js";
import { Timeline } from "./timeline.js";
import { points, verdict } from "./verdict.js";
import { label } from "./visible.js";

const HINT = byId("picked").textContent;
const lanes = newLanes();
const timeline = new Timeline(byId("timeline"), lanes, showPicked);
const bytes = new Bytes(byId("bytes"), byId("bytes-total"));
const memory = new Memory(byId("memory"), byId("memory-now"));
const states = new Map();
const typed = new Map();
const found = new Map(); // what was seen of each exercise since its file was last loaded
let exercises = [];
let chosen = null;
let run = null;
let ahead = null;

bytes.clear();
timeline.draw();
follow({ told: { lab: meet, state: noteState, saved: noteSave, pace: showPace, chunk: noteChunk, end: noteEnd }, lost: noteLoss });

// The lab

function meet(lab) {
  ahead = clockAhead();
  ahead.catch(noteLoss);
  byId("folder").textContent = lab.folder.split(/[\\/]/).at(-1);
  byId("folder").title = lab.folder;
  byId("tokens").textContent = lab.tokens && `Tokens come ${lab.tokens === "irregular" ? "irregularly, as a language model's do" : `from the model at ${lab.tokens}`}.`;
  exercises = lab.exercises;
  for (const state of lab.states) states.set(state.exercise, state);
  byId("exercises").replaceChildren(...exercises.map(chip));
  byId("log-size").replaceChildren(...lab.log_sizes.map((size) => element("option", { value: size }, size === 0 ? "a few lines" : `${size} MB`)));
  byId("delay").max = lab.slowest * 1000;
  showPace(lab.pace);
  const wanted = decodeURIComponent(location.hash.slice(1));
  choose((exercises.find(({ id }) => id === (chosen?.id ?? wanted)) ?? exercises[0]).id, false);
}

function chip(exercise) {
  const input = element("input", { type: "radio", name: "exercise", value: exercise.id });
  input.addEventListener("change", () => choose(exercise.id));
  const name = exercise.id.replace(/_.*/, "").replace(/(\d+)/, " $1");
  const state = element("span", { class: "dot", "data-state-of": exercise.id }, element("span", { class: "hidden" }));
  return element("label", { class: "chip" }, input, state, element("b", {}, name), " ", element("span", { class: "title" }, exercise.title));
}

function choose(id, anew = true) {
  const before = chosen;
  chosen = exercises.find((exercise) => exercise.id === id);
  document.querySelector(`input[name=exercise][value="${CSS.escape(id)}"]`).checked = true;
  history.replaceState(null, "", `#${id}`);
  byId("query").replaceChildren(...Object.entries(chosen.query).map(queryField));
  byId("log-field").hidden = byId("memory-card").hidden = !chosen.log;
  byId("log-name").textContent = chosen.log ?? "";
  timeline.show(SHOWN[chosen.role]);
  if ((before?.role ?? "app") !== chosen.role && [before?.role, chosen.role].includes("generator")) pullByHand(chosen.role === "generator");
  if (anew && before !== chosen) forgetRun();
  showCurl();
  showStates();
  showHealth();
}

// What was typed is kept by the parameter's name, for every exercise that has such a one.
function queryField([name, value]) {
  const attributes = { id: `query-${name}`, type: "text", maxlength: "2000", spellcheck: "false" };
  const input = element("input", { ...attributes, value: typed.get(name) ?? value });
  input.addEventListener("input", () => {
    typed.set(name, input.value);
    showCurl();
  });
  const title = name.charAt(0).toUpperCase() + name.slice(1);
  return element("label", { class: "field grow" }, title, input);
}

// What is read: of a client's exercise that is the app which it reads from.
function address() {
  const app = exercises.find(({ id }) => id === chosen.served_by) ?? chosen;
  const values = Object.entries(app.query).map(([name, value]) => [name, typed.get(name) ?? value]);
  return addressOf(app, Object.fromEntries(values));
}

function ownAddress() {
  return chosen.role === "client" ? addressOf(chosen, { url: location.origin + address() }) : address();
}

function noteState(state) {
  const before = states.get(state.exercise);
  states.set(state.exercise, state);
  if (before?.starts !== state.starts) found.delete(state.exercise);
  showStates();
  const restarted = state.status === "ready" && before?.starts !== state.starts && state.starts > 1;
  if (state.exercise !== chosen?.id) return;
  if (!restarted) return showHealth();
  health(`reloaded at ${new Date().toLocaleTimeString()}`, "fresh");
  if (run && byId("again").checked) start();
}

function noteSave({ files }) {
  health(`${files.join(", ")} saved, reloading …`, "fresh");
}

function noteLoss() {
  health("the lab does not answer", "bad");
}

function health(text, kind = "") {
  byId("health").textContent = text;
  byId("health").className = `health ${kind}`;
}

function showHealth() {
  const { kind, words } = standing(states.get(chosen.id), found.get(chosen.id));
  health(words, kind);
}

function showStates() {
  for (const [id, state] of states) {
    const dot = document.querySelector(`[data-state-of="${CSS.escape(id)}"]`);
    if (!dot) continue;
    const { kind, words } = standing(state, found.get(id));
    dot.className = `dot ${state.status} ${kind}`;
    dot.title = dot.firstChild.textContent = words;
  }
  if (chosen && !byId("health").classList.contains("fresh")) showHealth();
  const state = states.get(chosen?.id);
  if (!state) return;
  showProblem(state.problem);
  const fast = byId("tokens").textContent || whyFast(chosen, state, byId("log-size").value);
  byId("delay-field").hidden = byId("step-field").hidden = fast !== "";
  byId("pace-note").hidden = fast === "";
  byId("pace-note").textContent = fast;
}

function showProblem(problem) {
  byId("problem").hidden = !problem;
  if (!problem) return;
  byId("problem-message").textContent = problem.message;
  byId("problem-where").textContent = problem.where ?? "";
  byId("problem-source").textContent = problem.source ?? "";
  byId("problem-source").hidden = !problem.source;
  byId("problem-advice").textContent = problem.advice;
}

// A run

function start() {
  stop();
  for (const lane of Object.values(lanes)) lane.clear();
  bytes.clear();
  timeline.forget();
  byId("picked").textContent = HINT;
  byId("headers").replaceChildren();
  byId("status-line").textContent = "";
  const begun = performance.now();
  const clock = () => performance.now() - begun;
  const end = new AbortController();
  const id = crypto.randomUUID();
  const told = lanes[SHOWN[chosen.role][0]];
  run = { id, begun, clock, end, told, exercise: chosen.id, over: false };
  told.begin(clock());
  const answered = new Promise((resolve) => (run.answered = resolve));
  const heard = readPieces(ownAddress(), lanes.fetch, clock, end.signal, { "lab-run": id }, noteResponse);
  const clients = [heard.then(() => run.answered?.(null)), ...others(clock, end.signal, answered)];
  if (chosen.log) memory.watch(chosen.id, clock, end.signal);
  const mine = run;
  Promise.all(clients).then(() => finish(mine));
  byId("start").textContent = "Stop";
  byId("start").classList.add("stop");
  requestAnimationFrame(animate);
}

// Who else reads it: other clients of an app, or of what the student's own client reads.
function others(clock, signal, answered) {
  const url = address();
  if (chosen.role === "app") return [listen(url, lanes.source, clock, signal, answered), readAtOnce(url, lanes.text, clock, signal)];
  return chosen.role === "client" ? [readPieces(url, lanes.beside, clock, signal, {}, () => {})] : [];
}

function stop() {
  if (!run || run.over) return;
  run.end.abort();
  finish(run);
}

function finish(ended) {
  if (ended !== run || ended.over) return;
  ended.over = true;
  ended.end.abort();
  byId("start").textContent = "Start";
  byId("start").classList.remove("stop");
  timeline.draw();
  showStatus();
  showRows();
  showOutput();
}

function animate() {
  if (!run || run.over) return;
  timeline.draw(run.clock());
  showStatus();
  requestAnimationFrame(animate);
}

function forgetRun() {
  stop();
  run = null;
  for (const lane of Object.values(lanes)) lane.clear();
  bytes.clear();
  memory.clear();
  timeline.forget();
  timeline.draw();
  byId("picked").textContent = HINT;
  byId("headers").replaceChildren();
  byId("status-line").textContent = "";
  byId("verdict-card").hidden = byId("output-card").hidden = true;
  byId("run-status").textContent = "Press Start.";
  byId("rows").replaceChildren();
}

function showStatus() {
  const turns = lanes.source.connections;
  const others = !lanes.fetch.running && !lanes.text.running;
  let text = run.over ? "The run is over." : "Running …";
  if (!run.over && others && turns > 0) text = `The stream has ended, but nothing told EventSource so: it connects again and again (${turns} so far).`;
  if (byId("run-status").textContent !== text) byId("run-status").textContent = text;
}

// What the lab tells of by its own clock is placed by the page's, as all else is.
async function sinceStart(at) {
  return at - (await ahead) - (run?.begun ?? 0);
}

async function noteChunk({ run: id, at: told, size, data }) {
  const at = await sinceStart(told);
  if (run?.id !== id) return;
  const shown = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  run.told.add("piece", at, new TextDecoder().decode(shown), size);
  bytes.add(at, shown, size);
}

async function noteEnd(told) {
  const at = await sinceStart(told.at);
  if (run?.id !== told.run) return;
  run.told.counted = told.chunks;
  run.told.bytes = told.bytes;
  run.told.end(at, told.how);
  bytes.end(told);
  if (run.over) timeline.draw();
}

function noteResponse(response) {
  run.answered(response);
  byId("status-line").textContent = isRedirect(response) ? "a redirect" : `${response.status} ${response.statusText}`;
  byId("headers").replaceChildren(...headers(response));
  found.set(run.exercise, answer(response));
  showStates();
}

function showPicked(lane, mark) {
  const text = mark.number === null ? [] : [" ", element("code", {}, label(mark.text, 120))];
  byId("picked").replaceChildren(lane.describe(mark), ...text);
}

function showRows() {
  if (byId("as-list").open) byId("rows").replaceChildren(...rows(SHOWN[chosen.role].map((id) => lanes[id])));
}

async function showOutput() {
  const { output } = await inside(chosen.id).catch(() => ({ output: "" }));
  byId("output").textContent = output;
  byId("output-card").hidden = output === "";
}

// The controls

function showCurl() {
  byId("curl").textContent = chosen.role === "generator" ? byHand(typed.get("prompt") ?? chosen.query.prompt) : curlOf(location.origin + address());
}

function showPace({ delay, stepping }) {
  byId("delay").value = delay * 1000;
  byId("delay-shown").textContent = `${Math.round(delay * 1000)} ms`;
  byId("stepping").checked = stepping;
  byId("step").disabled = !stepping;
}

// A generator is there to be asked: nothing comes before somebody presses the button.
function pullByHand(stepping) {
  byId("stepping").checked = stepping;
  setPace();
}

function setPace() {
  const pace = { delay: byId("delay").value / 1000, stepping: byId("stepping").checked };
  showPace(pace);
  ask("pace", pace).catch(noteLoss);
}

async function grade() {
  const exercise = chosen.id;
  byId("grade").disabled = true;
  byId("verdict-card").hidden = false;
  byId("verdict-points").textContent = "";
  byId("verdict").replaceChildren(element("p", { class: "note" }, "Grading …"));
  const result = await ask(`grade/${exercise}`).catch((error) => ({ error: error.message }));
  byId("grade").disabled = false;
  if (exercise !== chosen.id) return;
  if (result.status) found.set(exercise, grading(result));
  showStates();
  byId("verdict-points").textContent = points(result);
  byId("verdict-points").className = `points ${result.status ?? "error"}`;
  byId("verdict").replaceChildren(...verdict(result));
  byId("verdict-card").scrollIntoView({ block: "nearest" });
}

byId("controls").addEventListener("submit", (event) => {
  event.preventDefault();
  if (run && !run.over) stop();
  else if (chosen) start();
});
byId("delay").addEventListener("input", setPace);
byId("stepping").addEventListener("change", setPace);
byId("step").addEventListener("click", () => ask("step").catch(noteLoss));
byId("grade").addEventListener("click", grade);
byId("as-list").addEventListener("toggle", showRows);
byId("log-size").addEventListener("change", async (event) => {
  byId("start").disabled = true;
  await ask(`log/${chosen.id}`, { size: Number(event.target.value) }).catch(noteLoss);
  byId("start").disabled = false;
  showStates();
});
byId("copy").addEventListener("click", async () => {
  await navigator.clipboard.writeText(byId("curl").textContent).catch(() => {});
  byId("copy").textContent = "Copied";
  setTimeout(() => (byId("copy").textContent = "Copy"), 1500);
});
