//! Which duties a row speaks of. In: its title and words. Out: duty ids, in the order of the catalogue.

use std::sync::LazyLock;

use regex::Regex;

use crate::catalogue::Catalogue;
use crate::model::DutyId;
use crate::text::numbers::narrow;

static ASIDE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\([^()]*(?:場合|含む|除く|参照|例)[^()]*\)|\([0-9]+(?:\.[0-9]+)*\.?[A-D]?[0-9]*\)")
        .expect("a fixed pattern")
});

/// Duties that a row speaks of. The short title decides where it names any; the words then only narrow it.
pub(super) fn duties(title: Option<&str>, text: &str, catalogue: &Catalogue) -> Vec<DutyId> {
    let text = narrow(text);
    let text = ASIDE.replace_all(&text, "");
    let of_title = title.map(|title| catalogue.topics(title)).unwrap_or_default();
    if of_title.len() == 1 {
        return of_title;
    }
    let of_all = catalogue.topics(&format!("{} {text}", title.unwrap_or_default()));
    let of_both: Vec<DutyId> = of_all.iter().filter(|duty| of_title.contains(duty)).cloned().collect();
    if of_both.is_empty() { of_all } else { of_both }
}
