/** Reads one case per line and prints one answer per line; a worker process runs the SDK. */

import { fork } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

const WORKER = new URL("worker.mjs", import.meta.url);

/** Starts a worker whose environment holds nothing but the address of the fake AWS and the place of the SDK. */
async function startWorker() {
  const { AWSP_FAKE_AWS, NODE_PATH = "" } = process.env;
  const environment = { AWSP_FAKE_AWS, NODE_PATH };
  const worker = fork(WORKER, { env: environment, stdio: ["ignore", "ignore", "inherit", "ipc"] });
  await once(worker, "message");
  return worker;
}

/** Returns what a worker says about a case; one that dies of it says so. */
function ask(worker, question) {
  return new Promise((resolve) => {
    const onExit = () => resolve({ answer: dead(question), spent: true });
    worker.once("exit", onExit);
    worker.once("message", (reply) => {
      worker.off("exit", onExit);
      resolve(reply);
    });
    worker.send(question);
  });
}

/** Returns the answer to a case that ended its process. */
function dead({ id }) {
  const nothing = { access_key_id: null, secret_access_key: null, session_token: null, account: null };
  const error = "the process ended";
  const nowhere = { region: null, region_error: error, endpoint: null, call_region: null, call_error: error };
  return { id, ...nothing, error, ...nowhere };
}

/** Returns a worker fit for the next case: a spent one is replaced. */
async function nextWorker(worker, spent) {
  if (!spent) return worker;
  worker.kill("SIGKILL");
  return startWorker();
}

let worker = await startWorker();
for await (const line of createInterface({ input: process.stdin })) {
  const { answer, spent } = await ask(worker, JSON.parse(line));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
  worker = await nextWorker(worker, spent);
}
worker.kill();
