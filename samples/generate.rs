//! Makes the office files of `samples/` from the readable texts under `samples/texts/`.
//!
//! Run `cargo run --example samples` after a text was changed, and commit what it writes.

#[path = "generate/mod.rs"]
mod generate;

use std::{error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    for made in generate::make_all(&samples.join("texts"))? {
        let target = samples.join(&made.path);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&target, &made.bytes)?;
        println!("{} ({} bytes)", made.path, made.bytes.len());
    }
    Ok(())
}
