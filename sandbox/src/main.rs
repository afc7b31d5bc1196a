//! Runs the sandbox as a server.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use sandbox::server::{Options, Server};

/// Serve the sandbox: Glue, a payment app and payment service providers that look like the real ones.
#[derive(Parser)]
#[command(name = "sandbox")]
struct Arguments {
    /// The port to listen on; 0 picks a free one
    #[arg(long, value_name = "NUMBER", default_value_t = 8090)]
    port: u16,
    /// The address of this machine to listen on
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    host: String,
    /// A folder to serve at /
    #[arg(long, value_name = "DIR")]
    serve: Option<PathBuf>,
}

fn main() -> ExitCode {
    let Arguments { port, host, serve } = Arguments::parse();
    match Server::start(Options { host, port, serve }) {
        Ok(server) => {
            println!("listening on {}", server.url());
            server.wait();
            ExitCode::SUCCESS
        }
        Err(reason) => {
            eprintln!("error: {reason}");
            ExitCode::FAILURE
        }
    }
}
