//! What stops a run: one sentence that names the file, the place and the mend, in both languages.

use std::path::Path;

use crate::model::Lang;
use crate::text::name::harmless;

/// A mistake of the user's or of the machine's that stops the run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file or folder, as the user named it.
    pub file: String,
    /// 1-based line, where it is about one.
    pub line: Option<usize>,
    /// What is wrong and how to mend it, in Japanese.
    pub ja: String,
    /// The same in English.
    pub en: String,
}

impl Fault {
    /// A fault of a whole file or folder.
    pub fn new(file: impl AsRef<Path>, ja: impl Into<String>, en: impl Into<String>) -> Fault {
        Fault { file: harmless(&file.as_ref().display().to_string()), line: None, ja: ja.into(), en: en.into() }
    }

    /// The same fault at a 1-based line.
    pub fn at(mut self, line: Option<usize>) -> Fault {
        self.line = line;
        self
    }

    /// The fault in one line, such as `hazama.toml:12: …`.
    pub fn say(&self, lang: Lang) -> String {
        let words = lang.pick(&self.ja, &self.en);
        match (self.file.is_empty(), self.line) {
            (true, _) => words.clone(),
            (false, None) => format!("{}: {words}", self.file),
            (false, Some(line)) => format!("{}:{line}: {words}", self.file),
        }
    }
}

/// The operating system refused; `ja` and `en` say what was tried.
pub(super) fn refused(file: &Path, error: &std::io::Error) -> Fault {
    let (ja, en) = match error.kind() {
        std::io::ErrorKind::PermissionDenied => (
            "読み取りが許可されていません。アクセス権を確かめてください。".to_owned(),
            "reading is not permitted; check the access rights".to_owned(),
        ),
        std::io::ErrorKind::NotFound => {
            ("見つかりません。名前を確かめてください。".to_owned(), "not found; check the name".to_owned())
        }
        _ => (format!("読み取れませんでした({error})。"), format!("cannot be read ({error})")),
    };
    Fault::new(file, ja, en)
}
