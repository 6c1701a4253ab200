//! Files that people drop onto the page. In: the name that the browser gives, and bytes. Out: a file in the case folder, whole, under a
//! safe name, never over another one unless the person says so.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use super::http::{Answer, Request};
use super::save::parsed;
use super::work::Desk;
use crate::case::{KEPT, LARGEST, LAST, MANIFEST, OUTPUT};
use crate::text::hex;

/// Folders within folders.
const DEPTH: usize = 8;
/// Bytes of a name that every file system takes.
const NAME: usize = 200;

/// What to do about a file of the same name and other bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Clash {
    /// Say that it is there.
    Ask,
    /// Lie beside it, under another name.
    Beside,
    /// Take its place.
    Replace,
}

/// Takes the file of a request into the case folder.
pub(super) fn take(dir: &Path, request: &mut Request) -> Answer {
    let name = request.field("path").unwrap_or_default();
    let is_last = request.field("last").is_some();
    let steps = match safe(&name, is_last) {
        Ok(steps) => steps,
        Err([ja, en]) => return Answer::refusal(422, &format!("「{name}」: {ja}"), &format!("{name}: {en}")),
    };
    if request.length > LARGEST {
        return Answer::refusal(
            413,
            "200 MBを超えるファイルは受け取れません。必要な部分だけのファイルにしてください。",
            "files of more than 200 MB are not taken; make a file of the part that matters",
        );
    }
    let clash = match request.field("clash").as_deref() {
        Some("beside") => Clash::Beside,
        Some("replace") => Clash::Replace,
        _ => Clash::Ask,
    };
    match put(dir, &steps, clash, request) {
        Ok(answer) => answer,
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            Answer::refusal(400, "途中で切れました。もう一度お試しください。", "it broke off; try again")
        }
        Err(error) => Answer::refusal(
            422,
            &format!("「{name}」を案件フォルダに書き込めません({error})。空き容量と権限を確かめてください。"),
            &format!("{name} cannot be written into the case folder ({error}); check the space and the access rights"),
        ),
    }
}

#[derive(Deserialize)]
struct Forgotten {
    /// Another last year follows at once, so that there is nothing to read yet.
    #[serde(default)]
    quiet: bool,
}

/// Takes what was put into the case folder as last year out of it again. The folder is the page's own: it holds copies.
pub(super) fn forget(desk: &Desk, body: &[u8]) -> Result<Answer, Answer> {
    let Forgotten { quiet } = parsed(body)?;
    let folder = desk.setup.dir.join(LAST);
    match fs::symlink_metadata(&folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Answer::json(200, json!({}).to_string())),
        Ok(there) if there.is_dir() => fs::remove_dir_all(&folder).map_err(|error| {
            Answer::refusal(
                422,
                &format!("「{LAST}」を消せません({error})。中のファイルを開いている場合は閉じてください。"),
                &format!("{LAST} cannot be deleted ({error}); close its files if they are open"),
            )
        })?,
        _ => {
            return Err(Answer::refusal(
                422,
                &format!("案件フォルダの「{LAST}」がフォルダではありません。ほかの名前に変えてください。"),
                &format!("{LAST} in the case folder is no folder; rename it"),
            ));
        }
    }
    if !quiet {
        desk.want();
    }
    Ok(Answer::json(200, json!({ "done": true }).to_string()))
}

/// The steps of a path inside the case folder, each a name that every file system takes, or why it is not taken. Last year comes
/// with its settings and outputs, into a folder of its own.
fn safe(path: &str, is_last: bool) -> Result<Vec<String>, [&'static str; 2]> {
    let strange = ["使えない名前です。名前を変えてください。", "this name cannot be used; rename the file"];
    let path: String = path.nfc().collect::<String>().replace('\\', "/");
    let steps: Vec<&str> = path.split('/').collect();
    if path.starts_with('/') || steps.len() > DEPTH || steps.iter().any(|step| ["", ".", ".."].contains(step)) {
        return Err(strange);
    }
    if steps.iter().any(|step| step.starts_with('.') || step.starts_with("~$")) {
        return Err([
            "ほかのプログラムの隠しファイルとみなし、受け取りませんでした。",
            "taken for a hidden file of another program and left out",
        ]);
    }
    let is_ours = |steps: &[&str]| {
        steps.iter().any(|step| [OUTPUT, LAST].contains(step))
            || steps.last().is_some_and(|name| [MANIFEST, KEPT].contains(name))
    };
    if !is_last && is_ours(&steps) {
        return Err([
            "設定や出力のファイルは画面から受け取りません。案件フォルダに直接置いてください。",
            "settings and outputs are not taken here; put them into the case folder by hand",
        ]);
    }
    let above = is_last.then_some(LAST);
    let steps: Vec<String> = above.into_iter().chain(steps).map(plain).collect();
    let is_good = |step: &String| !step.is_empty() && step.len() <= NAME && !is_device(step);
    if steps.iter().all(is_good) { Ok(steps) } else { Err(strange) }
}

/// A name without letters that a file system refuses or that change how others are seen.
fn plain(name: &str) -> String {
    let name = crate::text::name::harmless(name);
    let name: String = name.chars().map(|letter| if "<>:\"|?*".contains(letter) { '_' } else { letter }).collect();
    name.trim().trim_end_matches(['.', ' ']).to_owned()
}

/// Windows takes these for devices, whatever their ending.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let numbered = |device: &str| {
        let rest = stem.strip_prefix(device).unwrap_or_default();
        rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_digit())
    };
    ["CON", "PRN", "AUX", "NUL"].contains(&stem.as_str()) || numbered("COM") || numbered("LPT")
}

fn put(dir: &Path, steps: &[String], clash: Clash, request: &mut Request) -> io::Result<Answer> {
    let (name, folders) = steps.split_last().ok_or(io::ErrorKind::InvalidInput)?;
    let folder = folder(dir, folders)?;
    let mut file = tempfile::Builder::new().prefix(".hazama-").tempfile_in(&folder)?;
    let mut sum = Sha256::new();
    let mut body = request.body()?;
    let mut part = vec![0; 64 * 1024];
    let mut taken = 0;
    loop {
        let read = body.read(&mut part)?;
        if read == 0 {
            break;
        }
        sum.update(&part[..read]);
        file.write_all(&part[..read])?;
        taken += read as u64;
    }
    drop(body);
    if taken != request.length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        file.as_file().set_permissions(fs::Permissions::from_mode(0o644))?;
    }
    let path = folder.join(name);
    let said = |name: &str, what: &str| {
        let path: Vec<&str> = folders.iter().map(String::as_str).chain([name]).collect();
        json!({ "path": path.join("/"), "done": what }).to_string()
    };
    if clash == Clash::Replace {
        file.persist(&path).map_err(|error| error.error)?;
        return Ok(Answer::json(200, said(name, "replaced")));
    }
    let error = match file.persist_noclobber(&path) {
        Ok(_) => return Ok(Answer::json(200, said(name, "added"))),
        Err(error) => error,
    };
    if error.error.kind() != io::ErrorKind::AlreadyExists {
        return Err(error.error);
    }
    if fs::read(&path).is_ok_and(|there| hex(&Sha256::digest(there)) == hex(&sum.finalize())) {
        return Ok(Answer::json(200, said(name, "same")));
    }
    if clash == Clash::Ask {
        return Ok(Answer::json(409, said(name, "exists")));
    }
    let mut file = error.file;
    for number in 2..1000 {
        let other = match name.rsplit_once('.') {
            Some((stem, ending)) => format!("{stem} ({number}).{ending}"),
            None => format!("{name} ({number})"),
        };
        match file.persist_noclobber(folder.join(&other)) {
            Ok(_) => return Ok(Answer::json(200, said(&other, "added"))),
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => file = error.file,
            Err(error) => return Err(error.error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// The folder of those steps inside the case folder, made where it is missing. A link that leads out of the case folder is refused.
fn folder(dir: &Path, steps: &[String]) -> io::Result<PathBuf> {
    let top = fs::canonicalize(dir)?;
    let mut folder = top.clone();
    for step in steps {
        folder.push(step);
        match fs::create_dir(&folder) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
        folder = fs::canonicalize(&folder)?;
        if !folder.starts_with(&top) || !folder.is_dir() {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
    }
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_safe_or_refused() {
        for (name, wanted) in [
            ("契約/保守契約書.docx", Some("契約/保守契約書.docx")),
            ("契約\\保守.docx", Some("契約/保守.docx")),
            ("か\u{3099}.txt", Some("が.txt")),
            ("a<b>:c?.txt", Some("a_b__c_.txt")),
            ("見え\u{202e}ない.txt", Some("見え[U+202E]ない.txt")),
            ("末尾. ", Some("末尾")),
            ("", None),
            ("/etc/passwd", None),
            ("../外.txt", None),
            ("a/../../外.txt", None),
            ("a/./b.txt", None),
            ("a//b.txt", None),
            ("..\\外.txt", None),
            ("C:\\外.txt", Some("C_/外.txt")),
            (".ssh/authorized_keys", None),
            ("~$契約.docx", None),
            ("con.txt", None),
            ("a/COM1", None),
            ("company.txt", Some("company.txt")),
            ("hazama.toml", None),
            ("b/hazama.decisions.json", None),
            ("hazama-report/gaps.xlsx", None),
            ("hazama-last/契約.txt", None),
            ("a/b/c/d/e/f/g/h/i.txt", None),
            ("...", None),
        ] {
            assert_eq!(safe(name, false).ok().map(|steps| steps.join("/")).as_deref(), wanted, "{name}");
        }
        assert!(safe(&"長".repeat(100), false).is_err());
        for (name, wanted) in [
            ("hazama.toml", Some("hazama-last/hazama.toml")),
            ("hazama-report/gaps.xlsx", Some("hazama-last/hazama-report/gaps.xlsx")),
            ("../外.txt", None),
        ] {
            assert_eq!(safe(name, true).ok().map(|steps| steps.join("/")).as_deref(), wanted, "{name}");
        }
    }
}
