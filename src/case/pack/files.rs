//! The files of a pack: which there are, and what each holds, once it is held against its schema.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::HEAD;
use crate::case::fault::{self, Fault};
use crate::case::spans::Located;
use crate::catalogue::Requirement;
use crate::catalogue::pack::{PackHead, Post, Synonym, Weight, parse_posts, parse_rules, parse_words};
use crate::catalogue::{Duty, GuidelinePack};
use crate::schemas;
use crate::text::name::name_of;

/// A larger file is no file of a pack.
const LARGEST: u64 = 4 * 1024 * 1024;

/// One file of a pack.
pub(super) struct Parsed {
    /// As faults name it.
    pub path: PathBuf,
    /// Path inside the pack, with `/`.
    pub inside: String,
    pub text: String,
    pub located: Located,
    pub content: Content,
}

/// What a file holds.
pub(super) enum Content {
    Head(PackHead),
    Words(Vec<Duty>, Vec<Synonym>),
    Posts(Vec<Post>),
    Rules(Vec<Requirement>, Vec<Weight>),
    Guideline(Box<GuidelinePack>),
}

impl Parsed {
    /// A fault at the part of that JSON pointer.
    pub fn fault(&self, pointer: &str, ja: impl Into<String>, en: impl Into<String>) -> Fault {
        Fault::new(&self.path, ja, en).at(self.located.line(pointer))
    }
}

/// Reads every file of the pack in `dir`.
pub(super) fn parse(dir: &Path) -> Result<Vec<Parsed>, Vec<Fault>> {
    let mut faults = Vec::new();
    let paths = list(dir, &mut faults)?;
    let mut parsed = Vec::new();
    for (path, inside) in paths {
        match read(&path).map_err(|fault| vec![fault]).and_then(|text| understand(path, inside, text)) {
            Ok(file) => parsed.push(file),
            Err(found) => faults.extend(found),
        }
    }
    if faults.is_empty() { Ok(parsed) } else { Err(faults) }
}

/// SHA-256 over names and texts, in the order of the names.
pub(super) fn fingerprint(parsed: &[Parsed]) -> String {
    let mut hash = Sha256::new();
    for file in parsed {
        for part in [&file.inside, &file.text] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
    }
    crate::text::hex(&hash.finalize())
}

/// The TOML files of a pack with their paths inside it, in order, and a fault for each that lies where none is read.
fn list(dir: &Path, faults: &mut Vec<Fault>) -> Result<Vec<(PathBuf, String)>, Vec<Fault>> {
    if !dir.is_dir() {
        return Err(vec![Fault::new(
            dir,
            "パックのフォルダがありません。フォルダ名を確かめてください。",
            "there is no such folder of a pack; check its name",
        )]);
    }
    let mut found = Vec::new();
    for (path, name) in entries(dir)? {
        if path.is_dir() {
            for (below, inner) in entries(&path)?.into_iter().filter(|(below, _)| is_toml(below)) {
                let inside = format!("{name}/{inner}");
                match schema_of(&inside) {
                    Some(_) => found.push((below, inside)),
                    None => faults.push(stray(&below)),
                }
            }
        } else if is_toml(&path) {
            match schema_of(&name) {
                Some(_) => found.push((path, name)),
                None => faults.push(stray(&path)),
            }
        }
    }
    if !found.iter().any(|(_, inside)| inside == HEAD) {
        faults.push(Fault::new(
            dir.join(HEAD),
            "このファイルがありません。id、title、version、issued を書いて置いてください(書き方: hazama schema pack)。",
            "this file is missing; write id, title, version and issued into it (see hazama schema pack)",
        ));
    }
    found.sort_by(|one, other| one.1.cmp(&other.1));
    Ok(found)
}

fn entries(dir: &Path) -> Result<Vec<(PathBuf, String)>, Vec<Fault>> {
    let listed = fs::read_dir(dir).and_then(|entries| entries.collect::<std::io::Result<Vec<_>>>());
    let listed = listed.map_err(|error| vec![fault::refused(dir, &error)])?;
    let named = listed.into_iter().map(|entry| (entry.path(), name_of(entry.file_name().as_encoded_bytes())));
    let mut shown: Vec<_> = named.filter(|(_, name)| !name.starts_with('.')).collect();
    shown.sort();
    Ok(shown)
}

fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "toml")
}

fn schema_of(inside: &str) -> Option<&'static str> {
    match inside {
        HEAD => Some(schemas::PACK),
        "posts.toml" => Some(schemas::PACK_POSTS),
        "rules.toml" => Some(schemas::PACK_RULES),
        _ if inside.starts_with("duties/") => Some(schemas::PACK_WORDS),
        _ if inside.starts_with("guidelines/") => Some(schemas::GUIDELINE),
        _ => None,
    }
}

fn stray(path: &Path) -> Fault {
    Fault::new(
        path,
        "この名前と場所のファイルは読みません。pack.toml、posts.toml、rules.toml、duties/*.toml、guidelines/*.toml のどれかに直すか、フォルダから除いてください。",
        "no file of this name is read here; a pack holds pack.toml, posts.toml, rules.toml, duties/*.toml and guidelines/*.toml",
    )
}

fn read(path: &Path) -> Result<String, Fault> {
    let found = fs::metadata(path).map_err(|error| fault::refused(path, &error))?;
    // A pipe would be waited for without end.
    if !found.is_file() {
        return Err(Fault::new(
            path,
            "ふつうのファイルではないため読めません。ファイルに置き換えるか、フォルダから除いてください。",
            "this is no regular file; put a file in its place or remove it",
        ));
    }
    if found.len() > LARGEST {
        return Err(Fault::new(
            path,
            "4 MBを超えるため読めません。いくつかのファイルに分けてください。",
            "larger than 4 MB; divide it into several files",
        ));
    }
    let bytes = fs::read(path).map_err(|error| fault::refused(path, &error))?;
    let text = String::from_utf8(bytes).map_err(|_| {
        Fault::new(
            path,
            "文字コードがUTF-8ではありません。UTF-8で保存し直してください。",
            "this file is not UTF-8; save it again as UTF-8",
        )
    })?;
    Ok(text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned))
}

fn understand(path: PathBuf, inside: String, text: String) -> Result<Parsed, Vec<Fault>> {
    let located = Located::parse(&text).map_err(|(line, reason)| {
        let ja = format!("TOMLの書き方になっていません({reason})。引用符とかっこの閉じ忘れを直してください。");
        vec![Fault::new(&path, ja, format!("this is not TOML ({reason})")).at(Some(line))]
    })?;
    let mistakes = schemas::mistakes(schema_of(&inside).unwrap_or(schemas::PACK), &located.value);
    if !mistakes.is_empty() {
        let fault = |mistake: schemas::Mistake| {
            Fault::new(&path, mistake.ja, mistake.en).at(located.line(&mistake.pointer).or(Some(1)))
        };
        let mut faults: Vec<Fault> = mistakes.into_iter().map(fault).collect();
        faults.sort_by_key(|fault| fault.line);
        return Err(faults);
    }
    let content = match inside.as_str() {
        HEAD => PackHead::parse(&text).map(Content::Head),
        "posts.toml" => parse_posts(&text).map(Content::Posts),
        "rules.toml" => parse_rules(&text).map(|(required, weights)| Content::Rules(required, weights)),
        _ if inside.starts_with("duties/") => {
            parse_words(&text).map(|(duties, synonyms)| Content::Words(duties, synonyms))
        }
        _ => GuidelinePack::parse(&text).map(|guideline| Content::Guideline(Box::new(guideline))),
    };
    // A schema lets through what the shape does not only where one of the two is wrong.
    let content = content.map_err(|error| {
        vec![Fault::new(&path, format!("読み取れませんでした({error})。書き方を直してください。"), error.to_string())]
    })?;
    Ok(Parsed { path, inside, text, located, content })
}
