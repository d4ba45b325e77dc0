// The list of stories: ranked, filtered, searched; live.
import { ask } from "./api.js";
import { byId, count, h, inner, reconcile, segmented } from "./dom.js";
import { act, dots, facts, severity } from "./parts.js";
import { time } from "./times.js";

const PAGE = 50;
const MOST = 200;
let limit = PAGE;
let seen = null;

/** What the address asks for. */
export function filters() {
  const asked = new URLSearchParams(location.search);
  return {
    q: asked.get("q") ?? "",
    sort: ["newest", "sources"].includes(asked.get("sort")) ? asked.get("sort") : "rank",
    confirmed: asked.get("confirmed") === "1",
    alerted: asked.get("alerted") === "1",
  };
}

/** Fetch and show; gives the number of stories that were not there before. */
export async function refresh(health) {
  const asked = filters();
  const found = await ask("/api/stories", {
    q: asked.q,
    sort: asked.sort,
    sources: asked.confirmed ? 2 : 0,
    alerted: asked.alerted ? 1 : 0,
    limit,
  });
  reconcile(byId("list"), found.stories, (story) => story.id, row);
  byId("total").textContent = found.total ? found.total.toLocaleString() : "";
  byId("list-end").replaceChildren(...end(found, asked, health));
  const fresh = seen === null ? 0 : found.stories.filter((story) => !seen.has(story.id)).length;
  seen ??= new Set();
  for (const story of found.stories) seen.add(story.id);
  return asked.q ? 0 : fresh;
}

/** Begin again with the first page, after another question. */
export function rewind() {
  limit = PAGE;
  byId("list").removeAttribute("data-filled");
}

/** Mark the story that is open. */
export function current(id) {
  for (const link of byId("list").querySelectorAll("a.title")) {
    if (link.closest("li").dataset.key === id) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

function row(story) {
  const told = story.alerts.map((alert) =>
    h("span", { class: "flag", "data-kind": alert.kind, title: `${alert.kind} to ${alert.subscription}` }, alert.subscription),
  );
  const gone = story.articles === 0;
  return h(
    "li",
    { class: gone ? "row gone" : "row", "data-level": story.severity },
    h(
      "div",
      { class: "weight", title: `${count(story.independent, "independent source")} of ${count(story.articles, "article")}` },
      h("b", {}, story.independent),
      h("span", { class: "unit" }, "indep."),
      dots(story.independent, story.articles),
    ),
    h(
      "div",
      { class: "what" },
      inner(`/story/${encodeURIComponent(story.id)}`, { class: "title", dir: "auto" }, headline(story)),
      story.event ? h("p", { class: "event" }, act(story.event), facts(story.event)) : null,
      story.found ? h("p", { class: "found", dir: "auto" }, segmented(story.found, () => ({ tag: "mark" }))) : null,
      h(
        "p",
        { class: "meta" },
        severity(story.severity),
        h("span", {}, count(story.articles, "article")),
        h("span", {}, count(story.sources, "source")),
        story.status === "closed" ? h("span", { class: "aux" }, "closed") : null,
        story.retracted ? h("span", { class: "aux" }, `${story.retracted} retracted`) : null,
        told,
        h("span", { class: "names" }, story.names.map((name) => h("bdi", {}, name))),
      ),
    ),
    time(story.last_seen),
  );
}

export function headline(story) {
  return story.headline || (story.retracted ? "Retracted: no article stands" : "Without a headline");
}

function end(found, asked, health) {
  if (found.stories.length < found.total && limit < MOST) {
    const more = h("button", { class: "plain", type: "button" }, `Show more of ${found.total.toLocaleString()}`);
    more.addEventListener("click", () => {
      limit = Math.min(limit + PAGE, MOST);
      refresh(health);
    });
    return [more];
  }
  if (found.stories.length < found.total) {
    return [`The first ${MOST} of ${found.total.toLocaleString()}: search, or let fewer be shown.`];
  }
  if (found.stories.length) return [];
  if (asked.q || asked.confirmed || asked.alerted) {
    return [
      h("p", { class: "empty" }, asked.q ? `Nothing says "${asked.q}".` : "No story is like that."),
      h("p", {}, inner("/", {}, "Show all stories")),
    ];
  }
  return [
    h("p", { class: "empty" }, "No stories yet."),
    h("p", {}, ...hint(health)),
  ];
}

/** What to do where nothing is there, by how the wire is. */
function hint(health) {
  const code = (text) => h("code", {}, text);
  const stopped = (health?.steps ?? []).filter((step) => step.status === "stopped").map((step) => step.name);
  if (health?.broker.answers === false) return ["The broker does not answer: ", code("wiredesk broker start"), "."];
  if (stopped.length) return [`${stopped.join(", ")}: no worker. Start them with `, code("wiredesk worker"), "."];
  return ["Send articles in with ", code("wiredesk publish PATH"), ": they show up here by themselves."];
}

