//! Runs the sandbox as a server: `sandbox --port 8090 [--host 127.0.0.1] [--serve DIR]`.

use sandbox::server::{Options, Server};
use std::process::ExitCode;

const USAGE: &str = "usage: sandbox [--port NUMBER] [--host ADDRESS] [--serve DIR]";

fn main() -> ExitCode {
    let started =
        read(std::env::args().skip(1)).and_then(|options| Server::start(options).map_err(|error| error.to_string()));
    match started {
        Ok(server) => {
            println!("listening on {}", server.url());
            server.wait();
            ExitCode::SUCCESS
        }
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

fn read(mut arguments: impl Iterator<Item = String>) -> Result<Options, String> {
    let mut options = Options { port: 8090, ..Options::default() };
    while let Some(name) = arguments.next() {
        let value = arguments.next().ok_or(USAGE)?;
        match name.as_str() {
            "--port" => options.port = value.parse().map_err(|_| USAGE)?,
            "--host" => options.host = value,
            "--serve" => options.serve = Some(value.into()),
            _ => return Err(USAGE.to_owned()),
        }
    }
    Ok(options)
}
