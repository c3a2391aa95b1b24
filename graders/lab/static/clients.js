// The three clients. Each reads one URL in its own way and notes in a lane what it gets.

import { isRedirect } from "./standing.js";

const DONE = "[DONE]";

export async function readPieces(url, lane, clock, signal, headers, onResponse) {
  await noting(lane, clock, signal, async () => {
    const response = await fetch(url, { signal, headers, cache: "no-store", redirect: "manual" });
    onResponse(response);
    if (isRedirect(response)) return;
    lane.add("open", clock(), `status ${response.status}, headers`);
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      lane.add("piece", clock(), decoder.decode(value, { stream: true }), value.length);
    }
  });
}

export async function readAtOnce(url, lane, clock, signal) {
  await noting(lane, clock, signal, async () => {
    const response = await fetch(url, { signal, cache: "no-store" });
    const text = await response.text();
    const at = clock();
    lane.add("piece", at, text, new TextEncoder().encode(text).length);
    lane.end(at, "ended");
  });
}

async function noting(lane, clock, signal, read) {
  lane.begin(clock());
  try {
    await read();
    lane.end(clock(), "ended");
  } catch {
    lane.end(clock(), signal.aborted ? "stopped" : "cut off");
  }
}

// `answered` is what the first client was answered; the reason of an error is told by it alone.
export function listen(url, lane, clock, signal, answered) {
  return new Promise((resolve) => {
    const source = new EventSource(url);
    const stop = (how) => {
      source.close();
      lane.end(clock(), how);
      resolve();
    };
    lane.begin(clock());
    source.onopen = () => lane.add("open", clock(), `connection ${lane.connections + 1}`);
    source.onmessage = ({ data }) => {
      lane.add("piece", clock(), data);
      if (data === DONE) stop(`closed on ${DONE}`);
    };
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) {
        const at = clock();
        answered.then((response) => {
          const { kind, text, how } = refusal(response);
          lane.add(kind, at, text);
          stop(how);
        });
      } else {
        lane.add("again", clock(), "the stream ended without [DONE]: it connects again");
      }
    };
    signal.addEventListener("abort", () => stop("stopped"));
  });
}

function refusal(response) {
  const type = response?.headers.get("content-type")?.split(";")[0] ?? "no type";
  if (response?.ok && type !== "text/event-stream") {
    return { kind: "unread", text: `nothing to read: this is ${type}, and it takes text/event-stream`, how: `nothing to read in ${type},` };
  }
  const status = response?.status && !response.ok ? `status ${response.status}: it takes 200 alone` : "the connection failed";
  return { kind: "refused", text: status, how: "gave up" };
}
