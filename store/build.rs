//! Rebuilds the crate when a migration is added: the compiler does not watch folders.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
