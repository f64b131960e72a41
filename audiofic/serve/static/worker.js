// Keeps the page, and the audiobooks that were chosen, for when there is no network.

const PAGE = "audiofic-page";
const KEPT = "audiofic-kept";

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  if (event.request.method === "GET") event.respondWith(answer(event.request));
});

async function answer(request) {
  const kept = await (await caches.open(KEPT)).match(request.url);
  if (kept) return part(kept, request.headers.get("range"));
  if (request.headers.has("range")) return fetch(request);
  const pages = await caches.open(PAGE);
  try {
    const fresh = await fetch(request);
    if (fresh.ok && !/\.(m4b|mp3|opus|flac|wav)$/.test(new URL(request.url).pathname)) await pages.put(request.url, fresh.clone());
    return fresh;
  } catch (error) {
    const old = await pages.match(request.url);
    if (old) return old;
    throw error;
  }
}

/** A player asks for parts of a file, and the cache has only the whole. */
async function part(response, range) {
  const asked = /^bytes=(\d+)-(\d*)$/.exec(range ?? "");
  if (!asked) return response;
  const whole = await response.blob();
  const first = Number(asked[1]);
  const last = asked[2] ? Math.min(Number(asked[2]), whole.size - 1) : whole.size - 1;
  if (first > last) return new Response(null, { status: 416, headers: { "Content-Range": `bytes */${whole.size}` } });
  return new Response(whole.slice(first, last + 1), {
    status: 206,
    headers: {
      "Content-Type": response.headers.get("Content-Type"), "Accept-Ranges": "bytes",
      "Content-Range": `bytes ${first}-${last}/${whole.size}`, "Content-Length": String(last - first + 1),
    },
  });
}
