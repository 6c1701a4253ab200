//! The history of runs in a PostgreSQL database. In: its address, the outcomes of a run. Out: one run more in its schema `hazama`, whole or
//! not at all. The connection is not encrypted, and so goes to this machine alone.

use std::net::IpAddr;
use std::path::Path;
use std::time::Duration;

use ::postgres::config::Host;
use ::postgres::{Client, Config, NoTls, Transaction};
use hazama::case::Fault;
use hazama::report::overview::Overview;

use super::super::find::Found;
use super::super::{Desk, keep};

/// The version of the tables.
const VERSION: i32 = 1;
/// The tables.
const TABLES: &str = include_str!("postgres.sql");
/// Keeps two runs from adding at a time: `hzma`.
const OURS: i64 = 0x687a_6d61;

/// Why a run could not be added.
enum Trouble {
    Sql(::postgres::Error),
    /// The schema `hazama` holds something else, or is a newer program's.
    Foreign,
    /// The address is none, with what is wrong with it.
    Address(String),
    /// The server is not this machine.
    Away,
}

impl From<::postgres::Error> for Trouble {
    fn from(error: ::postgres::Error) -> Trouble {
        Trouble::Sql(error)
    }
}

/// Looks whether the database is there and its tables are ours, or can be made.
pub(super) fn reach(named: &Path) -> Result<(), Fault> {
    let url = &named.to_string_lossy();
    let attempt = || {
        let mut client = connect(url)?;
        let mut run = client.transaction()?;
        prepare(&mut run)?;
        run.commit()?;
        Ok(())
    };
    attempt().map_err(|trouble| fault(trouble, url))
}

/// Adds a run.
pub(super) fn add(named: &Path, desk: &Desk<'_>, finished: &[&Found], all: &Overview) -> Result<(), Fault> {
    let url = &named.to_string_lossy();
    try_add(url, desk, finished, all).map_err(|trouble| fault(trouble, url))
}

/// What is told names the address without its password.
fn fault(trouble: Trouble, url: &str) -> Fault {
    let place = shown(url);
    match trouble {
        Trouble::Sql(error) => {
            let why = error.as_db_error().map_or_else(|| error.to_string(), |told| told.message().to_owned());
            Fault::new(
                Path::new(&place),
                format!(
                    "PostgreSQLに書き込めませんでした({why})。サーバーが動いているか、利用者と権限を確かめてください。"
                ),
                format!("PostgreSQL could not be written into ({why}); check that it runs, its user and rights"),
            )
        }
        Trouble::Foreign => Fault::new(
            Path::new(&place),
            "スキーマ hazama がこの hazama の結果の履歴ではないため、書き込みませんでした。別のデータベースを指定してください。",
            "its schema hazama is no history of this hazama and was not written into; name another database",
        ),
        Trouble::Address(why) => Fault::new(
            Path::new(&place),
            format!(
                "データベースの場所として読めません({why})。postgres://利用者@localhost/データベース名 のように書いてください。"
            ),
            format!("this is no address of a database ({why}); write it like postgres://user@localhost/database"),
        ),
        Trouble::Away => Fault::new(
            Path::new(&place),
            "接続を暗号化しないため、このパソコンのサーバー(localhost、127.0.0.1、::1 またはソケット)にしか書き込みません。ほかのサーバーには ssh -L などの暗号化した経路を通してください。",
            "the connection is not encrypted, so only a server on this machine (localhost, 127.0.0.1, ::1 or a socket) is written into; reach others through an encrypted way such as ssh -L",
        ),
    }
}

/// The address without what stands before its last `@` and behind its `?`, where passwords may stand.
fn shown(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("postgres", url));
    let rest = rest.split('?').next().unwrap_or_default();
    format!("{scheme}://{}", rest.rsplit('@').next().unwrap_or_default())
}

fn connect(url: &str) -> Result<Client, Trouble> {
    let mut config: Config = url.parse().map_err(|error: ::postgres::Error| Trouble::Address(error.to_string()))?;
    let is_here = |host: &Host| match host {
        Host::Tcp(name) => name == "localhost" || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback()),
        #[cfg(unix)]
        Host::Unix(_) => true,
    };
    let hosts = config.get_hosts();
    if hosts.is_empty() && config.get_hostaddrs().is_empty() {
        return Err(Trouble::Address("no host".to_owned()));
    }
    if !hosts.iter().all(is_here) || !config.get_hostaddrs().iter().all(IpAddr::is_loopback) {
        return Err(Trouble::Away);
    }
    if config.get_password().is_none()
        && let Ok(password) = std::env::var("PGPASSWORD")
    {
        config.password(password);
    }
    config.connect_timeout(Duration::from_secs(10)).application_name("hazama");
    Ok(config.connect(NoTls)?)
}

fn try_add(url: &str, desk: &Desk<'_>, finished: &[&Found], all: &Overview) -> Result<(), Trouble> {
    let mut client = connect(url)?;
    let mut run = client.transaction()?;
    prepare(&mut run)?;
    let (at, packs) = super::of_run(desk);
    let added = run.query_one(
        "INSERT INTO run (at, program, packs) VALUES ($1, $2, $3) RETURNING id",
        &[&at, &env!("CARGO_PKG_VERSION"), &packs],
    )?;
    let id: i64 = added.get(0);
    let [with, without] = ["$3, NULL", "NULL, $3"]
        .map(|what| format!("INSERT INTO run_case (run_id, case_id, outcome_id, error) VALUES ($1, $2, {what})"));
    let (with, without) = (run.prepare(&with)?, run.prepare(&without)?);
    for found in finished {
        let Some(kept) = keep::read(&desk.folder(found)) else { continue };
        let case = case_of(&mut run, &found.name)?;
        let outcome = outcome_of(&mut run, case, &kept)?;
        run.execute(&with, &[&id, &case, &outcome])?;
    }
    for (name, reasons) in &all.broken {
        let case = case_of(&mut run, name)?;
        run.execute(&without, &[&id, &case, &reasons.join("\n")])?;
    }
    run.commit()?;
    Ok(())
}

/// Makes the tables where there is no schema `hazama` yet; leaves another one alone.
fn prepare(run: &mut Transaction<'_>) -> Result<(), Trouble> {
    run.execute("SELECT pg_advisory_xact_lock($1)", &[&OURS])?;
    let is_there = |run: &mut Transaction<'_>, name: &str| -> Result<bool, Trouble> {
        Ok(run.query_one("SELECT to_regclass($1) IS NOT NULL", &[&name])?.get(0))
    };
    let has_schema: bool = run.query_one("SELECT to_regnamespace('hazama') IS NOT NULL", &[])?.get(0);
    if !has_schema {
        run.batch_execute(TABLES)?;
        return Ok(());
    }
    if !is_there(run, "hazama.store")? {
        return Err(Trouble::Foreign);
    }
    run.batch_execute("SET LOCAL search_path = hazama")?;
    let versions = run.query("SELECT version FROM store", &[])?;
    let is_ours = versions.len() == 1 && versions[0].try_get::<_, i32>(0).is_ok_and(|version| version == VERSION);
    if is_ours { Ok(()) } else { Err(Trouble::Foreign) }
}

fn case_of(run: &mut Transaction<'_>, name: &str) -> Result<i64, Trouble> {
    if let Some(row) = run.query_opt("SELECT id FROM cases WHERE name = $1", &[&name])? {
        return Ok(row.get(0));
    }
    Ok(run.query_one("INSERT INTO cases (name) VALUES ($1) RETURNING id", &[&name])?.get(0))
}

/// The outcome of that key, which is written if no run before came to it.
fn outcome_of(run: &mut Transaction<'_>, case: i64, kept: &keep::Kept) -> Result<i64, Trouble> {
    let known = run.query_opt("SELECT id FROM outcome WHERE case_id = $1 AND key = $2", &[&case, &kept.key])?;
    if let Some(row) = known {
        return Ok(row.get(0));
    }
    let outcome = &kept.outcome;
    let [documents, systems] = [outcome.documents, outcome.systems].map(number);
    let added = run.query_one(
        "INSERT INTO outcome (case_id, key, hospital, as_of, guideline, documents, systems)
         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
        &[&case, &kept.key, &outcome.hospital, &outcome.as_of, &outcome.guideline, &documents, &systems],
    )?;
    let id: i64 = added.get(0);
    let insert = run.prepare("INSERT INTO verdict VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)")?;
    for row in &outcome.verdicts {
        run.execute(
            &insert,
            &[
                &id,
                &row.duty,
                &row.system,
                &row.system_name,
                &row.vendor,
                &row.area,
                &row.title,
                &i32::from(row.weight),
                &row.state,
                &row.holder,
                &row.priority,
                &number(row.claims),
            ],
        )?;
    }
    Ok(id)
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_written_into_and_no_password_is_shown() {
        for url in [
            "postgres://me:secret@db.example/x",
            "postgres://me:secret@192.168.1.5:5432/x",
            "postgresql://me:secret@localhost,db.example/x",
            "postgres://me:secret@localhost/x?hostaddr=10.0.0.1",
            "postgres://me:secret@[2001:db8::1]/x",
        ] {
            let fault = reach(Path::new(url)).expect_err(url);
            assert!(fault.ja.contains("暗号化しない"), "{url}: {}", fault.ja);
            assert!(!format!("{fault:?}").contains("secret"), "{fault:?}");
        }
        let fault = reach(Path::new("postgres://me:secret@localhost:99999/x?password=secret")).expect_err("no address");
        assert!(fault.ja.contains("場所として読めません") && !format!("{fault:?}").contains("secret"), "{fault:?}");
    }
}
