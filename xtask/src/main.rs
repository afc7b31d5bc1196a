//! The one command: demo, test, dist.

fn main() {}
