// The page for the phone: it keeps where one stopped, and audiobooks for the road.

const KEPT = "audiofic-kept";
const told = document.querySelector("#told");

for (const row of document.querySelectorAll("[data-file]")) {
  const audio = row.querySelector("audio");
  const key = `audiofic-place ${row.dataset.file}`;
  audio.addEventListener("loadedmetadata", () => { audio.currentTime = Number(localStorage.getItem(key)) || 0; });
  audio.addEventListener("timeupdate", () => localStorage.setItem(key, String(Math.floor(audio.currentTime))));
  audio.addEventListener("ended", () => localStorage.removeItem(key));
  audio.addEventListener("play", () => {
    for (const other of document.querySelectorAll("audio")) if (other !== audio) other.pause();
  });
}

if (document.body.dataset.secure === "yes" && "serviceWorker" in navigator) {
  const base = new URL(".", location.href);
  await navigator.serviceWorker.register(new URL("sw.js", base), { scope: base.pathname });
  for (const row of document.querySelectorAll("[data-file]")) keeper(row);
}

/** The button that keeps an audiobook on the phone, or gives its room back. */
async function keeper(row) {
  const button = row.querySelector(".keep");
  const address = new URL(row.dataset.file, location.href).href;
  const store = await caches.open(KEPT);
  const show = (kept) => {
    button.setAttribute("aria-pressed", String(kept));
    button.textContent = kept ? "Kept on this phone" : "Keep on this phone";
  };
  show(Boolean(await store.match(address)));
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      if (await store.match(address)) await store.delete(address);
      else await store.add(address);
      show(Boolean(await store.match(address)));
    } catch {
      told.textContent = "This could not be kept: is there room on the phone, and is the server still running?";
    }
    button.disabled = false;
  });
}
