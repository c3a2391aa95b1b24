// Prints a line for each message of an event stream; closes on [DONE], or else at the first error.

import { EventSource } from "eventsource";

setTimeout(() => process.exit(1), 60_000).unref(); // only when it is stuck

const source = new EventSource(process.argv[2]);
source.onmessage = ({ data }) => {
  console.log(JSON.stringify({ data }));
  if (data === "[DONE]") source.close();
};
source.onerror = () => {
  console.log("{}");
  source.close();
};
