// The library's page: every work as a card, shelves for series, and ways to add stories.

import { ask, listen, post } from "./api.js";
import { $, counted, el, iconButton, minutes, say } from "./dom.js";
import { themeMenu } from "./theme.js";

const STATES = { new: "New", cast: "Voices chosen", built: "Audiobook", outdated: "New chapters since its audiobook" };
const ORDER = Object.keys(STATES);
const by = (key) => (a, b) => key(a).localeCompare(key(b), undefined, { numeric: true, sensitivity: "base" });
const SORTS = {
  touched: (a, b) => b.touched - a.touched,
  title: by(({ title }) => title),
  author: by(({ authors }) => authors.join(", ")),
  fandom: by(({ fandoms }) => fandoms.join(", ")),
  words: (a, b) => b.words - a.words,
  state: (a, b) => ORDER.indexOf(b.state) - ORDER.indexOf(a.state),
};
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

const works = new Map();

// --- cards

function draw() {
  const wanted = plain($("#search").value.trim()).split(/\s+/);
  const found = [...works.values()]
    .filter((work) => {
      const words = plain([work.title, ...work.authors, ...work.fandoms, ...work.shelves.map(([name]) => name)].join(" "));
      return wanted.every((word) => words.includes(word));
    })
    .sort(SORTS[$("#sort").value]);
  const series = new Map();
  for (const work of found) {
    for (const [name, number] of work.shelves.slice(0, 1)) series.set(name, [...(series.get(name) ?? []), [number, work]]);
  }
  const shelves = [...series].filter(([, parts]) => parts.length > 1);
  const shelved = new Set(shelves.flatMap(([, parts]) => parts.map(([, work]) => work)));
  const loose = found.filter((work) => !shelved.has(work));
  $("#shelves").replaceChildren(
    ...shelves.map(([name, parts]) => shelf(name, parts.sort(([a], [b]) => a - b).map(([, work]) => work))),
    ...(loose.length ? [shelf(shelves.length ? "Other stories" : null, loose)] : []));
  $("#count").textContent = works.size ? `${counted(works.size, "story").replace("storys", "stories")} · ${minutes([...works.values()].reduce((sum, work) => sum + work.minutes, 0))}` : "";
  $("#none").hidden = found.length > 0 || works.size === 0;
  document.body.classList.toggle("empty", works.size === 0);
  document.title = title();
}

function title() {
  const building = [...works.values()].find(({ build }) => build?.state === "running" && build.total);
  return building ? `${Math.floor((100 * building.build.done) / building.build.total)}% · ${building.title}` : "Your stories · audiofic";
}

function shelf(name, parts) {
  return el("section", { class: "shelf", "aria-label": name ?? "Stories" }, el("h2", { class: name ? null : "hidden" }, name ?? "Stories"), el("ul", {}, parts.map(card)));
}

function card(work) {
  const about = [work.fandoms.slice(0, 2).join(", "), `${counted(work.words, "word")}`, `${work.state === "built" ? "" : "about "}${minutes(work.minutes)}`];
  return el("li", { class: "work", dataset: { id: work.id } },
    el("a", { href: `/work/${work.id}/`, class: "open" },
      el("img", { src: `api/library/${work.id}/cover`, alt: "", loading: "lazy", width: 150, height: 150 }),
      el("h3", {}, work.title)),
    el("p", { class: "by" }, work.authors.length ? `by ${work.authors.join(", ")}` : "by an unknown author"),
    el("p", { class: "caption" }, about.filter(Boolean).join(" · ")),
    el("p", { class: `state ${work.state}` }, state(work)),
    el("div", { class: "actions" },
      el("button", { type: "button", disabled: Boolean(work.build), onclick: () => build(work) },
        work.state === "built" ? "Build again" : "Build", el("span", { class: "hidden" }, ` ${work.title}`)),
      iconButton("close", `Remove ${work.title}`, () => remove(work))));
}

function state(work) {
  if (work.build?.state === "waiting") return "Waits for its turn";
  if (work.build) return [`Building: ${Math.floor((100 * work.build.done) / (work.build.total || 1))}%`, el("progress", { value: work.build.total ? work.build.done / work.build.total : null, "aria-label": `Build of ${work.title}` })];
  return work.news ? `${STATES[work.state]}: ${work.news}` : STATES[work.state];
}

async function build(work) {
  if (await post(`api/library/${work.id}/build`)) say(`${work.title} is being built.`);
}

function remove(work) {
  const dialog = $("#removing");
  $("h2", dialog).textContent = `Remove ${work.title}?`;
  $("form", dialog).onsubmit = () => ask("DELETE", `api/library/${work.id}`);
  dialog.showModal();
}

// --- adding

async function add(blob, name) {
  const row = el("p", {}, `${name}: being read…`);
  $("#told").prepend(row);
  const answer = await ask("POST", `api/library?${new URLSearchParams({ name })}`, blob, (error) => { row.textContent = error; row.className = "wrong"; });
  if (!answer) return;
  const what = answer.new ? "added" : answer.news ? `updated: ${answer.news}` : "is there already";
  row.textContent = `${answer.work.title}: ${what}`;
  told({ type: "work", work: answer.work });
}

async function addAll(files) {
  for (const file of files) await add(file, file.name);
}

/** All files that were dropped, those in folders, too, in natural order. */
async function dropped(items) {
  const found = [...items].filter(({ kind }) => kind === "file").map((item) => item.webkitGetAsEntry() ?? item.getAsFile());
  const entries = found.filter((one) => !(one instanceof File));
  const files = found.filter((one) => one instanceof File);
  const walk = async (entry) => {
    if (entry.isFile) files.push(await new Promise((opened, failed) => { entry.file(opened, failed); }));
    else {
      const reader = entry.createReader();
      for (let part = [null]; part.length;) {
        part = await new Promise((read, failed) => { reader.readEntries(read, failed); });
        for (const inner of part.sort(by(({ name }) => name))) await walk(inner);
      }
    }
  };
  for (const entry of entries) await walk(entry);
  return files;
}

addEventListener("dragover", (event) => { event.preventDefault(); document.body.classList.add("dropping"); });
addEventListener("dragleave", ({ relatedTarget }) => { if (!relatedTarget) document.body.classList.remove("dropping"); });
addEventListener("drop", async (event) => {
  event.preventDefault();
  document.body.classList.remove("dropping");
  await addAll(await dropped(event.dataTransfer.items));
});

for (const id of ["files", "folder"]) {
  $(`#${id}`).addEventListener("change", async ({ target }) => {
    const files = [...target.files].filter(({ name }) => !name.startsWith("."));
    target.value = "";
    await addAll(files);
  });
}

$("#paste").addEventListener("click", () => $("#text").showModal());
$("#text form").addEventListener("submit", ({ target }) => {
  const { title: heading, text } = target.elements;
  add(new Blob([text.value], { type: "text/plain" }), `${heading.value.trim()}.txt`);
  target.reset();
});
for (const button of document.querySelectorAll("dialog .close")) button.addEventListener("click", () => button.closest("dialog").close());

// --- what happens

let drawing = 0;

function told(event) {
  if (event.type === "work") works.set(event.work.id, event.work);
  else if (event.type === "gone") works.delete(event.id);
  else if (event.type === "hello") { read(); return; }
  cancelAnimationFrame(drawing);
  drawing = requestAnimationFrame(draw);
}

async function read() {
  const list = await ask("GET", "api/library");
  if (!list) return;
  works.clear();
  for (const work of list) works.set(work.id, work);
  draw();
  document.body.removeAttribute("aria-busy");
}

$("#search").addEventListener("input", draw);
$("#sort").addEventListener("change", ({ target }) => { localStorage.setItem("audiofic-sort", target.value); draw(); });
const sorted = localStorage.getItem("audiofic-sort");
if (sorted in SORTS) $("#sort").value = sorted;
themeMenu();
await read();
listen(told);
