//! What to propose where a duty hangs: a clause by which the vendor takes it, an article by which the hospital takes it up
//! itself, and a question that the vendor can answer with yes or no. In: the files under `remedies/`. Out: [`Remedy`]s.
//! A test reads every proposal as a paper and finds exactly its duty in it.

use std::borrow::Cow;
use std::sync::LazyLock;

use serde::Deserialize;

use super::rule::Words;
use crate::model::DutyId;

/// In which direction a proposal goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// A clause of the contract that binds the vendor; of a duty with two halves, both parties.
    Contract,
    /// A clause of the contract that names the hospital.
    ContractHospital,
    /// An article of the hospital's own rules.
    Rule,
    /// A question to the vendor: yes or no, and words.
    Question,
}

impl Direction {
    /// Every direction.
    pub const ALL: [Direction; 4] =
        [Direction::Contract, Direction::ContractHospital, Direction::Rule, Direction::Question];

    /// The word used in JSON and in the data files.
    pub fn id(self) -> &'static str {
        match self {
            Direction::Contract => "contract",
            Direction::ContractHospital => "contract_hospital",
            Direction::Rule => "rule",
            Direction::Question => "question",
        }
    }
}

/// The proposals for one duty, in those directions that make sense for it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remedy {
    duty: String,
    contract: Option<Words>,
    contract_hospital: Option<Words>,
    rule: Option<Words>,
    work: Option<Words>,
    question: Option<Words>,
}

impl Remedy {
    /// The duty.
    pub fn duty(&self) -> DutyId {
        DutyId::new(&self.duty)
    }

    /// The proposal of that direction, with `{vendor}`, `{hospital}`, `{system}` and `{post}` standing in it; none where
    /// the direction makes no sense for the duty.
    pub fn words(&self, direction: Direction) -> Option<&Words> {
        match direction {
            Direction::Contract => self.contract.as_ref(),
            Direction::ContractHospital => self.contract_hospital.as_ref(),
            Direction::Rule => self.rule.as_ref(),
            Direction::Question => self.question.as_ref(),
        }
    }

    /// The Japanese proposal of that direction under these names.
    pub fn ja(&self, direction: Direction, names: &Names) -> Option<String> {
        self.words(direction).map(|words| words.filled(&names.pairs()))
    }

    /// The work of the article as a phrase of which a post can be put in charge (`…を【毎日1回】取得する業務`): own words where the
    /// data gives them, else the article without its post; none where the hospital's rules have nothing to say.
    pub fn work(&self, names: &Names) -> Option<String> {
        if let Some(words) = &self.work {
            return Some(words.filled(&names.pairs()));
        }
        let article = self.ja(Direction::Rule, names)?;
        let act = article.strip_prefix(&format!("{}は、", names.post))?.strip_suffix('。')?;
        Some(format!("{act}業務"))
    }

    /// What is done, without who does it (`…を【毎日1回】取得する。`): the clause or the article, else the work as a phrase; a clause by
    /// which both act is kept whole.
    pub fn act(&self, names: &Names) -> Option<String> {
        let bare = |direction, party: &str, other: &str| {
            let words = self.ja(direction, names)?;
            let rest = words.strip_prefix(&format!("{party}は、"))?.to_owned();
            let is_alone = [party, other].iter().all(|name| !rest.contains(&format!("{name}は、")));
            (is_alone && !rest.starts_with(&format!("{other}が"))).then_some(rest)
        };
        bare(Direction::Contract, &names.vendor, &names.hospital)
            .or_else(|| bare(Direction::Rule, &names.post, &names.vendor).filter(|_| self.work.is_none()))
            .or_else(|| self.ja(Direction::Contract, names))
            .or_else(|| self.work(names))
    }

    /// The English proposal of that direction. It calls the parties the vendor and the hospital; `system` is the system's name.
    pub fn en(&self, direction: Direction, system: &str) -> Option<String> {
        self.words(direction).map(|words| words.en.replace("{system}", system))
    }
}

/// How a paper calls those of whom a proposal speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names<'a> {
    /// The vendor (`乙`).
    pub vendor: Cow<'a, str>,
    /// The hospital (`甲`).
    pub hospital: Cow<'a, str>,
    /// The system (`電子カルテ`).
    pub system: Cow<'a, str>,
    /// The post that acts for the hospital in its rules.
    pub post: Cow<'a, str>,
}

impl<'a> Names<'a> {
    /// The names where no paper gives others.
    pub fn plain(system: &'a str) -> Names<'a> {
        Names {
            vendor: "受注者".into(),
            hospital: "発注者".into(),
            system: system.into(),
            post: "システム管理者".into(),
        }
    }

    fn pairs(&self) -> [(&'static str, String); 4] {
        [
            ("vendor", self.vendor.to_string()),
            ("hospital", self.hospital.to_string()),
            ("system", self.system.to_string()),
            ("post", self.post.to_string()),
        ]
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    remedy: Vec<Remedy>,
}

/// The embedded files, one an area, in the order of the duties.
const FILES: [(&str, &str); 15] = [
    ("gov", include_str!("remedies/gov.toml")),
    ("sel", include_str!("remedies/sel.toml")),
    ("ast", include_str!("remedies/ast.toml")),
    ("acc", include_str!("remedies/acc.toml")),
    ("log", include_str!("remedies/log.toml")),
    ("vul", include_str!("remedies/vul.toml")),
    ("net", include_str!("remedies/net.toml")),
    ("mnt", include_str!("remedies/mnt.toml")),
    ("sla", include_str!("remedies/sla.toml")),
    ("inf", include_str!("remedies/inf.toml")),
    ("bck", include_str!("remedies/bck.toml")),
    ("inc", include_str!("remedies/inc.toml")),
    ("bcp-phy", include_str!("remedies/bcp-phy.toml")),
    ("rec", include_str!("remedies/rec.toml")),
    ("sub-end", include_str!("remedies/sub-end.toml")),
];

/// The built-in proposals, read when they are first asked for.
static REMEDIES: LazyLock<Vec<Remedy>> = LazyLock::new(|| {
    let read = |(name, text): &(&str, &str)| -> Vec<Remedy> {
        let file: File = toml::from_str(text).unwrap_or_else(|error| panic!("catalogue/remedies/{name}: {error}"));
        file.remedy
    };
    FILES.iter().flat_map(read).collect()
});

/// Every built-in proposal, in the order of the duties.
pub fn remedies() -> &'static [Remedy] {
    &REMEDIES
}

#[cfg(test)]
mod tests {
    use regex::Regex;

    use super::*;
    use crate::catalogue::duty;

    #[test]
    fn every_duty_has_its_proposals_in_the_order_of_the_catalogue() {
        let duties: Vec<DutyId> = duty::builtin().into_iter().map(|duty| duty.id).collect();
        let remedied: Vec<DutyId> = remedies().iter().map(Remedy::duty).collect();
        assert_eq!(remedied, duties);
    }

    #[test]
    fn every_duty_can_be_settled_and_questions_ask_for_what_a_clause_would_bind() {
        for remedy in remedies() {
            let has = |direction| remedy.words(direction).is_some();
            assert!(has(Direction::Contract) || has(Direction::Rule), "{}: nothing settles it", remedy.duty);
            assert_eq!(
                has(Direction::Contract),
                has(Direction::Question),
                "{}: a question without a clause",
                remedy.duty
            );
        }
    }

    #[test]
    fn every_article_has_a_work_and_every_duty_an_act() {
        let names = Names::plain("電子カルテ");
        for remedy in remedies() {
            let is_ruled = remedy.words(Direction::Rule).is_some();
            assert_eq!(remedy.work(&names).is_some(), is_ruled, "{}: an article without its work", remedy.duty);
            let act = remedy.act(&names).unwrap_or_default();
            assert!(!act.is_empty(), "{}: nothing to do", remedy.duty);
            let phrase = remedy.work.as_ref();
            assert!(phrase.is_none_or(|words| !words.ja.contains(['。']) && !words.en.is_empty()), "{}", remedy.duty);
        }
    }

    #[test]
    fn proposals_are_whole_sentences_that_bind() {
        let name = Regex::new(r"\{([a-z]+)\}").expect("a pattern");
        let weak =
            Regex::new("努め|できる|できます|ことがある|望ましい|可能な範囲|適切に|違反|遵守").expect("a pattern");
        for remedy in remedies() {
            for direction in Direction::ALL {
                let Some(words) = remedy.words(direction) else { continue };
                let at = format!("{} {}", remedy.duty, direction.id());
                assert!(words.ja.ends_with('。'), "{at}: no full stop");
                assert!(!weak.is_match(&words.ja), "{at}: a word that binds nobody");
                assert_eq!(words.ja.matches('【').count(), words.ja.matches('】').count(), "{at}: a bracket is open");
                assert!(words.ja.chars().count() <= 130, "{at}: too long to be plain");
                for found in name.captures_iter(&words.ja) {
                    assert!(["vendor", "hospital", "system", "post"].contains(&&found[1]), "{at}: {}", &found[1]);
                }
                for found in name.captures_iter(&words.en) {
                    assert_eq!(&found[1], "system", "{at}");
                }
                let asks = direction == Direction::Question;
                assert_eq!(words.ja.contains("か。"), asks, "{at}: a question asks, and nothing else does");
                assert_eq!(words.en.contains('?'), asks, "{at}: a question asks, and nothing else does");
                assert!(!asks || !words.ja.contains('【'), "{at}: a blank in a question");
                assert_eq!(
                    words.ja.matches('【').count(),
                    words.en.matches('[').count(),
                    "{at}: other blanks in English"
                );
            }
        }
    }
}
