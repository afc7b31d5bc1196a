//! A small HTTP client for drivers and sandboxes on this machine: one request for each connection.

use crate::trouble::{Result, Trouble};
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// The time limit, longer than any command of a driver takes.
pub const LIMIT: Duration = Duration::from_secs(90);

/// A response with its JSON.
#[derive(Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// `null` if there is none.
    pub body: Value,
}

/// Sends a request to a port of this machine.
///
/// # Errors
/// When there is no response, or it is not JSON.
pub fn call(port: u16, method: &str, path: &str, body: Option<&Value>) -> Result<Answer> {
    call_within(LIMIT, port, method, path, body)
}

fn call_within(limit: Duration, port: u16, method: &str, path: &str, body: Option<&Value>) -> Result<Answer> {
    let mut socket = TcpStream::connect(("127.0.0.1", port))?;
    socket.set_read_timeout(Some(limit))?;
    socket.set_nodelay(true)?;
    let body = body.map(Value::to_string).unwrap_or_default();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\ncontent-type: application/json; charset=utf-8\r\n\
         content-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    );
    socket.write_all(request.as_bytes())?;
    read(BufReader::new(socket))
}

fn read(mut reader: BufReader<TcpStream>) -> Result<Answer> {
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let status = line.split(' ').nth(1).and_then(|status| status.parse().ok());
    let status = status.ok_or_else(|| Trouble::System(format!("no answer, but `{}`", line.trim())))?;
    let mut length = None;
    loop {
        line.clear();
        reader.read_line(&mut line)?;
        match line.trim().split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => length = value.trim().parse().ok(),
            Some(_) => {}
            None => break,
        }
    }
    let mut body = Vec::new();
    match length {
        Some(length) => reader.take(length).read_to_end(&mut body)?,
        None => reader.read_to_end(&mut body)?,
    };
    let body = if body.is_empty() { Value::Null } else { serde_json::from_slice(&body)? };
    Ok(Answer { status, body })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    #[test]
    fn silence_is_called_so() {
        let mute = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = mute.local_addr().unwrap().port();
        let trouble = call_within(Duration::from_millis(1), port, "GET", "/status", None).unwrap_err();
        assert_eq!(trouble.to_string(), "the browser did not answer within 90 s: the page may hang");
    }
}
