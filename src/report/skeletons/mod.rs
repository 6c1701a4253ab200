//! Starting points in a user's format. In: the catalogue's words, and what is known of a case. Out: bytes of files that a person fills
//! in: a hospital's rules by duty (docx), a role table (xlsx), an annex that shares duties out (docx and xlsx), a case folder's
//! manifest and README. Nothing that is left blank reads back as a duty that somebody holds; `tests/new.rs` reads all of it.

mod annex;
mod book;
mod role_table;
mod rules;

pub use annex::{Annex, Share, annexes};
pub use role_table::role_table;
pub use rules::rules;

use crate::catalogue::{Catalogue, Duty, Remedy};
use crate::model::{Plan, System};
use crate::report::tables::words;

/// The manifest of a new case folder: every line that a user may need, commented out.
pub const MANIFEST: &str = include_str!("case/hazama.toml");
/// What a new case folder says of itself.
pub const README: &str = include_str!("case/README.md");
/// Folders of a new case folder, one a sort of paper.
pub const FOLDERS: [&str; 4] = ["契約", "開示書", "規程", "確認表"];

/// The blank for a post in rules. Left as it is, it says that nobody has the work yet.
pub const POST: &str = "〔　別に定める者　〕";
/// The blank for a party in an annex. Left as it is, it says that the parties have not settled it.
pub const PARTY: &str = "〔協議〕";

/// Names to write where they are known; blanks are left for the others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    /// The hospital.
    pub hospital: Option<String>,
    /// The vendor of the system.
    pub vendor: Option<String>,
    /// The system.
    pub system: Option<String>,
}

impl Head {
    /// The names of a case, for one of its systems.
    pub fn of(plan: &Plan, system: &System) -> Head {
        let vendor = plan.vendors.iter().find(|vendor| Some(&vendor.id) == system.vendor.as_ref());
        Head {
            hospital: plan.hospital.name.clone(),
            vendor: vendor.map(|vendor| vendor.name.clone()),
            system: Some(system.name.clone()),
        }
    }

    /// What the papers are about, in words.
    fn system(&self) -> &str {
        self.system.as_deref().unwrap_or("医療情報システム")
    }
}

/// A duty with its proposals; a duty of a group's pack has none.
type Proposed<'a> = (&'a Duty, Option<&'static Remedy>);

/// The duties, parted where the area changes, each part under its heading.
fn areas(catalogue: &Catalogue) -> Vec<(&str, Vec<Proposed<'_>>)> {
    let of_pack = |duty: &Duty| {
        let pack = catalogue.packs.iter().find(|pack| pack.duties.iter().any(|own| own.id == duty.id))?;
        Some(pack.head.title.as_str())
    };
    let headed =
        |duty| (of_pack(duty).unwrap_or_else(|| words::area(duty.id.area())), (duty, catalogue.remedy(&duty.id)));
    let all: Vec<(&str, Proposed)> = catalogue.duties.iter().map(headed).collect();
    let parts = all.chunk_by(|(one, _), (other, _)| one == other);
    parts.filter_map(|part| Some((part.first()?.0, part.iter().map(|(_, duty)| *duty).collect()))).collect()
}
