//! Makes sure that the folder of the browser's files exists: the server compiles before they were ever built.

use std::{env, fs, path::Path};

fn main() {
    let dist = Path::new("../dist");
    if !dist.exists() {
        fs::create_dir_all(dist).expect("the folder of the workspace can be written");
    }
    // A release carries the files inside. In development they are read from the folder, and need no new program.
    let embeds = env::var("PROFILE").is_ok_and(|profile| profile == "release");
    println!("cargo::rerun-if-changed={}", if embeds { "../dist" } else { "build.rs" });
}
