/** The SDK as a program gets it that sets nothing but, perhaps, the name of a profile. */

import assert from "node:assert/strict";
import Module, { createRequire } from "node:module";

/** What the SDK keeps for the life of a process, by the file that keeps it, and how to forget it. */
const MEMORIES = {
  "/@smithy/core/dist-cjs/submodules/config/index.js": `
    for (const known of [filePromises, fileIntercept, tokenIntercept, homeDirCache])
      for (const name of Object.keys(known)) delete known[name];
    negativeCacheUntil = 0;
    validRegions.clear();`,
  "/@aws-sdk/token-providers/dist-cjs/index.js": `
    lastRefreshAttemptTimes.clear();
    inFlightRefreshes.clear();`,
};

const NO_CREDENTIALS = { access_key_id: null, secret_access_key: null, session_token: null, account: null };

const forgetters = [];

/** Loads the SDK, and returns functions that ask it and that make it forget what it asked before. */
export function loadSdk() {
  globalThis.awspForgetters = forgetters;
  openMemories();
  const require = createRequire(import.meta.url);
  const { STSClient, GetCallerIdentityCommand } = require("@aws-sdk/client-sts");
  require("@aws-sdk/token-providers");
  assert.equal(forgetters.length, Object.keys(MEMORIES).length, "a file of the SDK that remembers is elsewhere now");
  const answer = (profile) => ask(STSClient, GetCallerIdentityCommand, profile);
  return { answer, failure, forget: () => forgetters.forEach((forgetter) => forgetter()) };
}

/** Lets each file of the SDK that remembers something register a function that forgets it. */
function openMemories() {
  const compile = Module.prototype._compile;
  Module.prototype._compile = function compileWithForgetter(text, path, ...rest) {
    const file = Object.keys(MEMORIES).find((suffix) => path.endsWith(suffix));
    const forgetter = file ? `\nglobalThis.awspForgetters.push(() => {${MEMORIES[file]}\n});` : "";
    return compile.call(this, text + forgetter, path, ...rest);
  };
}

/** Returns what the SDK finds with the environment of this process. */
async function ask(STSClient, GetCallerIdentityCommand, profile) {
  // Without retries a container that has no credentials says so at once; it says the same each time.
  const settings = { maxRetries: 0, ...(profile === null ? {} : { profile }) };
  const client = new STSClient(settings);
  // A bad mode may end the process before a call is made: that is a matter of time, but no call is made with one.
  const mode = await outcome(() => client.config.defaultsMode());
  if (mode.error) return failure(mode.error);
  const credentials = await outcome(() => client.config.credentials().then(described));
  const region = await outcome(() => client.config.region());
  const call = await outcome(() => client.send(new GetCallerIdentityCommand({})).then(describedCall));
  client.destroy();
  return {
    ...(credentials.value ?? NO_CREDENTIALS),
    error: credentials.error,
    region: region.value,
    region_error: region.error,
    ...(call.value ?? { endpoint: null, call_region: null }),
    call_error: call.error,
  };
}

/** Returns a value or, as text, the error it ended in. */
async function outcome(action) {
  try {
    return { value: await action(), error: null };
  } catch (error) {
    return { value: null, error: firstLine(error) };
  }
}

/** Returns an error's class and the first line of its message. */
function firstLine(error) {
  return `${error?.name ?? typeof error}: ${String(error?.message ?? error).split("\n")[0]}`;
}

/** Returns credentials under the names of the protocol. */
function described({ accessKeyId, secretAccessKey, sessionToken, accountId }) {
  return {
    access_key_id: accessKeyId ?? null,
    secret_access_key: secretAccessKey ?? null,
    session_token: sessionToken ?? null,
    account: accountId ?? null,
  };
}

/** Returns where a call went and for which Region it was signed, as the fake AWS saw it. */
function describedCall({ UserId }) {
  const [, region, url] = UserId.split("|");
  const { origin, pathname } = new URL(url);
  return { endpoint: origin + (pathname === "/" ? "" : pathname), call_region: region };
}

/** Returns the answer for an SDK that ended in an error altogether. */
export function failure(error) {
  const line = typeof error === "string" ? error : firstLine(error);
  const nowhere = { region: null, region_error: line, endpoint: null, call_region: null, call_error: line };
  return { ...NO_CREDENTIALS, error: line, ...nowhere };
}
