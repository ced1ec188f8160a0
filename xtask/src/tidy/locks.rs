//! No registry by its host: a clone is installed from whatever registry its machine is set to.

use super::Finding;
use super::source::Source;

/// In pieces, so that this file obeys its own rule.
const HOSTS: [&str; 6] = [
    concat!("registry.npm", "js.org"),
    concat!("registry.yarn", "pkg.com"),
    concat!("static.crat", "es.io"),
    concat!("index.crat", "es.io"),
    concat!("deb.deb", "ian.org"),
    concat!("files.python", "hosted.org"),
];

pub fn no_registry_is_named(source: &Source) -> Vec<Finding> {
    let named = source.lines().filter(|(_, line)| names_registry(source, line));
    named.map(|(number, _)| Finding::at(source, number, "names a registry's host")).collect()
}

fn names_registry(source: &Source, line: &str) -> bool {
    let is_resolved = source.name() == "package-lock.json" && line.contains("\"resolved\": \"http");
    is_resolved || HOSTS.iter().any(|host| line.contains(host))
}

/// Whatever a registry sends in the place of a package is refused by its hash.
pub fn every_npm_package_has_its_hash(source: &Source) -> Vec<Finding> {
    if source.name() != "package-lock.json" {
        return Vec::new();
    }
    let (mut found, mut open) = (Vec::new(), None);
    for (number, line) in source.lines() {
        if line.starts_with("    \"node_modules/") {
            open = Some(number);
        } else if line.trim_start().starts_with("\"integrity\": \"sha512-") {
            open = None;
        } else if line.starts_with("    }")
            && let Some(number) = open.take()
        {
            found.push(Finding::at(source, number, "has no integrity"));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_without_its_hash_is_found() {
        let check = |text: &str| every_npm_package_has_its_hash(&Source::new("frontend/package-lock.json", text)).len();
        let package = |rest: &str| format!("    \"node_modules/x\": {{\n      \"version\": \"1.0.0\"{rest}\n    }},\n");
        assert_eq!(check(&package("")), 1);
        assert_eq!(check(&(package(",\n      \"integrity\": \"sha512-abc\"") + &package(""))), 1);
        assert_eq!(check(&package(",\n      \"integrity\": \"sha512-abc\"")), 0);
    }

    #[test]
    fn a_lock_file_names_no_host() {
        let check = |path: &str, text: &str| no_registry_is_named(&Source::new(path, text)).len();
        let resolved = "      \"resolved\": \"https://mirror.example/x/-/x-1.tgz\",\n";
        assert_eq!(check("frontend/package-lock.json", resolved), 1);
        assert_eq!(check("frontend/package-lock.json", "\"url\": \"https://example.org/donate\"\n"), 0);
        assert_eq!(check("README.md", &format!("from {}\n", HOSTS[0])), 1);
    }
}
