//! The annex 役割分担表 of a contract: who has which duty of one system. In: the catalogue, and the verdicts of a case where there is one.
//! Out: one [`Annex`] a system, and its files. It goes to the vendor: nothing of the hospital's rules but that they settle a
//! duty, and nothing of other vendors.

use zip::result::ZipError;

use super::book::{Column, Entered, Form, Group, workbook};
use super::{Head, PARTY, areas};
use crate::catalogue::{Catalogue, Names};
use crate::model::{Date, DutyId, Level, Party, Report, State, System, Verdict};
use crate::report::Error;
use crate::report::docx::{self, Block, ROOM};
use crate::report::tables::Index;

const HEADER: [&str; 4] = ["番号", "役割", "担当", "取決めの内容(回数・期限・条件)"];
/// How to fill it in; to be taken out before it is attached.
const HOW: [&str; 2] = [
    "(記入のしかた) 「担当」の〔協議〕を、甲、乙又は「甲・乙」に書き換えてください。条件や費用は、取決めの内容に書いてください。",
    "【　】の中は例です。この記入のしかたは、使うときに消してください。",
];
/// What the annex says where the hospital's rules settle it: neither their name nor their words.
const BY_RULES: &str = "甲の定めるところにより行う。";

/// How a duty is shared out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// The duty's title.
    pub title: String,
    /// The cell 担当.
    pub party: String,
    /// The cell 取決めの内容.
    pub words: String,
}

/// An annex for one system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annex {
    head: Head,
    /// Headings of areas, each with its duties.
    pub areas: Vec<(String, Vec<Share>)>,
}

/// Annexes filled in from the verdicts of a case, one a system; without a case one that is blank.
pub fn annexes(catalogue: &Catalogue, report: Option<&Report>) -> Vec<Annex> {
    let Some(report) = report else { return vec![annex(catalogue, Head::default(), &|_| None)] };
    let index = Index::new(report, catalogue);
    let of = |system: &System| {
        let settled = |duty: &DutyId| index.verdict(duty, &system.id).map(|verdict| share(&index, verdict));
        annex(catalogue, Head::of(&report.plan, system), &settled)
    };
    report.plan.systems.iter().map(of).collect()
}

/// Party and words of a duty, words none where only a proposal can be made.
type Settled = (String, Option<String>);

fn annex(catalogue: &Catalogue, head: Head, settled: &dyn Fn(&DutyId) -> Option<Settled>) -> Annex {
    let system = head.system().to_owned();
    let names = Names { vendor: "乙".into(), hospital: "甲".into(), ..Names::plain(&system) };
    let areas = areas(catalogue).into_iter().map(|(heading, duties)| {
        let shares = duties.into_iter().map(|(duty, remedy)| {
            let (party, words) = settled(&duty.id).unwrap_or_else(|| (PARTY.to_owned(), None));
            let words = words.or_else(|| remedy?.act(&names)).unwrap_or_default();
            Share { title: duty.title_ja.clone(), party, words }
        });
        (heading.to_owned(), shares.collect())
    });
    Annex { areas: areas.collect(), head }
}

/// What the papers of a case come to. A duty that is not agreed stays to be settled, with its state beside the blank.
fn share(index: &Index, verdict: &Verdict) -> Settled {
    let party = match (verdict.state, verdict.holder) {
        (State::Agreed, Some(Party::Vendor)) => "乙",
        (State::Agreed, Some(Party::Hospital)) => "甲",
        (State::Agreed, Some(Party::Both)) => "甲・乙",
        (state, _) => return (format!("{PARTY}\n{}", state.ja()), None),
    };
    let binding = verdict.claims.iter().filter_map(|id| index.claim(id)).find_map(|claim| {
        let document = index.document(&claim.document)?;
        let name = document.path.rsplit('/').next().unwrap_or(&document.path);
        let name = document.header.title.as_deref().unwrap_or(name);
        let place = claim.quote.place.in_words();
        (document.kind.level() == Level::Binding).then(|| format!("「{}」{place}", name.trim()))
    });
    (party.to_owned(), Some(binding.unwrap_or_else(|| BY_RULES.to_owned())))
}

impl Annex {
    /// The system, where the annex is of one.
    pub fn system(&self) -> Option<&str> {
        self.head.system.as_deref()
    }

    /// How many duties are left to be settled.
    pub fn open(&self) -> usize {
        self.areas.iter().flat_map(|(_, shares)| shares).filter(|share| share.party.starts_with(PARTY)).count()
    }

    fn title(&self) -> String {
        format!("{}保守契約書 別紙 役割分担表", self.head.system.as_deref().unwrap_or("〔システム名〕"))
    }

    fn parties(&self) -> String {
        let name = |known: &Option<String>, blank: &str| known.clone().unwrap_or_else(|| blank.to_owned());
        format!(
            "{}(以下「甲」という。)と{}(以下「乙」という。)は、{}の安全管理の役割を、次の表のとおり分担する。",
            name(&self.head.hospital, "〔医療機関名〕"),
            name(&self.head.vendor, "〔事業者名〕"),
            self.head.system(),
        )
    }

    /// The areas with rows of the table, numbered through.
    fn rows(&self) -> Vec<(String, Vec<Vec<String>>)> {
        let mut number = 0;
        let mut row = |share: &Share| {
            number += 1;
            vec![number.to_string(), share.title.clone(), share.party.clone(), share.words.clone()]
        };
        self.areas.iter().map(|(heading, shares)| (heading.clone(), shares.iter().map(&mut row).collect())).collect()
    }

    /// The annex as a docx file.
    ///
    /// # Errors
    /// The file would be larger than an archive may be.
    pub fn docx(&self, day: Date) -> Result<Vec<u8>, ZipError> {
        let mut blocks = vec![Block::Title(self.title()), Block::Text(self.parties()), Block::Text(HOW.join(""))];
        for (number, (heading, rows)) in (1..).zip(self.rows()) {
            blocks.push(Block::Heading(format!("{number} {heading}")));
            let widths = vec![640, 2700, 1500, ROOM - 4840];
            blocks.push(Block::Table(widths, HEADER.map(str::to_owned).to_vec(), rows));
        }
        docx::write(&self.title(), &blocks, day)
    }

    /// The annex as an xlsx file.
    ///
    /// # Errors
    /// [`Error::Workbook`] where a name does not fit a workbook.
    pub fn xlsx(&self, day: Date) -> Result<Vec<u8>, Error> {
        let wide = [6, 34, 18, 76];
        let columns: Vec<Column> = HEADER
            .into_iter()
            .zip(wide)
            .enumerate()
            .map(|(at, (title, wide))| Column {
                title,
                wide,
                entered: if at < 2 { Entered::No } else { Entered::Words },
                centred: at == 0 || at == 2,
            })
            .collect();
        let groups = self.rows().into_iter().map(|(heading, rows)| Group { heading, rows });
        let form = Form {
            sheet: "役割分担表",
            title: self.title(),
            lines: std::iter::once(self.parties()).chain(HOW.map(str::to_owned)).collect(),
            labels: Vec::new(),
            columns: &columns,
            groups: groups.collect(),
        };
        Ok(workbook(&form, day)?)
    }
}
