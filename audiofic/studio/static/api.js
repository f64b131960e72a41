// The studio's server: requests, and the events that it tells.

import { say } from "./dom.js";

/** Ask the server; what it refuses is said, or told to `refused`, and comes back as null. */
export async function ask(method, path, body, refused = (error) => say(error, { wrong: true })) {
  const options = { method };
  if (body instanceof Blob) options.body = body;
  else if (body !== undefined) {
    options.headers = { "Content-Type": "application/json" };
    options.body = JSON.stringify(body);
  }
  try {
    const response = await fetch(path, options);
    const data = await response.json();
    if (response.ok) return data;
    refused(data.error);
  } catch {
    silent();
  }
  return null;
}

const silent = () => say("The studio does not answer: is it still running in the terminal?", { wrong: true });

export const post = (path, body = {}) => ask("POST", path, body);

/** Listen as long as the page is seen: a browser keeps few connections to one server, however many tabs there are. */
export function listen(told) {
  let source = null;
  const open = () => {
    if (document.hidden) {
      source?.close();
      source = null;
    } else if (!source || source.readyState === EventSource.CLOSED) {
      source = new EventSource("api/events");
      source.onerror = silent;
      source.onmessage = (message) => told(JSON.parse(message.data));
    }
  };
  document.addEventListener("visibilitychange", open);
  open();
}
