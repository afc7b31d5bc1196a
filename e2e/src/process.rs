//! Programs that run besides the stories: drivers and a virtual display.

use crate::trouble::{Result, Trouble};
use crate::until::{PATIENCE, until};
use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, ChildStdout, Command, Stdio};

/// A running program. It ends when this is dropped.
#[derive(Debug)]
pub struct Process {
    child: Child,
    // Kept open, so that the program can write.
    output: Option<BufReader<ChildStdout>>,
}

impl Process {
    /// Starts a program, and reads its output up to the line with the wanted value.
    ///
    /// # Errors
    /// When it cannot be started, or ends before that line.
    pub fn that_says<T>(mut command: Command, known: impl Fn(&str) -> Option<T>) -> Result<(Self, T)> {
        let mut process = Self::start(command.stdout(Stdio::piped()))?;
        let mut line = String::new();
        while let Some(output) = &mut process.output
            && output.read_line(&mut line)? > 0
        {
            if let Some(known) = known(line.trim_end()) {
                return Ok((process, known));
            }
            line.clear();
        }
        Err(Trouble::System(format!("{command:?} ended before it was ready")))
    }

    /// Starts a program with a port as argument, and waits until it listens there.
    ///
    /// # Errors
    /// When it cannot be started, or does not listen.
    pub fn that_listens(command: impl FnOnce(u16) -> Command) -> Result<(Self, u16)> {
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let mut command = command(port);
        let process = Self::start(command.stdout(Stdio::null()))?;
        until(&format!("{command:?}"), PATIENCE, || Ok(TcpStream::connect(("127.0.0.1", port)).ok()))?;
        Ok((process, port))
    }

    fn start(command: &mut Command) -> Result<Self> {
        let mut child = command.stdin(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let output = child.stdout.take().map(BufReader::new);
        Ok(Self { child, output })
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // The program may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
