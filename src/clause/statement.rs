//! What the steps of reading a sentence hand to each other: its surroundings, its lead-in, its claims; and the words that
//! several steps look for.

use crate::catalogue::Catalogue;
use crate::model::{Confidence, DutyId, Explanation, Kind, Party, Strength};
use crate::text::pattern;

use super::party::Parties;

/// What a lead-in does to the units below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// The units are done.
    Do,
    /// They are left out of scope.
    Exclude,
    /// They must not be done.
    Ban,
    /// They may be done.
    May,
    /// They are aimed at.
    Try,
    /// They are done under a condition.
    OnCondition,
    /// They are planned.
    Plan,
    /// They are left open.
    Open,
    /// They are defined, discussed or mentioned only.
    Mention,
}

/// A lead-in over a list.
#[derive(Debug, Clone)]
pub(super) struct Lead {
    /// What it does.
    pub mode: Mode,
    /// Who acts, if it says so.
    pub agent: Option<Party>,
    /// Its words.
    pub words: String,
}

/// What surrounds a sentence.
#[derive(Debug)]
pub(super) struct Around<'a> {
    /// Kind of the paper at this place.
    pub kind: Kind,
    /// Names of the paper.
    pub parties: &'a Parties,
    /// The catalogue.
    pub catalogue: &'a Catalogue,
    /// Heading of the article, respelt.
    pub heading: &'a str,
    /// The lead-in above, if there is one.
    pub lead: Option<&'a Lead>,
    /// The sentence before in the same article, respelt.
    pub before: &'a str,
    /// The unit that 前項第5号 and the like point to, respelt.
    pub referred: &'a str,
    /// Who acts when the sentence does not say: the party, the step that found it, the confidence.
    pub silent: (Party, &'static str, Confidence),
    /// The unit is an item or a cell that may be a bare noun.
    pub item: bool,
    /// The unit is the title of the paper.
    pub front: bool,
}

/// One claim of a sentence, before it has a place.
#[derive(Debug, Clone)]
pub(super) struct Statement {
    /// The duty.
    pub duty: DutyId,
    /// Its half.
    pub half: Option<String>,
    /// Who holds it.
    pub holder: Party,
    /// Who does the work, where another.
    pub performer: Option<Party>,
    /// How strongly.
    pub strength: Strength,
    /// Words of a condition.
    pub condition: Option<String>,
    /// Words of a scope.
    pub scope: Option<String>,
    /// How sure.
    pub confidence: Confidence,
    /// The stretch between commas where it stands, and which of the works that 及び and its kind join there; none where that was not
    /// seen.
    pub part: Option<(usize, usize)>,
    /// Which words gave what.
    pub why: Explanation,
}

impl Statement {
    /// A sure claim without condition, scope or half.
    pub fn new(duty: DutyId, holder: Party, strength: Strength, why: Explanation) -> Statement {
        Statement {
            duty,
            half: None,
            holder,
            performer: None,
            strength,
            condition: None,
            scope: None,
            confidence: Confidence::High,
            part: None,
            why,
        }
    }
}

pattern!(pub(super) LINKS,
    r"^(?:また|なお|併せて|あわせて|さらに|この場合(?:において)?|加えて|そのうえで|その際|おって|ついては|次いで|その後)、?"
);

pattern!(pub(super) PROVISO, r"^ただし、?");

pattern!(pub(super) GATE,
    r"(?:承諾|許可|同意|承認|許し|了承|了解)[^、。]*(?:なく|なしに|なしで|ないで|ずに|なければ|ない限り|(?:受け|得|取り付け)た(?:場合|とき)を除き|た後でなければ)|(?:認め|許|承)[^、。]*(?:ない限り|なければ)"
);

pattern!(pub(super) ANAPHOR,
    r"これ|それ|当該|同条|同項|前項|前条|前号|前各号|上記|その(?:内容|結果|成否|写し|記録|取得|実施|適用|計画|一覧|後|都度)|その、|前記|本項|この(?:ID|アカウント|計画|規程|台帳|作業)|^[\p{Han}]{1,2}[てしりえけせめれ]?[うくぐすつぬぶむる](?:作業|操作|仕事)は"
);

/// Words of the sentence's last predicate: what follows the last comma, at most forty letters.
pub(super) fn tail_of(text: &str) -> String {
    let text = text.trim_end();
    let letters: Vec<char> = text.chars().collect();
    letters[letters.len().saturating_sub(36)..].iter().collect()
}

/// The ending that begins at `at`: up to the end of the sentence or, for a predicate inside it, of its clause.
pub(super) fn ending_of(text: &str, at: usize) -> &str {
    // 差さないで下さい: asked is that it is not done
    let at = if text[..at].ends_with("ないで") { at - "ないで".len() } else { at };
    let rest = &text[at..];
    let stop = rest.find('。').map_or(rest.len(), |end| end + 3);
    let rest = &rest[..stop];
    // 「当社は毎日写しますが、元に戻せることまでは保証しません」
    // …できるものとし、…
    if let Some(end) = rest.find("ものとし、") {
        return &rest[..end + "ものとし".len()];
    }
    match rest.find("が、") {
        Some(end) if end < 24 || end < 90 && is_finite(&rest[..end]) => &rest[..end],
        _ => rest,
    }
}

/// The words end in a verb that could end a sentence: …することがあります(が、…).
pub(super) fn is_finite(words: &str) -> bool {
    ["ます", "ません", "する", "ある", "いる", "行う", "ない", "できる", "れる", "せる"]
        .iter()
        .any(|end| words.ends_with(end))
}

/// What a row of a table gave.
#[derive(Debug, Default)]
pub(super) struct RowReading {
    /// Row number as printed in its first column, or empty.
    pub number: String,
    /// 0-based row.
    pub index: u32,
    /// Its cells joined.
    pub text: String,
    /// The claims.
    pub statements: Vec<Statement>,
    /// Why nothing was credited on purpose.
    pub ignored: Option<String>,
    /// What a person has to look at.
    pub notices: Vec<String>,
    /// The question of a questionnaire's row.
    pub question: Option<String>,
}

impl RowReading {
    /// The vendor's work of the row is done on that condition only.
    pub(super) fn bind_to(&mut self, condition: &str) {
        let is_vendors = |said: &&mut Statement| matches!(said.holder, Party::Vendor | Party::Subcontractor);
        for said in self.statements.iter_mut().filter(is_vendors).filter(|said| said.strength == Strength::Duty) {
            (said.strength, said.condition) = (Strength::Conditional, Some(condition.to_owned()));
        }
    }
}

/// A statement of the vendor about a duty, in a table or an answer.
pub(super) fn stated(duty: DutyId, strength: Strength, words: &str) -> Statement {
    let why = Explanation { step: "表・回答欄".to_owned(), object: words.to_owned(), ..Explanation::default() };
    Statement::new(duty, Party::Vendor, strength, why)
}
