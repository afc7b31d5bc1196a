//! The native server, for tests in the same process and for the `sandbox` command.

mod connection;
mod files;

use crate::{Sandbox, ledger::Ledger};
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use tokio::sync::oneshot;

/// The server's options.
#[derive(Debug, Clone)]
pub struct Options {
    /// The address to listen on.
    pub host: String,
    /// The port. Zero selects a free one.
    pub port: u16,
    /// A folder with static files to serve at `/`.
    pub serve: Option<PathBuf>,
}

impl Default for Options {
    fn default() -> Self {
        Self { host: "127.0.0.1".to_owned(), port: 0, serve: None }
    }
}

/// The data that all connections share.
#[derive(Debug)]
struct Shared {
    sandbox: Mutex<Sandbox>,
    serve: Option<PathBuf>,
}

impl Shared {
    // After a panic in a test the sandbox is still readable.
    fn sandbox(&self) -> MutexGuard<'_, Sandbox> {
        self.sandbox.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A running sandbox. Dropping it stops the server.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts the server on a separate thread, so that callers need no async runtime.
    ///
    /// # Errors
    /// If the address cannot be used.
    pub fn start(options: Options) -> std::io::Result<Self> {
        let listener = TcpListener::bind((options.host.as_str(), options.port))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared { sandbox: Mutex::new(Sandbox::new()), serve: options.serve });
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (stop, stopped) = oneshot::channel();
        let connections = Arc::clone(&shared);
        let thread = std::thread::spawn(move || runtime.block_on(connection::accept(listener, connections, stopped)));
        Ok(Self { address, shared, stop: Some(stop), thread: Some(thread) })
    }

    /// `http://HOST:PORT`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The port it listens on.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Reads or changes the sandbox between two requests.
    pub fn with<T>(&self, look: impl FnOnce(&mut Sandbox) -> T) -> T {
        look(&mut self.shared.sandbox())
    }

    /// The ledger.
    pub fn ledger(&self) -> Ledger {
        self.with(|sandbox| sandbox.ledger())
    }

    /// Runs until the process ends.
    pub fn wait(mut self) {
        if let Some(thread) = self.thread.take() {
            // A panic of the thread was printed already.
            let _ = thread.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            // The thread may have ended already.
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
