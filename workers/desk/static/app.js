// The page: which view is shown, what the keys do, and when to look anew.
import * as alerts from "./alerts.js";
import { byId, count, h } from "./dom.js";
import * as list from "./list.js";
import { listen, paced } from "./live.js";
import * as story from "./story.js";
import { nextTheme, sayTheme } from "./themes.js";
import { clockOf } from "./times.js";
import * as wire from "./wire.js";

const LOOK_MS = 15_000;
const TITLE = "Wiredesk";
let unread = 0;
let lost = null;
let asked = "";

// --- Views -----------------------------------------------------------------------------------------------------------

function view() {
  const [, kind, id] = location.pathname.split("/");
  if (kind === "story" && id) return { name: "story", id: decodeURIComponent(id) };
  if (kind === "health") return { name: "health" };
  return { name: location.hash === "#alerts" ? "alerts" : "list" };
}

async function show() {
  const { name, id } = view();
  document.body.dataset.view = name;
  byId("story").hidden = name !== "story";
  byId("wire").hidden = name !== "health";
  byId("stories").hidden = name === "health";
  for (const tab of document.querySelectorAll("[data-tab]")) {
    if (tab.dataset.tab === name) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
  list.current(id);
  fill();
  if (asked !== JSON.stringify(list.filters())) {
    asked = JSON.stringify(list.filters());
    list.rewind();
    lookStories(true);
  }
  if (name === "health") wire.show();
  if (name === "story") await showStory(id);
  else story.close();
  title();
}

async function showStory(id) {
  try {
    document.body.dataset.headline = await story.refresh(id);
  } catch (fault) {
    byId("story").replaceChildren(h("p", { class: "empty" }, fault.message));
    delete document.body.dataset.headline;
  }
}

/** Go to an address of the page without loading it. */
async function go(address) {
  const before = view();
  history.pushState({}, "", address);
  const shown = show(); // what is fetched comes later: by then the reader may be somewhere else
  const now = view();
  if (now.name === "story") {
    byId("story").focus({ preventScroll: true });
    scrollTo({ top: 0 });
  } else if (before.name === "story" && row(before.id)) {
    row(before.id).focus();
  } else {
    byId({ health: "wire", alerts: "alerts" }[now.name] ?? "stories").focus({ preventScroll: true });
  }
  await shown;
}

function back() {
  const query = new URLSearchParams(location.search).toString();
  return go(query ? `/?${query}` : "/");
}

function title() {
  const { name } = view();
  const what = { story: document.body.dataset.headline, health: "The wire" }[name];
  document.title = `${unread ? `(${unread}) ` : ""}${what ? `${what} \u2013 ` : ""}${TITLE}`;
}

// --- What the page asks ------------------------------------------------------------------------------------------------

async function guarded(work) {
  try {
    const found = await work();
    if (lost !== null) lost = null;
    banner();
    return found;
  } catch (fault) {
    if (fault.status === 0) lost ??= new Date().toISOString();
    banner(fault.status === 0 ? "" : fault.message);
    return null;
  }
}

const lookStories = paced(async () => {
  const fresh = await guarded(() => list.refresh(wire.known()));
  list.current(view().id);
  if (fresh) announce([`${count(fresh, "new story", "new stories")}.`]);
}, 1000);
const lookAlerts = paced(async () => announceAlerts((await guarded(alerts.refresh)) ?? []), 1000, true);
const lookStory = paced(async () => {
  const { name, id } = view();
  if (name === "story") await showStory(id);
  title();
}, 1000);
const lookHealth = paced(async () => {
  await guarded(wire.refresh);
  if (!byId("list").childElementCount) lookStories();
}, 1000);

function lookAll() {
  lookHealth();
  lookStories();
  lookAlerts();
  lookStory();
}

function changed(kind, data) {
  if (kind === "health") lookHealth();
  else if (kind === "change") {
    lookStories();
    if (data.alerts === null || data.alerts.length) lookAlerts();
    if (story.concerns(data)) lookStory();
    if (data.refused) lookHealth();
  } else lookAll();
}

function announceAlerts(told) {
  if (!told.length) return;
  const said = told.slice(0, 3).map((alert) => `${alert.kind}, ${alert.severity}: ${alert.headline}.`);
  if (told.length > 3) said.push(`${count(told.length - 3, "more alert")}.`);
  announce(said);
  if (document.hidden) unread += told.length;
  title();
}

/** Have it read out by those who listen to the page. */
function announce(said) {
  byId("announce").append(h("p", {}, said.join(" ")));
  while (byId("announce").childElementCount > 5) byId("announce").firstChild.remove();
}

function banner(fault = "") {
  const health = wire.known();
  let text = fault;
  if (lost !== null) text = `The desk has not answered since ${clockOf(lost)}. What you see is from before; trying again.`;
  else if (!text && health?.broker.fault && health.broker.age >= 0) {
    text = `${health.broker.fault.split("\n")[0]} What you see is what was there before.`;
  }
  byId("banner").textContent = text;
  byId("banner").hidden = !text;
}

// --- Filters and search --------------------------------------------------------------------------------------------------

function fill() {
  const wanted = list.filters();
  const form = byId("filters").elements;
  if (document.activeElement !== byId("words")) byId("words").value = wanted.q;
  form.sort.value = wanted.sort;
  form.confirmed.checked = wanted.confirmed;
  form.alerted.checked = wanted.alerted;
}

/** Put what is asked for into the address, and ask. */
function filter() {
  const form = byId("filters").elements;
  const wanted = new URLSearchParams();
  if (byId("words").value.trim()) wanted.set("q", byId("words").value.trim());
  if (form.sort.value !== "rank") wanted.set("sort", form.sort.value);
  if (form.confirmed.checked) wanted.set("confirmed", "1");
  if (form.alerted.checked) wanted.set("alerted", "1");
  const path = ["list", "story"].includes(view().name) ? location.pathname : "/";
  const query = wanted.toString();
  history.replaceState({}, "", query ? `${path}?${query}` : path);
  show();
}

let typing = null;
byId("words").addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(filter, 200);
});
byId("search").addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(typing);
  filter();
  rows()[0]?.focus();
});
byId("filters").addEventListener("change", filter);

// --- Links and keys --------------------------------------------------------------------------------------------------------

document.addEventListener("click", (event) => {
  const jump = event.target.closest("[data-jump]");
  if (jump) {
    event.preventDefault();
    const number = CSS.escape(jump.dataset.jump);
    const mark = byId("story").querySelector(`.excerpt mark[data-events~="${number}"]`);
    mark?.scrollIntoView({ block: "center" });
    mark?.animate([{ outlineColor: "currentColor" }, { outlineColor: "transparent" }], 1500);
    return;
  }
  const link = event.target.closest("a[data-go]");
  if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  if (link.dataset.back !== undefined) back();
  else {
    const story = link.pathname.startsWith("/story/");
    go(story ? link.pathname + location.search : link.pathname + link.hash);
  }
});
addEventListener("popstate", show);

const rows = () => [...byId("list").querySelectorAll("a.title")];
const row = (id) => rows().find((link) => link.closest("li").dataset.key === id);

/** Move to the next (1) or previous (-1) story of the list. */
function step(by) {
  const all = rows();
  const open = all.findIndex((link) => link.getAttribute("aria-current"));
  const at = all.indexOf(document.activeElement?.closest("#list li")?.querySelector("a.title"));
  const from = at < 0 ? open : at;
  const next = all[from < 0 ? 0 : Math.max(0, Math.min(all.length - 1, from + by))];
  if (!next) return;
  if (view().name === "story" && next.offsetParent === null) {
    go(next.pathname + location.search);
    return;
  }
  next.focus({ preventScroll: true });
  next.closest("li").scrollIntoView({ block: "nearest" });
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  "/": () => byId("words").select(),
  "?": () => byId("keys").showModal(),
  a: () => (byId("alerts").offsetParent === null ? go("/#alerts") : byId("alert-list").querySelector("a")?.focus()),
  s: back,
  h: () => go("/health"),
  t: nextTheme,
  Escape: () => (view().name === "list" ? clear() : back()),
};

function clear() {
  if (!byId("words").value) return;
  byId("words").value = "";
  filter();
}

document.addEventListener("keydown", (event) => {
  if (event.metaKey || event.ctrlKey || event.altKey || byId("keys").open) return;
  if (event.target.matches("input[type=search], select, textarea")) {
    if (event.key !== "Escape") return;
    event.preventDefault();
    clear();
    event.target.blur();
    return;
  }
  const work = KEYS[event.key];
  if (!work) return;
  event.preventDefault();
  work();
});

// --- Whole page -------------------------------------------------------------------------------------------------------------

byId("theme").addEventListener("click", nextTheme);
byId("help").addEventListener("click", () => byId("keys").showModal());
document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  unread = 0;
  title();
});

// --- Begin -----------------------------------------------------------------------------------------------------------------------

sayTheme();
show();
lookAll();
setInterval(lookHealth, LOOK_MS);
listen((state) => {
  const element = byId("live");
  element.dataset.state = state;
  element.textContent = { live: "Live", lost: "Not live" }[state];
}, changed);
