/** Sends every request to the fake AWS, whatever host and scheme it was meant for. */

import http from "node:http";
import https from "node:https";
import { syncBuiltinESMExports } from "node:module";

const RUNNING = new Set(["ProcessWrap", "FSReqPromise", "FSReqCallback", "HTTPClientRequest"]);

let requestsUnderWay = 0;

/** Tells whether no request, program or file is under way. */
export function isQuiet() {
  return requestsUnderWay === 0 && !process.getActiveResourcesInfo().some((kind) => RUNNING.has(kind));
}

/** Replaces the functions that make requests by ones that make them to this address. */
export function redirectTo(address) {
  const fake = new URL(address);
  const send = http.request;
  const agent = new http.Agent({ keepAlive: true });
  http.request = redirected("http:", 80, http.request);
  https.request = redirected("https:", 443, https.request);
  syncBuiltinESMExports();

  /** Returns a stand-in for `http.request` or `https.request`, as the SDK calls them: with options and no URL. */
  function redirected(scheme, defaultPort, original) {
    return (options, onResponse) => {
      // Node refuses a scheme that is not the module's own, and so must this.
      if (options.protocol && options.protocol !== scheme) return original(options, onResponse);
      const headers = { ...options.headers, "x-original-url": originalUrl(scheme, defaultPort, options) };
      const { hostname, port } = fake;
      return counted(send({ ...options, protocol: "http:", host: hostname, hostname, port, agent, headers }, onResponse));
    };
  }
}

/** Returns the URL that these options of a request stand for. */
function originalUrl(scheme, defaultPort, { hostname, host, port, path }) {
  const name = hostname ?? host ?? "localhost";
  const authority = name.includes(":") ? `[${name}]` : name;
  const suffix = port && Number(port) !== defaultPort ? `:${port}` : "";
  return `${scheme}//${authority}${suffix}${path ?? "/"}`;
}

/** Counts a request as under way until it is closed. */
function counted(request) {
  requestsUnderWay += 1;
  request.once("close", () => {
    requestsUnderWay -= 1;
  });
  return request;
}
