// The studio's page: views, keys, and what passes between them.

import { $, icon, say } from "./dom.js";
import { post } from "./api.js";
import { BuildView } from "./build-view.js";
import { CastView } from "./cast-view.js";
import { Find } from "./find.js";
import { ListenView } from "./listen-view.js";
import { Outline } from "./outline.js";
import { Player } from "./player.js";
import { ScriptView } from "./script-view.js";
import { ChangeLog, SpeakerDialog, SpeakerPanel } from "./speakers.js";
import { store } from "./store.js";
import { themeMenu } from "./theme.js";
import { VoicePicker } from "./voice-picker.js";

const player = new Player($("footer audio"));
const outline = new Outline($("#outline ol"));
const script = new ScriptView($("#lines"));
const dialog = new SpeakerDialog($("#somebody"), script);
const panel = new SpeakerPanel($("#panel"), script, () => dialog.open());
const cast = new CastView($("#cast"), { player, picker: new VoicePicker($("#voices"), player) });
new ChangeLog($("#log"), (index) => { script.select(index, { show: true }); script.scroller.focus(); });
new BuildView($("#build"));
const listening = new ListenView($("#listen"), player);
new Find($("#find"), $("#found"), script);

// --- views

const VIEWS = ["script", "cast", "build", "listen"];

function showView() {
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
  for (const told of ["#status", "#alert"]) $(told).textContent = "";  // it was about what is seen no more
  const wanted = location.hash.slice(2);
  const name = VIEWS.includes(wanted) ? wanted : "script";
  for (const view of VIEWS) {
    $(`#${view}`).hidden = view !== name;
    $(`nav a[href="#/${view}"]`).setAttribute("aria-current", view === name ? "page" : "false");
  }
  document.body.dataset.view = name;
  if (name === "cast" && store.story) cast.show();
  if (name === "script") script.list.update();
}

addEventListener("hashchange", showView);

// --- orders of the script and of the outline

const orders = {
  hear: (index) => player.hear(index),
  speaker: () => dialog.open(),
  assign: (key) => panel.assign(key),
  nothing: (words) => say(words),
};

script.addEventListener("order", ({ detail }) => orders[detail.name](detail.value));
script.addEventListener("selection", () => {
  outline.at(script.focus);
  $("#whose b").textContent = store.name(store.speaker(script.focus));
  $("#whose").className = store.colour(store.speaker(script.focus));
});

outline.addEventListener("order", ({ detail: { name, entry } }) => {
  script.select(entry.first, { show: true });
  if (name === "play") player.playFrom(entry.first, entry.end);
  else script.scroller.focus();
  $("#outline").classList.remove("open");
});

// --- the player

player.addEventListener("state", () => {
  const { index, playing, waiting, onwards } = player;
  script.speak(playing && index !== null ? index : null);
  if (playing && onwards && index !== null) script.select(index);
  const button = $("#play");
  button.replaceChildren(icon(playing ? "pause" : "play"));
  button.setAttribute("aria-label", playing ? "Pause" : "Play from here");
  button.classList.toggle("waiting", waiting);
  $("#now").textContent = index === null ? "" : `${store.number(index)} · ${store.name(store.speaker(index))}`;
});

$("#play").addEventListener("click", () => player.toggle(script.focus));
$("#back").addEventListener("click", () => step(-1));
$("#forth").addEventListener("click", () => step(1));
$("#speed").addEventListener("change", ({ target }) => { player.speed = Number(target.value); });
$("#whose").addEventListener("click", () => dialog.open());

function step(by) {
  script.select(script.focus + by, { show: true });
  if (player.playing) player.playFrom(script.focus, player.end);
}

// --- undo, help

$("#undo").addEventListener("click", () => post("api/undo"));
$("#redo").addEventListener("click", () => post("api/redo"));
$("#help").addEventListener("click", () => $("#keys").showModal());
$("#contents").addEventListener("click", () => $("#outline").classList.toggle("open"));

// --- keys, wherever one has clicked before

const TYPING = "input:not([type=range], [type=checkbox], [type=radio]), select, textarea";
const PRESSED = "button, a, summary, [type=checkbox], [type=radio], [type=range]";

document.addEventListener("keydown", (event) => {
  if (event.target.matches(TYPING) || $("dialog[open]") || event.altKey) return;
  if (event.ctrlKey || event.metaKey ? withControl(event) : plainKey(event)) event.preventDefault();
});

function withControl({ key, shiftKey }) {
  const undo = key.toLowerCase() === "z" && !shiftKey;
  const redo = key.toLowerCase() === "y" || (key.toLowerCase() === "z" && shiftKey);
  if (undo || redo) post(undo ? "api/undo" : "api/redo");
  return undo || redo;
}

function plainKey(event) {
  // A button that has the focus is pressed by these two keys: whoever uses no mouse needs that.
  if ((event.key === " " || event.key === "Enter") && event.target.matches(PRESSED)) return false;
  const listened = document.body.dataset.view === "listen";
  const everywhere = { Escape: () => { player.stop(); listening.audio.pause(); }, " ": () => (listened ? listening.toggle() : player.toggle(script.focus)), "?": () => $("#keys").showModal(), "/": find };
  if (everywhere[event.key]) everywhere[event.key]();
  else return document.body.dataset.view === "script" && script.pressed(event);
  return true;
}

// After a click with the mouse the keys are the script's again, and Space does not press the button once more.
$("main").addEventListener("click", (event) => {
  const mouse = event.detail > 0;
  if (mouse && document.body.dataset.view === "script" && event.target.closest("button") && !$("dialog[open]")) script.scroller.focus({ preventScroll: true });
});
$("footer").addEventListener("click", (event) => {
  if (event.detail > 0 && event.target.closest("button") && !$("dialog[open]")) document.activeElement.blur();
});

/** What is found is in the script, so that is what is shown. */
function find() {
  location.hash = "#/script";
  showView();
  $("#find").focus();
}

for (const button of document.querySelectorAll("dialog .close")) {
  button.addEventListener("click", () => button.closest("dialog").close());
}

// --- what happens

function state() {
  const { undo, redo, problem } = store.story;
  for (const [name, label] of [["undo", undo], ["redo", redo]]) {
    const button = $(`#${name}`);
    button.disabled = !label;
    button.title = label ? `${name === "undo" ? "Undo" : "Do again"}: ${label}` : "";
  }
  $("#problem").hidden = !problem;
  $("#problem pre").textContent = problem ?? "";
}

store.addEventListener("read", () => {
  $("h1").textContent = store.story.title;
  $("#authors").textContent = store.story.authors.length ? `by ${store.story.authors.join(", ")}` : "";
  state();
  showView();
  document.body.removeAttribute("aria-busy");
  performance.mark("lines");
});

store.addEventListener("changed", ({ detail }) => {
  state();
  const changed = [...detail.before].filter(([index, was]) => store.speaker(index) !== was).length;
  say(changed ? `${detail.label} · ${changed} line${changed === 1 ? "" : "s"} changed` : detail.label, { wrong: Boolean(detail.outside && store.story.problem) });
});

themeMenu();
showView();
await store.start();
script.scroller.focus();
