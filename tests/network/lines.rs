//! Ends of a line at which no server is, or one that is not AWS.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::thread;

use super::fake::{Server, python, script};

/// Returns a port of the loopback on which nobody listens.
pub(super) fn closed_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Starts a port that connections to get no answer at all.
pub(super) fn black_hole() -> Option<Server> {
    Some(Server::start(&mut python(&script("black_hole.py"))?))
}

/// Starts a proxy that answers each request with the status line `status` and hangs up, and returns its port.
pub(super) fn proxy(status: &'static str) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for client in listener.incoming() {
            let mut client = client.unwrap();
            // Whoever hangs up first has no need of an answer.
            _ = client.read(&mut [0; 4096]);
            _ = write!(
                client,
                "HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            );
        }
    });
    port
}
