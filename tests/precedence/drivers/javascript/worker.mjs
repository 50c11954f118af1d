/** Answers case after case, each as if the process had just started. */

import { isQuiet, redirectTo } from "./fake_aws.mjs";
import { loadSdk } from "./sdk.mjs";

const TIMEOUT_IN_MILLISECONDS = 20_000;

redirectTo(process.env.AWSP_FAKE_AWS);
const sdk = loadSdk();

let crash = null;
// Node would end the process here, so a program with this SDK gets no credentials either.
process.on("unhandledRejection", (error) => {
  crash ??= error;
});

/** Gives the process exactly these variables. */
function replaceEnvironment(variables) {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, variables);
}

/** Waits, but not for long, until the SDK has no request or program running; returns whether it came to that. */
async function settle() {
  for (let turn = 0; turn < 200; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, turn === 0 ? 0 : 10));
    if (isQuiet()) return true;
  }
  return false;
}

/** Returns a promise of an answer that comes only if the SDK takes too long, and a function to call it off. */
function timeout() {
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(() => resolve(sdk.failure(new Error("timeout"))), TIMEOUT_IN_MILLISECONDS);
  });
  return [late, () => clearTimeout(timer)];
}

/** Answers one case, and says whether the process is spent: a case left something running in it. */
async function run({ id, home, variables, profile }) {
  process.chdir(home);
  replaceEnvironment(variables);
  sdk.forget();
  crash = null;
  const [late, callOff] = timeout();
  const answer = await Promise.race([sdk.answer(profile), late]);
  callOff();
  const settled = await settle();
  const result = crash && !answer.error ? sdk.failure(crash) : answer;
  return { answer: { id, ...result }, spent: !settled || crash !== null };
}

process.on("message", async (question) => process.send(await run(question)));
process.send("ready");
