// What the lab's server offers: what happens there, and what it can be asked to do.

export function follow(handlers) {
  const source = new EventSource("/lab/events");
  for (const [kind, handle] of Object.entries(handlers.told)) {
    source.addEventListener(kind, (event) => handle(JSON.parse(event.data)));
  }
  source.onerror = () => handlers.lost();
}

export async function ask(path, facts) {
  const response = await fetch(`/lab/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(facts ?? {}),
  });
  if (!response.ok) throw new Error(await response.text());
  return response.status === 204 ? null : response.json();
}

// Return how far the lab's clock is ahead of this page's, in milliseconds. The lab looked at it
// somewhere between question and answer, so that the quickest of a few answers tells it best.
export async function clockAhead(questions = 5) {
  let best = { took: Infinity };
  for (let number = 0; number < questions; number += 1) {
    const asked = performance.now();
    const { now } = await (await fetch("/lab/clock", { cache: "no-store" })).json();
    const took = performance.now() - asked;
    if (took < best.took) best = { took, ahead: now - asked - took / 2 };
  }
  return best.ahead;
}

export async function inside(exercise) {
  return (await fetch(`/lab/inside/${exercise}`)).json();
}

// `values` has what was typed for each parameter of the exercise's query.
export function addressOf(exercise, values) {
  const query = Object.entries(values).map(([name, value]) => `${quoted(name)}=${quoted(value)}`);
  return `/app/${exercise.id}${exercise.path}${query.length ? `?${query.join("&")}` : ""}`;
}

// Also what encodeURIComponent leaves alone but a shell might not.
function quoted(text) {
  const escape = (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text.toWellFormed?.() ?? text).replace(/[!'()*]/g, escape);
}

export function curlOf(url) {
  const curl = navigator.userAgent.includes("Windows") ? "curl.exe" : "curl"; // in PowerShell 5 curl is another
  return `${curl} -N "${url}"`;
}

// What to type after `python -i` and the file.
export function byHand(prompt) {
  return `>>> tokens = token_stream(${JSON.stringify(prompt)})\n>>> next(tokens)\n>>> next(tokens)`;
}
