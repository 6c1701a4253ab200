//! Holds the order of the rooms: each may use only rooms to its left.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;

/// From left to right; rooms of one entry stand side by side and may not use each other.
const ROOMS: [&[&str]; 11] = [
    &["model", "schemas", "cores"],
    &["text"],
    &["catalogue"],
    &["read"],
    &["forms", "clause"],
    &["claims"],
    &["verify", "cache"],
    &["review"],
    &["report"],
    &["case"],
    &["serve"],
];

fn sources(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn rooms_use_only_rooms_to_their_left() {
    let ranks: BTreeMap<&str, usize> =
        ROOMS.iter().enumerate().flat_map(|(rank, rooms)| rooms.iter().map(move |room| (*room, rank))).collect();
    let uses = Regex::new(r"\bcrate::\{?([a-z_]+)").expect("a pattern");
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    for file in files {
        let inside = file.strip_prefix(&src).expect("below src").to_string_lossy().replace('\\', "/");
        let room = inside.split(['/', '.']).next().expect("a room");
        if ["lib", "main", "cli"].contains(&room) {
            continue;
        }
        let rank = *ranks.get(room).unwrap_or_else(|| panic!("{inside} stands in a room that ROOMS does not know"));
        for (number, line) in fs::read_to_string(&file).expect("reads").lines().enumerate() {
            for found in uses.captures_iter(line) {
                let used = &found[1];
                let allowed = used == room || ranks.get(used).is_none_or(|other| *other < rank);
                assert!(allowed, "{inside}:{}: `{room}` may not use `{used}`", number + 1);
            }
        }
    }
}
