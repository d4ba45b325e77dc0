// The health of the wire: the broker, the steps one behind the other, the dead letters.
import { ask } from "./api.js";
import { byId, count, h } from "./dom.js";
import { span, time } from "./times.js";

const SAID = {
  idle: "Nothing waits",
  working: "Working",
  late: "Falling behind",
  stopped: "No worker",
  unknown: "Not known",
};
const ANSWERS = { true: "answers", false: "does not answer", null: "not asked yet" };
let last = null;

/** What was found last. */
export const known = () => last;

/** Fetch, and show what the whole page shows of it: the pulse and the banner. */
export async function refresh() {
  last = await ask("/api/health");
  pulse(last);
  if (!byId("wire").hidden) show();
  return last;
}

function pulse(health) {
  const worst = ["stopped", "late", "working"].find((status) => health.steps.some((step) => step.status === status));
  const named = health.steps.filter((step) => step.status === worst).map((step) => step.name);
  let said = { stopped: `${named.join(", ")} stopped`, late: `${named.join(", ")} late`, working: "working" }[worst] ?? "idle";
  if (worst === "stopped" && named.length === health.steps.length) said = "all steps stopped";
  const away = health.broker.answers === false;
  if (away) said = "broker away";
  const element = byId("pulse");
  element.dataset.state = away ? "away" : (worst ?? "idle");
  element.querySelector(".said").textContent = `Wire ${said}`;
  element.querySelector(".links").replaceChildren(...health.steps.map((step) => h("i", { "data-status": step.status })));
}

/** Show the view of the wire. */
export function show() {
  if (last === null) return;
  const { broker, desk, steps, refused, held } = last;
  const holds = [count(held.stories, "story", "stories"), count(held.articles, "article"), count(held.alerts, "alert")].join(", ");
  byId("wire").replaceChildren(
    h("header", { class: "head" }, h("h1", { id: "wire-title" }, "The wire")),
    h(
      "dl",
      { class: "state" },
      fact("Broker", ANSWERS[broker.answers], broker.answers === false ? "bad" : "good", broker.address),
      fact("Desk", folded(desk, broker), desk.waiting ? "busy" : "good", holds),
      fact("Looked", `${span(broker.age)} ago`, "good", "from the topics and consumer groups alone"),
    ),
    h("ol", { class: "flow", "aria-label": "Steps" }, steps.map(box)),
    h("h2", { id: "refused-title" }, "Dead letters"),
    refused.length
      ? letters(refused)
      : h("p", { class: "dim" }, "None: every record was processed. One that can't be is kept with its original bytes and the reason."),
  );
}

function folded(desk, broker) {
  if (desk.waiting === null || (!broker.answers && !desk.waiting)) return "shows what it has";
  return desk.waiting ? `${count(desk.waiting, "record")} behind` : "up to date";
}

function fact(name, said, state, more) {
  return h("div", { "data-state": state }, h("dt", {}, name), h("dd", {}, said, h("span", { class: "dim" }, more)));
}

function box(step) {
  const rows = [
    ["workers", step.members.toLocaleString()],
    ["waiting", step.waiting.toLocaleString()],
    ["oldest", step.oldest === null ? "\u2013" : span(step.oldest)],
    ["output", step.output === null ? "never" : `${span(step.output)} ago`],
  ];
  return h(
    "li",
    { class: "step", "data-status": step.status },
    h("h2", {}, step.name),
    h("p", { class: "status" }, SAID[step.status]),
    h("dl", {}, rows.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value)))),
    h("p", { class: "topics" }, step.writes.join(", ")),
    step.status === "stopped" ? h("p", { class: "todo" }, h("code", {}, `wiredesk worker ${step.name}`)) : null,
  );
}

function letters(refused) {
  const head = ["Topic", "Step", "Reason", "Letters", "Last 24 h", "Last", "What it says"];
  return h(
    "div",
    { class: "scroller", tabindex: "0", role: "region", "aria-labelledby": "refused-title" },
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, head.map((name) => h("th", { scope: "col" }, name)))),
      h(
        "tbody",
        {},
        refused.map((row) =>
          h(
            "tr",
            {},
            h("td", {}, row.topic),
            h("td", {}, row.step),
            h("td", {}, h("b", {}, row.reason)),
            h("td", { class: "number" }, row.records.toLocaleString()),
            h("td", { class: "number" }, row.today.toLocaleString()),
            h("td", {}, time(row.last)),
            h("td", { class: "detail" }, h("bdi", {}, row.detail), h("bdi", { class: "dim" }, row.key)),
          ),
        ),
      ),
    ),
  );
}
