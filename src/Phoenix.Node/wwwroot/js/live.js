// The connection to the node: it comes back by itself, and says when it is gone or has nothing to say.

const Patience = 2500;
const MostWait = 5000;

/** Calls told(message) for each message and lost(sinceMs) while nothing comes. */
export function connect(told, lost) {
  let wait = 250;
  let heardAt = Date.now();
  let socket = null;

  function open() {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    socket = new WebSocket(`${scheme}://${location.host}/live`);
    socket.onmessage = event => {
      heardAt = Date.now();
      wait = 250;
      told(JSON.parse(event.data));
    };
    socket.onclose = () => {
      setTimeout(open, wait * (0.75 + 0.5 * Math.random()));
      wait = Math.min(2 * wait, MostWait);
    };
  }

  setInterval(() => {
    const silent = Date.now() - heardAt;
    if (silent < Patience) return;
    lost(silent);
    // Open and silent is the death that this program is about: the connection is not believed but replaced.
    if (socket.readyState === WebSocket.OPEN && silent > 2 * Patience) {
      heardAt = Date.now() - Patience;
      socket.close();
    }
  }, 500);
  open();
}
