//! Tests of the native server over real connections, with faults of the connection.
#![cfg(feature = "server")]
#![expect(clippy::unwrap_used, reason = "a failed expectation in a test is its own message")]

use sandbox::server::{Options, Server};
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// The bytes that arrive until the connection closes, or until no more arrive for a while.
fn exchange(server: &Server, request: &str) -> (String, Option<ErrorKind>) {
    let mut socket = TcpStream::connect(("127.0.0.1", server.port())).unwrap();
    socket.set_read_timeout(Some(Duration::from_millis(300))).unwrap();
    socket.write_all(request.as_bytes()).unwrap();
    let (mut arrived, mut buffer) = (Vec::new(), [0; 4096]);
    let end = loop {
        match socket.read(&mut buffer) {
            Ok(0) => break None,
            Ok(length) => arrived.extend_from_slice(&buffer[..length]),
            Err(error) => break Some(error.kind()),
        }
    };
    (String::from_utf8_lossy(&arrived).into_owned(), end)
}

fn post(path: &str, body: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nhost: shop.example\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}

fn get(path: &str) -> String {
    format!(
        "GET {path} HTTP/1.1\r\nhost: shop.example\r\naccept: application/vnd.api+json\r\nconnection: close\r\n\r\n"
    )
}

fn stores_with(fault: &str) -> (String, Option<ErrorKind>) {
    let server = Server::start(Options::default()).unwrap();
    let plan = format!("{{\"faults\": [{{\"step\": \"stores\", \"fault\": \"{fault}\"}}]}}");
    assert!(exchange(&server, &post("/sandbox/config", &plan)).0.starts_with("HTTP/1.1 200"));
    exchange(&server, &get("/glue/stores"))
}

#[test]
fn a_server_answers_and_keeps_its_ledger() {
    let server = Server::start(Options::default()).unwrap();
    let (answer, end) = exchange(&server, &get("/glue/stores"));
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    assert!(answer.contains("\"self\":\"http://shop.example/glue/stores\""));
    assert_eq!(end, None);
    assert_eq!(server.ledger().requests[0].path, "/glue/stores");
    server.with(|sandbox| sandbox.config().latency_ms = 1);
    assert!(exchange(&server, &get("/glue/stores")).0.starts_with("HTTP/1.1 200 OK"));
}

#[test]
fn connections_have_the_configured_faults() {
    let silence = |end: Option<ErrorKind>| matches!(end, Some(ErrorKind::WouldBlock | ErrorKind::TimedOut));
    let (answer, end) = stores_with("drop");
    assert!(answer.is_empty() && !silence(end));
    let (answer, end) = stores_with("never");
    assert!(answer.is_empty() && silence(end));
    let (answer, end) = stores_with("cut");
    assert!(
        answer.starts_with("HTTP/1.1 200")
            && answer.contains("\"data\"")
            && !answer.contains("\r\n0\r\n")
            && !silence(end)
    );
    let (answer, end) = stores_with("drip");
    assert!(answer.starts_with("HTTP/1.1 200") && !answer.contains("\"data\"") && silence(end));
}

#[test]
fn a_folder_with_static_files_is_served() {
    let folder = std::env::temp_dir().join(format!("sandbox-files-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("index.html"), "<p>shop").unwrap();
    std::fs::write(folder.join("a.wasm"), "x").unwrap();
    let server = Server::start(Options { serve: Some(folder.clone()), ..Options::default() }).unwrap();
    assert!(exchange(&server, &get("/")).0.ends_with("<p>shop"));
    assert!(exchange(&server, &get("/a.wasm?v=1")).0.contains("content-type: application/wasm"));
    assert!(exchange(&server, &get("/../../etc/passwd")).0.starts_with("HTTP/1.1 404"));
    std::fs::remove_dir_all(folder).unwrap();
}
