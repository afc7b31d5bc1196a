//! The process that steers browsers: one for all stories that run at the same time.

use crate::found;
use crate::trouble::{Result, Trouble};
use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError, Weak};

static CURRENT: Mutex<Weak<Driver>> = Mutex::new(Weak::new());

/// A running driver. It ends with the last browser that it steers.
#[derive(Debug)]
pub struct Driver {
    /// Where it listens.
    pub port: u16,
    process: Child,
    // Kept open: the driver must be able to write.
    _output: BufReader<ChildStdout>,
}

impl Driver {
    /// The running driver, or a new one.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn shared() -> Result<Arc<Self>> {
        let mut current = CURRENT.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(running) = current.upgrade() {
            return Ok(running);
        }
        let started = Arc::new(Self::start()?);
        *current = Arc::downgrade(&started);
        Ok(started)
    }

    fn start() -> Result<Self> {
        let mut process = Command::new(found::chromedriver()?)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let Some(output) = process.stdout.take() else {
            return Err(Trouble::System("the driver has no output".to_owned()));
        };
        let mut output = BufReader::new(output);
        let mut line = String::new();
        let port = loop {
            line.clear();
            if output.read_line(&mut line)? == 0 {
                // Whatever it was, it has ended by itself.
                let _ = process.wait();
                return Err(Trouble::System("the driver ended before it listened".to_owned()));
            }
            let port = line.trim_end().trim_end_matches('.').rsplit_once("on port ").map(|(_, port)| port.parse());
            if let Some(Ok(port)) = port
                && port != 0
            {
                break port;
            }
        };
        Ok(Self { port, process, _output: output })
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
