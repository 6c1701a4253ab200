//! The history of runs. In: what `--store` names and the outcomes of a run. Out: one run more in an SQLite file or a PostgreSQL database,
//! whole or not at all. Which of the two this program can write is chosen when it is built.

#[cfg(feature = "postgres")]
mod postgres;
#[cfg(feature = "sqlite")]
mod sqlite;

use std::path::Path;

use hazama::case::Fault;
use hazama::report::overview::Overview;

use super::Desk;
use super::find::Found;

/// A sort of store.
struct Kind {
    /// Says before any case is run whether it can be written into.
    reach: fn(&Path) -> Result<(), Fault>,
    /// Adds a run.
    add: fn(&Path, &Desk<'_>, &[&Found], &Overview) -> Result<(), Fault>,
}

#[cfg(feature = "sqlite")]
const SQLITE: Option<Kind> = Some(Kind { reach: |_| Ok(()), add: sqlite::add });
#[cfg(not(feature = "sqlite"))]
const SQLITE: Option<Kind> = None;
#[cfg(feature = "postgres")]
const POSTGRES: Option<Kind> = Some(Kind { reach: postgres::reach, add: postgres::add });
#[cfg(not(feature = "postgres"))]
const POSTGRES: Option<Kind> = None;

/// A store that this program can write into.
pub(super) struct Store<'a> {
    named: &'a Path,
    kind: Kind,
}

/// The store that the user names.
pub(super) fn open(named: &Path) -> Result<Store<'_>, Fault> {
    let word = named.to_string_lossy();
    let is_address = ["postgres://", "postgresql://"].iter().any(|start| word.starts_with(start));
    let (kind, feature) = if is_address { (POSTGRES, "postgres") } else { (SQLITE, "sqlite") };
    let kind = kind.ok_or_else(|| {
        // an address may hold a password, and is not repeated
        let file = if is_address { Path::new("--store") } else { named };
        Fault::new(
            file,
            format!("このプログラムはこの --store を使えるように作られていません。cargo install --path . --features {feature} で入れ直してください。"),
            format!("this program was built without such a --store; install it with cargo install --path . --features {feature}"),
        )
    })?;
    (kind.reach)(named)?;
    Ok(Store { named, kind })
}

impl Store<'_> {
    /// Adds a run.
    pub fn add(&self, desk: &Desk<'_>, finished: &[&Found], all: &Overview) -> Result<(), Fault> {
        (self.kind.add)(self.named, desk, finished, all)
    }
}

/// What a run says of itself: when it was, and with which packs, a line each.
#[cfg(any(feature = "sqlite", feature = "postgres"))]
fn of_run(desk: &Desk<'_>) -> (String, String) {
    let packs = desk.catalogue.packs.iter();
    let packs = packs.map(|pack| format!("{} {} {}", pack.head.id, pack.head.version, pack.sha256));
    (jiff::Zoned::now().strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(), packs.collect::<Vec<_>>().join("\n"))
}
