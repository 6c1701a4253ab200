//! The history of runs as an SQLite file. In: the outcomes of a run. Out: one run more in the file, whole or not at all.

use std::path::Path;

use hazama::case::Fault;
use hazama::report::overview::Overview;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::super::find::Found;
use super::super::{Desk, keep};

/// Marks the file as ours: `hzma`.
const OURS: i64 = 0x687a_6d61;
/// The version of the tables.
const VERSION: i64 = 1;
/// The tables, as `docs/portfolio.md` explains them.
const TABLES: &str = include_str!("sqlite.sql");

/// Why the run could not be added.
enum Trouble {
    Sql(rusqlite::Error),
    /// Another program's file, or a newer program's.
    Foreign,
}

impl From<rusqlite::Error> for Trouble {
    fn from(error: rusqlite::Error) -> Trouble {
        Trouble::Sql(error)
    }
}

/// Adds a run to the store, which is made if it is not there.
pub(super) fn add(path: &Path, desk: &Desk<'_>, finished: &[&Found], all: &Overview) -> Result<(), Fault> {
    try_add(path, desk, finished, all).map_err(|trouble| match trouble {
        Trouble::Sql(error) => Fault::new(
            path,
            format!("SQLiteに書き込めませんでした({error})。ほかのプログラムで開いていれば閉じ、空き容量を確かめてください。"),
            format!("SQLite could not write ({error}); close it in other programs and check the space"),
        ),
        Trouble::Foreign => Fault::new(
            path,
            "この hazama の結果の履歴ではないため、書き込みませんでした。--store で別のファイルを指定してください。",
            "this is no history of this hazama and was not written to; name another file with --store",
        ),
    })
}

fn try_add(path: &Path, desk: &Desk<'_>, finished: &[&Found], all: &Overview) -> Result<(), Trouble> {
    let mut store = Connection::open(path)?;
    store.busy_timeout(std::time::Duration::from_secs(60))?;
    let run = store.transaction()?;
    prepare(&run)?;
    let (at, packs) = super::of_run(desk);
    run.execute(
        "INSERT INTO run (at, program, packs) VALUES (?1, ?2, ?3)",
        params![at, env!("CARGO_PKG_VERSION"), packs],
    )?;
    let id = run.last_insert_rowid();
    for found in finished {
        let Some(kept) = keep::read(&desk.folder(found)) else { continue };
        let case = case_of(&run, &found.name)?;
        let outcome = outcome_of(&run, case, &kept)?;
        run.prepare_cached("INSERT OR REPLACE INTO run_case VALUES (?1, ?2, ?3, NULL)")?
            .execute(params![id, case, outcome])?;
    }
    for (name, reasons) in &all.broken {
        let case = case_of(&run, name)?;
        run.prepare_cached("INSERT OR REPLACE INTO run_case VALUES (?1, ?2, NULL, ?3)")?.execute(params![
            id,
            case,
            reasons.join("\n")
        ])?;
    }
    run.commit()?;
    Ok(())
}

/// Makes the tables in a new file; leaves other programs' files alone.
fn prepare(run: &Transaction<'_>) -> Result<(), Trouble> {
    let of = |what: &str| run.query_row(&format!("PRAGMA {what}"), [], |row| row.get::<_, i64>(0));
    let count: i64 = run.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    match (count, of("application_id")?, of("user_version")?) {
        (0, ..) => {
            run.execute_batch(TABLES)?;
            run.execute_batch(&format!("PRAGMA application_id = {OURS}; PRAGMA user_version = {VERSION};"))?;
            Ok(())
        }
        (_, OURS, VERSION) => Ok(()),
        _ => Err(Trouble::Foreign),
    }
}

fn case_of(run: &Transaction<'_>, name: &str) -> Result<i64, Trouble> {
    let known = run.prepare_cached("SELECT id FROM cases WHERE name = ?1")?.query_row([name], |row| row.get(0));
    if let Some(id) = known.optional()? {
        return Ok(id);
    }
    run.prepare_cached("INSERT INTO cases (name) VALUES (?1)")?.execute([name])?;
    Ok(run.last_insert_rowid())
}

/// The outcome of that key, which is written if no run before came to it.
fn outcome_of(run: &Transaction<'_>, case: i64, kept: &keep::Kept) -> Result<i64, Trouble> {
    let mut known = run.prepare_cached("SELECT id FROM outcome WHERE case_id = ?1 AND key = ?2")?;
    if let Some(id) = known.query_row(params![case, kept.key], |row| row.get(0)).optional()? {
        return Ok(id);
    }
    let outcome = &kept.outcome;
    let numbers = [outcome.documents, outcome.systems].map(|count| i64::try_from(count).unwrap_or(i64::MAX));
    run.prepare_cached(
        "INSERT INTO outcome (case_id, key, hospital, as_of, guideline, documents, systems)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        case,
        kept.key,
        outcome.hospital,
        outcome.as_of,
        outcome.guideline,
        numbers[0],
        numbers[1]
    ])?;
    let id = run.last_insert_rowid();
    let mut insert = run.prepare_cached("INSERT INTO verdict VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12)")?;
    for row in &outcome.verdicts {
        insert.execute(params![
            id,
            row.duty,
            row.system,
            row.system_name,
            row.vendor,
            row.area,
            row.title,
            row.weight,
            row.state,
            row.holder,
            row.priority,
            i64::try_from(row.claims).unwrap_or(i64::MAX),
        ])?;
    }
    Ok(id)
}
