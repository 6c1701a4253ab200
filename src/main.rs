//! The program `hazama`: arguments in, exit status out. All it does is in [`cli`].

mod cli;

use std::process::ExitCode;

/// A run asks for memory half a million times, on all cores; the system's own takes three times as long to hand it out.
#[cfg(not(target_env = "musl"))]
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::run(std::env::args_os().collect())
}
