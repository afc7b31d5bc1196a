//! A static web server for the shop's pages and the shipped files. Its origin differs from Glue's.

use crate::trouble::Result;
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The interval at which a held request checks whether its path works again.
const LOOK: Duration = Duration::from_millis(20);

/// A file in memory.
#[derive(Debug, Clone, Default)]
pub struct File {
    /// Its media type.
    pub kind: &'static str,
    /// Its content.
    pub text: String,
    /// Further headers, such as a policy.
    pub headers: Vec<(String, String)>,
    /// How long the server takes to answer.
    pub delay: Duration,
}

/// A defect of a path, until the story repairs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// The response has this status, such as `404 Not Found`.
    Status(&'static str),
    /// The connection ends after half of the file.
    Cut,
    /// The response is held back.
    Held,
    /// The response begins, and its second half is held back, as on a slow line.
    HalfHeld,
    /// The first request never gets a response. Later requests do.
    FirstHeld,
    /// The connection ends without a response, as when software of the shopper blocks the file.
    Closed,
    /// The response is the shop's page for unknown addresses, with the status 200.
    Page,
    /// The file is of another build of the element.
    OtherBuild,
}

#[derive(Debug, Default)]
struct Shelf {
    files: Mutex<HashMap<String, File>>,
    flaws: Mutex<HashMap<String, Flaw>>,
    /// The methods and targets of the requests, in order.
    requests: Mutex<Vec<String>>,
    /// The folders, with the path below which each is served.
    folders: Vec<(String, PathBuf)>,
    closed: AtomicBool,
}

/// A running server. It ends when this is dropped.
#[derive(Debug)]
pub struct Site {
    port: u16,
    shelf: Arc<Shelf>,
}

impl Site {
    /// Starts serving folders, each below a path.
    ///
    /// # Errors
    /// When no port is free.
    pub fn start(folders: &[(&str, &Path)]) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let port = listener.local_addr()?.port();
        let folders = folders.iter().map(|(below, folder)| ((*below).to_owned(), folder.to_path_buf())).collect();
        let shelf = Arc::new(Shelf { folders, ..Shelf::default() });
        let shared = Arc::clone(&shelf);
        std::thread::spawn(move || {
            for socket in listener.incoming().flatten() {
                if shared.closed.load(Ordering::Relaxed) {
                    break;
                }
                let shelf = Arc::clone(&shared);
                // A browser may close the connection early.
                std::thread::spawn(move || drop(answer(socket, &shelf)));
            }
        });
        Ok(Self { port, shelf })
    }

    /// Puts a file at a path, such as `/cart.html`.
    pub fn put(&self, path: &str, file: File) {
        lock(&self.shelf.files).insert(path.to_owned(), file);
    }

    /// Gives a path a defect.
    pub fn spoil(&self, path: &str, flaw: Flaw) {
        lock(&self.shelf.flaws).insert(path.to_owned(), flaw);
    }

    /// Repairs a path, also for the requests that are held.
    pub fn mend(&self, path: &str) {
        lock(&self.shelf.flaws).remove(path);
    }

    /// The requests so far, such as `GET /cart.html?basket=7`.
    pub fn requests(&self) -> Vec<String> {
        lock(&self.shelf.requests).clone()
    }

    /// How often a path was requested, with any query.
    pub fn asked_for(&self, path: &str) -> usize {
        self.shelf.asked_for(path)
    }

    /// The URL of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// The same with the host name `localhost`, which service workers need.
    pub fn local_url(&self, path: &str) -> String {
        format!("http://localhost:{}{path}", self.port)
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.shelf.closed.store(true, Ordering::Relaxed);
        // Wakes the listener, so that it notices the end.
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn answer(mut socket: TcpStream, shelf: &Shelf) -> std::io::Result<()> {
    socket.set_read_timeout(Some(Duration::from_secs(60)))?;
    let mut reader = BufReader::new(socket.try_clone()?);
    let mut request = String::new();
    reader.read_line(&mut request)?;
    let mut header = String::new();
    while reader.read_line(&mut header)? > 2 {
        header.clear();
    }
    let target = request.split(' ').nth(1).unwrap_or("/");
    lock(&shelf.requests).push(request.rsplit_once(' ').map_or("", |(asked, _)| asked).to_owned());
    let path = target.split(['?', '#']).next().unwrap_or("/");
    let flaw = shelf.flaw(path);
    let made = lock(&shelf.files).get(path).cloned();
    if let Some(file) = &made {
        std::thread::sleep(file.delay);
    }
    if flaw == Some(Flaw::Closed) {
        return Ok(());
    }
    let (status, kind, headers, body) = match (flaw, made) {
        (Some(Flaw::Status(status)), _) => (status, "text/html", Vec::new(), status.as_bytes().to_vec()),
        (Some(Flaw::Page), _) => ("200 OK", "text/html", Vec::new(), b"<!doctype html><title>Shop</title>".to_vec()),
        (_, Some(file)) => ("200 OK", file.kind, file.headers, file.text.into_bytes()),
        (_, None) if path == "/favicon.ico" => ("204 No Content", "image/x-icon", Vec::new(), Vec::new()),
        (_, None) => match shelf.read(path) {
            Some((kind, body)) if flaw == Some(Flaw::OtherBuild) => {
                ("200 OK", kind, Vec::new(), of_another_build(body))
            }
            Some((kind, body)) => match shelf.read(&format!("{path}.br")) {
                // A compressed copy beside the file. Browsers take it from this machine without TLS, too.
                Some((_, small)) => ("200 OK", kind, vec![("content-encoding".to_owned(), "br".to_owned())], small),
                None => ("200 OK", kind, Vec::new(), body),
            },
            None => ("404 Not Found", "text/plain", Vec::new(), b"Not Found".to_vec()),
        },
    };
    let mut head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {}\r\ncache-control: no-cache\r\n",
        body.len()
    );
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("connection: close\r\n\r\n");
    socket.write_all(head.as_bytes())?;
    let (begin, end) = body.split_at(body.len() / 2);
    socket.write_all(begin)?;
    socket.flush()?;
    if flaw == Some(Flaw::Cut) {
        return Ok(());
    }
    while lock(&shelf.flaws).get(path) == Some(&Flaw::HalfHeld) && !shelf.closed.load(Ordering::Relaxed) {
        std::thread::sleep(LOOK);
    }
    socket.write_all(end)?;
    socket.flush()
}

impl Shelf {
    /// The defect of a path. Waits while the path is held.
    fn flaw(&self, path: &str) -> Option<Flaw> {
        let first = self.asked_for(path) == 1;
        loop {
            let flaw = lock(&self.flaws).get(path).copied();
            let held = match flaw {
                Some(Flaw::Held) => true,
                Some(Flaw::FirstHeld) => first,
                _ => false,
            };
            if !held || self.closed.load(Ordering::Relaxed) {
                return flaw;
            }
            std::thread::sleep(LOOK);
        }
    }

    fn asked_for(&self, path: &str) -> usize {
        let same = |request: &&String| request.split(['?', ' ']).nth(1) == Some(path);
        lock(&self.requests).iter().filter(same).count()
    }

    fn read(&self, path: &str) -> Option<(&'static str, Vec<u8>)> {
        let fits =
            |(below, folder): &(String, PathBuf)| Some((path.strip_prefix(below.as_str())?.to_owned(), folder.clone()));
        let (rest, folder) = self.folders.iter().find_map(fits)?;
        let rest = rest.trim_start_matches('/');
        let rest = if rest.is_empty() { "index.html" } else { rest };
        if !Path::new(rest).components().all(|part| matches!(part, Component::Normal(_))) {
            return None;
        }
        let body = std::fs::read(folder.join(rest)).ok()?;
        Some((kind(rest), body))
    }
}

/// The file with another name of its build. The name is `b` and eight hexadecimal digits, in all files of the element.
fn of_another_build(mut body: Vec<u8>) -> Vec<u8> {
    let name = |part: &[u8]| part[0] == b'b' && part[1..].iter().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    let places: Vec<_> = (0..body.len().saturating_sub(8)).filter(|&at| name(&body[at..at + 9])).collect();
    for at in places {
        body[at + 1] = if body[at + 1] == b'0' { b'1' } else { b'0' };
    }
    body
}

fn kind(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, end)| end) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json" | "webmanifest") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}
