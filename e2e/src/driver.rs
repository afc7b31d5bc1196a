//! The driver processes that control browsers.

use crate::engine::Engine;
use crate::found;
use crate::process::Process;
use crate::shared::Shared;
use crate::trouble::Result;
use std::process::Command;
use std::sync::Arc;

static CHROMEDRIVER: Shared<Driver> = Shared::new();
static DISPLAY: Shared<Display> = Shared::new();

/// A running driver. It ends with the last browser that it controls.
#[derive(Debug)]
pub struct Driver {
    /// The port on which it listens.
    pub port: u16,
    _process: Process,
    _display: Option<Arc<Display>>,
}

/// A virtual display, for browsers that need one.
#[derive(Debug)]
struct Display {
    name: String,
    _process: Process,
}

impl Driver {
    /// A driver for one more browser. chromedriver controls many browsers, the other drivers only one.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn of(engine: Engine) -> Result<Arc<Self>> {
        match engine {
            Engine::Chromium => CHROMEDRIVER.get(Self::chromium),
            Engine::Firefox => Self::firefox().map(Arc::new),
            Engine::WebKit => Self::webkit().map(Arc::new),
        }
    }

    fn chromium() -> Result<Self> {
        let mut command = Command::new(found::chromedriver()?);
        command.arg("--port=0");
        let (process, port) = Process::that_says(command, |line| {
            let (_, port) = line.trim_end_matches('.').rsplit_once("on port ")?;
            port.parse().ok().filter(|port| *port != 0)
        })?;
        Ok(Self { port, _process: process, _display: None })
    }

    fn firefox() -> Result<Self> {
        let program = found::geckodriver()?;
        let (process, port) = Process::that_listens(|port| {
            let mut command = Command::new(program);
            // Stories may run scripts with the rights of the browser, such as one that saves an address.
            command.args(["--allow-system-access", "--websocket-port", "0", "--port"]).arg(port.to_string());
            command
        })?;
        Ok(Self { port, _process: process, _display: None })
    }

    fn webkit() -> Result<Self> {
        let (program, display) = (found::webkit_driver()?, DISPLAY.get(Display::open)?);
        let (process, port) = Process::that_listens(|port| {
            let mut command = Command::new(program);
            command.arg(format!("--port={port}")).env("DISPLAY", &display.name);
            // In a Wayland session the windows would open there instead.
            command.env("GDK_BACKEND", "x11");
            command
        })?;
        Ok(Self { port, _process: process, _display: Some(display) })
    }
}

impl Display {
    fn open() -> Result<Self> {
        let mut command = Command::new(found::xvfb()?);
        // `-noreset` keeps it running while no browser is open.
        command.args(["-displayfd", "1", "-noreset", "-screen", "0", "1280x1024x24"]);
        let (process, number) = Process::that_says(command, |line| line.parse::<u32>().ok())?;
        Ok(Self { name: format!(":{number}"), _process: process })
    }
}
