// What all sessions share: where the exchange is, and one line of JSON per step for the test that started them.
export const rest = process.env.PHOENIX_REST;
export const streams = process.env.PHOENIX_STREAMS;
export const apiKey = process.env.PHOENIX_API_KEY;
export const apiSecret = process.env.PHOENIX_API_SECRET;

const patienceMs = 5_000;

function say(line) {
  process.stdout.write(JSON.stringify(line) + '\n');
}

/** Runs one step; what it returns goes to the test. A step that fails is told, and the session goes on. */
export async function step(name, work) {
  try {
    const result = await within(work(), name);
    say({ step: name, ok: true, result: result ?? null });
    return result;
  } catch (failure) {
    say({ step: name, ok: false, error: told(failure) });
    return undefined;
  }
}

/** The refusal of a call that must be refused. */
export async function refusal(work) {
  try {
    await work();
  } catch (failure) {
    return told(failure);
  }
  throw new Error('it was accepted');
}

export function check(condition, otherwise) {
  if (!condition) throw new Error(otherwise);
}

/** Waits for an event that another part of the session announces. */
export function mailbox() {
  const kept = [];
  let waiting = [];
  return {
    kept,
    put(message) {
      kept.push(message);
      waiting = waiting.filter(({ wanted, found }) => !wanted(message) || (found(message), false));
    },
    first(wanted) {
      const known = kept.find(wanted);
      if (known) return Promise.resolve(known);
      return new Promise((found) => waiting.push({ wanted, found }));
    },
  };
}

export async function control(method, path, body) {
  const answer = await fetch(rest + path, { method, body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** Waits until the exchange has a stream of user events open. */
export async function listener() {
  while (!(await control('GET', '/venue/state')).sockets.some((socket) => socket.class === 'private')) {
    await new Promise((again) => setTimeout(again, 20));
  }
}

export function end() {
  say({ step: 'end', ok: true, result: null });
  process.exit(0);
}

function told(failure) {
  if (failure instanceof Error) return `${failure.constructor.name}: ${failure.message}`;
  return typeof failure === 'string' ? failure : JSON.stringify(failure);
}

function within(promise, name) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patienceMs} ms`)), patienceMs);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
