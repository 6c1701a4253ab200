//! Last year out of its `report.json`. In: bytes. Out: papers without rows and articles, claims, verdicts, systems.

use serde_json::Value;

use super::{Past, Refusal};
use crate::model::{
    Claim, Confidence, Corrected, Correction, Date, Document, DutyId, Explanation, Guideline, Header, Kept, Kind, Last,
    Party, Place, Plan, Quote, Report, Ruling, Side, State, Strength, Swayed, System, Vendor, Verdict,
};

const SCHEMA: &str = "hazama/report/v1";

pub(super) fn read(path: &str, bytes: &[u8]) -> Result<Past, Refusal> {
    let value: Value = serde_json::from_slice(bytes).map_err(|error| {
        [
            format!("JSON として読めません({error})。hazama が書き出した report.json を指定してください。"),
            format!("this is no JSON ({error}); name a report.json that hazama has written"),
        ]
    })?;
    if value["schema"].as_str() != Some(SCHEMA) {
        return Err([
            "hazama が書き出した report.json ではありません。昨年の案件フォルダ、report.json、gaps.xlsx のどれかを指定してください。".to_owned(),
            "this is no report.json of hazama; name last year's folder, its report.json or its gaps.xlsx".to_owned(),
        ]);
    }
    let as_of = text(&value, "as_of")
        .and_then(|day| Date::iso(&day))
        .ok_or_else(|| ["判定日(as_of)を読み取れません。".to_owned(), "its as_of is no day".to_owned()])?;
    let mut plan = Plan::bare(as_of);
    let guideline = Guideline::ALL.into_iter().find(|one| value["guideline"].as_str() == Some(one.id()));
    plan.guideline = guideline.unwrap_or(plan.guideline);
    plan.hospital.name = text(&value["hospital"], "name");
    plan.vendors =
        list(&value, "vendors").map(|one| Vendor { id: words(one, "id"), name: words(one, "name") }).collect();
    plan.systems = list(&value, "systems").map(system).collect();
    let mut limits = Vec::new();
    let documents: Vec<Document> = list(&value, "documents").map(document).collect();
    let claims: Vec<Claim> = list(&value, "claims").filter_map(claim).collect();
    let verdicts: Vec<Verdict> = list(&value, "verdicts").filter_map(verdict).collect();
    let lost = list(&value, "claims").count() - claims.len() + list(&value, "verdicts").count() - verdicts.len();
    if lost > 0 {
        limits.push(format!("report.json の {lost} 件の記載または状態を読み取れず、比べていません。"));
    }
    let last = Last {
        path: path.to_owned(),
        kept: Kept::Json,
        as_of,
        guideline: plan.guideline,
        version: text(&value, "version"),
    };
    let report = Report {
        plan,
        documents,
        claims,
        verdicts,
        findings: Vec::new(),
        assessments: Vec::new(),
        corrections: list(&value, "corrections").filter_map(correction).collect(),
        decisions: Vec::new(),
        comparison: None,
        notices: Vec::new(),
    };
    Ok(Past { report, last, has_units: false, has_rows: false, limits })
}

fn text(value: &Value, field: &str) -> Option<String> {
    value[field].as_str().map(str::to_owned)
}

fn words(value: &Value, field: &str) -> String {
    text(value, field).unwrap_or_default()
}

fn list<'a>(value: &'a Value, field: &str) -> impl Iterator<Item = &'a Value> {
    value[field].as_array().into_iter().flatten()
}

fn strings(value: &Value, field: &str) -> Vec<String> {
    list(value, field).filter_map(Value::as_str).map(str::to_owned).collect()
}

fn number(value: &Value, field: &str) -> Option<u32> {
    value[field].as_u64().and_then(|number| u32::try_from(number).ok())
}

fn system(value: &Value) -> System {
    System {
        id: words(value, "id"),
        name: words(value, "name"),
        vendor: text(value, "vendor"),
        service: None,
        options: strings(value, "options"),
    }
}

fn document(value: &Value) -> Document {
    let kind = value["kind"].as_str().and_then(Kind::from_id).unwrap_or(Kind::Unknown);
    let mut document = Document::new(&words(value, "path"), &words(value, "sha256"), "", kind);
    document.id = words(value, "id");
    document.edition = text(value, "edition");
    document.side = [Side::Hospital, Side::Vendor, Side::Both]
        .into_iter()
        .find(|side| value["side"].as_str() == Some(side.id()))
        .unwrap_or(document.side);
    document.systems = strings(value, "systems");
    document.vendor = text(value, "vendor");
    let head = &value["header"];
    let day = |field: &str| head[field].as_str().and_then(Date::iso);
    document.header = Header {
        title: text(head, "title"),
        product: text(head, "product"),
        version: text(head, "version"),
        vendor: text(head, "vendor"),
        hospital: text(head, "hospital"),
        system: text(head, "system"),
        created: day("created"),
        first_check: day("first_check"),
        guideline: text(head, "guideline"),
        signed: day("signed"),
        from: day("from"),
        to: day("to"),
        renews: head["renews"].as_bool().unwrap_or(false),
        notice_months: number(head, "notice_months"),
    };
    document
}

fn place(value: &Value) -> Place {
    Place {
        unit: text(value, "unit"),
        page: number(value, "page"),
        sheet: text(value, "sheet"),
        cell: text(value, "cell"),
        line: number(value, "line"),
    }
}

fn party(value: &Value) -> Option<Party> {
    Party::ALL.into_iter().find(|party| value.as_str() == Some(party.id()))
}

fn claim(value: &Value) -> Option<Claim> {
    Some(Claim {
        id: text(value, "id")?,
        document: text(value, "document")?,
        duty: DutyId::new(value["duty"].as_str()?),
        holder: party(&value["holder"])?,
        performer: party(&value["performer"]),
        strength: Strength::ALL.into_iter().find(|one| value["strength"].as_str() == Some(one.id()))?,
        condition: text(value, "condition"),
        scope: text(value, "scope"),
        half: text(value, "half"),
        pushed: value["pushed"].as_bool().unwrap_or(false),
        quote: Quote { text: words(value, "quote"), place: place(&value["place"]) },
        confidence: Confidence::High,
        why: Explanation::default(),
    })
}

/// A correction that was applied; one that had lapsed changed nothing. Which claims it changed is not kept.
fn correction(value: &Value) -> Option<Corrected> {
    value["applied"].as_bool().filter(|applied| *applied)?;
    let change = match value["change"].as_str()? {
        "confirm" => Ruling::Confirm,
        "drop" => Ruling::Drop,
        _ => Ruling::Holder(party(&value["holder"])?),
    };
    let state = |value: &Value| State::ALL.into_iter().find(|state| value.as_str() == Some(state.id()));
    let swayed = |one: &Value| {
        Some(Swayed { system: text(one, "system")?, before: state(&one["before"])?, after: state(&one["after"])? })
    };
    Some(Corrected {
        correction: Correction {
            path: words(value, "path"),
            duty: DutyId::new(value["duty"].as_str()?),
            print: words(value, "sentence"),
            quote: words(value, "quote"),
            place: place(&value["place"]),
            read_as: words(value, "read_as"),
            change,
            reason: words(value, "reason"),
            by: words(value, "by"),
            day: value["day"].as_str().and_then(Date::iso),
        },
        document: text(value, "document"),
        claims: Vec::new(),
        touched: list(value, "touched").filter_map(swayed).collect(),
        lapsed: None,
    })
}

fn verdict(value: &Value) -> Option<Verdict> {
    Some(Verdict {
        duty: DutyId::new(value["duty"].as_str()?),
        system: text(value, "system")?,
        state: State::ALL.into_iter().find(|state| value["state"].as_str() == Some(state.id()))?,
        holder: party(&value["holder"]),
        why: words(value, "why"),
        claims: strings(value, "claims"),
        searched: strings(value, "searched"),
    })
}
