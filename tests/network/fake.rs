//! The fake of AWS's servers in `tests/aws`, as a test holds it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Instant;

use serde_json::{Value, json};

use crate::support::{PATIENCE, tool};

/// One running server, which ends with this value.
pub(super) struct Fake {
    _server: Server,
    port: u16,
    tls_port: Option<u16>,
}

/// A process that serves until its standard input ends, which is when this value does.
pub(super) struct Server {
    child: Child,
    /// The line that it printed when it was ready.
    pub(super) said: String,
}

/// What the server was asked once.
pub(super) struct Request(Value);

impl Fake {
    /// Starts a server, if there is a Python to run it.
    pub(super) fn start() -> Option<Self> {
        Self::run(&[])
    }

    /// Starts a server that also speaks TLS, with the certificate and the key of a PEM file.
    pub(super) fn with_certificate(file: &Path) -> Option<Self> {
        Self::run(&["--tls", file.to_str().unwrap()])
    }

    fn run(words: &[&str]) -> Option<Self> {
        let server = Server::start(python(&script("server.py"))?.args(words));
        let mut ports = server.said.split(' ').map(|port| port.parse().unwrap());
        Some(Self { port: ports.next().unwrap(), tls_port: ports.next(), _server: server })
    }

    /// Returns the address of the server, without a slash at its end.
    pub(super) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Returns the address at which the server speaks TLS.
    pub(super) fn tls_url(&self) -> String {
        format!("https://127.0.0.1:{}", self.tls_port.unwrap())
    }

    /// Orders an answer for every request that matches.
    pub(super) fn rule(&self, of: &Value, answer: &Value) {
        self.control("POST", "rule", &json!({"match": of, "answer": answer}).to_string());
    }

    /// Orders an answer for the next request that matches.
    pub(super) fn once(&self, of: &Value, answer: &Value) {
        self.control(
            "POST",
            "rule",
            &json!({"match": of, "answer": answer, "times": 1}).to_string(),
        );
    }

    /// Forgets requests and rules.
    pub(super) fn reset(&self) {
        self.control("POST", "reset", "");
    }

    /// Returns what was asked so far.
    pub(super) fn requests(&self) -> Vec<Request> {
        let list: Vec<Value> = serde_json::from_str(&self.control("GET", "requests", "")).unwrap();
        list.into_iter().map(Request).collect()
    }

    /// Returns what was asked so far in short: actions, else paths.
    pub(super) fn asked(&self) -> Vec<String> {
        self.requests().iter().map(Request::name).collect()
    }

    /// Waits until something was asked.
    pub(super) fn wait_until_asked(&self) {
        let start = Instant::now();
        while self.asked().is_empty() {
            assert!(start.elapsed() < PATIENCE, "nothing was asked");
            thread::yield_now();
        }
    }

    fn control(&self, method: &str, name: &str, body: &str) -> String {
        let (head, answer) = http(self.port, method, &format!("/_test/{name}"), body);
        assert!(head.starts_with("HTTP/1.1 200 "), "{answer}");
        answer
    }
}

impl Server {
    /// Starts `command`, and waits until it has printed a line.
    pub(super) fn start(command: &mut Command) -> Self {
        let shown = format!("{command:?}");
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect(&shown);
        let mut said = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut said).unwrap();
        assert!(said.ends_with('\n'), "it has not started: {shown}");
        said.truncate(said.trim_end().len());
        Self { child, said }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        _ = self.child.wait();
    }
}

impl Request {
    /// Returns the action of a query protocol call, else the path.
    pub(super) fn name(&self) -> String {
        self.parameter("Action").unwrap_or(self.text("path")).to_owned()
    }

    /// Returns a parameter of a query protocol call.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.0["form"][name].as_str()
    }

    /// Returns all parameters of a query protocol call, or the JSON that was sent, or nothing.
    pub(super) fn content(&self) -> Value {
        let form = &self.0["form"];
        if form.is_null() {
            return serde_json::from_str(self.text("body")).unwrap_or_default();
        }
        form.clone()
    }

    /// Returns what stands behind the question mark.
    pub(super) fn query(&self) -> Value {
        self.0["query"].clone()
    }

    /// Returns a header by its name in lower case.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.0["headers"][name].as_str()
    }

    /// Returns the method, the path or another part that is a text.
    pub(super) fn text(&self, part: &str) -> &str {
        self.0[part].as_str().unwrap()
    }

    /// Returns the id of the key that signed the request.
    pub(super) fn signer(&self) -> Option<&str> {
        self.scope()?.split('/').next()
    }

    /// Returns what the signature says of itself: key id, day, region and service.
    pub(super) fn scope(&self) -> Option<&str> {
        self.header("authorization")?.split("Credential=").nth(1)?.split(',').next()
    }
}

/// Returns the path of a file in `tests/aws`.
pub(super) fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/aws").join(name)
}

/// Returns a command that runs a Python program, which may use nothing that Python does not bring along.
pub(super) fn python(program: &Path) -> Option<Command> {
    let mut command = Command::new(tool("python3")?);
    command.arg(program);
    Some(command)
}

/// Sends one request to a port of the loopback, and returns head and body of the answer.
pub(super) fn http(port: u16, method: &str, path: &str, body: &str) -> (String, String) {
    let head = format!("{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n");
    let length = format!("Content-Length: {}\r\n\r\n", body.len());
    let mut line = TcpStream::connect(("127.0.0.1", port)).unwrap();
    line.write_all((head + &length + body).as_bytes()).unwrap();
    let mut answer = String::new();
    line.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.to_owned(), body.to_owned())
}
