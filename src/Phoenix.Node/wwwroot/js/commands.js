// What changes something: commands of the operator, and faults of the embedded exchange. Both need the token.

import { byId, element, setText } from "./dom.js";

let token = sessionStorage.getItem("phoenix-token") ?? "";

const Commands = [
  { verb: "pause", title: "Pause", ask: s => `Pause ${s}: take its quotes back, keep its position?` },
  { verb: "resume", title: "Resume", ask: null },
  { verb: "flatten", title: "Flatten", ask: s => `Flatten ${s}: take its quotes back and close its position?`, danger: true },
  { verb: "kill", title: "Kill all", ask: () => "Kill all trading? It survives a restart, until it is resumed after the kill.", danger: true, all: true },
  { verb: "resume", title: "Resume after kill", ask: () => "Resume all trading after the kill?", all: true, body: { afterKill: true } },
];

const Faults = [
  { title: "Silence the public streams", fault: { verb: "muteData", target: "public" } },
  { title: "Silence the user stream", fault: { verb: "muteData", target: "private" } },
  { title: "Cut all sockets", fault: { verb: "drop", target: "all" } },
  { title: "Lag of 3 s for 20 s", fault: { verb: "lag", target: "public", delay: "3s", for: "20s" } },
  { title: "Expire the listen key", fault: { verb: "expireKey" } },
  { title: "Black hole for 20 s", fault: { verb: "blackhole", target: "all", for: "20s" } },
];

async function send(path, body) {
  const reply = await fetch(path, {
    method: "POST",
    headers: { "Authorization": `Bearer ${token}`, "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const text = await reply.text();
  let said = null;
  try { said = JSON.parse(text); } catch { /* no JSON, no more to say */ }
  return { status: reply.status, said };
}

function confirmed(text) {
  const dialog = byId("confirm");
  setText(byId("confirm-text"), text);
  dialog.showModal();
  return new Promise(resolve => dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true }));
}

const refusal = status => status === 401 ? "refused: the token is missing or wrong" : `refused (${status})`;

/** @param chosen tells the symbol that is looked at */
export function showCommands(chosen) {
  byId("buttons").append(...Commands.map(command => element("button", {
    type: "button",
    class: command.danger ? "danger" : null,
    onclick: async () => {
      const symbol = command.all ? "all" : chosen();
      if (command.ask && !await confirmed(command.ask(symbol))) return;
      setText(byId("answer"), `${command.verb} ${symbol} …`);
      const { status, said } = await send(`/control/${command.verb}`, {
        ...(command.all ? {} : { symbol }), ...command.body,
      });
      setText(byId("answer"), said
        ? `${command.verb} ${symbol}: ${said.outcome}${said.detail ? ` – ${said.detail}` : ""}`
        : `${command.verb} ${symbol}: ${refusal(status)}`);
    },
  }, command.title)));
}

export function showFaults() {
  byId("faults").hidden = false;
  if (byId("fault-buttons").children.length > 0) return;
  byId("fault-buttons").append(...Faults.map(({ title, fault }) => element("button", {
    type: "button",
    onclick: async () => {
      const { status, said } = await send("/venue/faults", fault);
      setText(byId("fault-answer"), status === 201
        ? `${title}: done, watch it recover`
        : `${title}: ${said?.msg ?? said?.error ?? refusal(status)}`);
    },
  }, title)));
}

export function showLock() {
  const tell = () => setText(byId("lock"), token ? "buttons are unlocked in this tab" : "read-only");
  byId("unlock").addEventListener("submit", event => {
    event.preventDefault();
    token = byId("token").value.trim();
    byId("token").value = "";
    sessionStorage.setItem("phoenix-token", token);
    tell();
  });
  tell();
}
