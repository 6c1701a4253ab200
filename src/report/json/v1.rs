//! Version 1 of the JSON shape, apart from the inner types: fields are added freely, and never renamed or removed here.

mod changes;
mod fill;
mod sources;

use std::collections::BTreeMap;

use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Report<'a> {
    schema: &'static str,
    version: &'static str,
    as_of: String,
    workflow: &'static str,
    guideline: &'static str,
    manifest: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decisions_file: Option<&'a str>,
    hospital: Hospital<'a>,
    vendors: Vec<Vendor<'a>>,
    systems: Vec<System<'a>>,
    counts: BTreeMap<&'static str, usize>,
    forms: Vec<Form<'a>>,
    #[serde(flatten)]
    sources: sources::Sources<'a>,
    documents: Vec<Document<'a>>,
    claims: Vec<Claim<'a>>,
    verdicts: Vec<Verdict<'a>>,
    remedies: Vec<Remedy<'a>>,
    findings: Vec<Finding<'a>>,
    assessments: Vec<Assessment<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    corrections: Vec<Correction<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    decisions: Vec<Decision<'a>>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    review: Option<changes::Review<'a>>,
    notices: Vec<Notice<'a>>,
}

/// What people corrected in the reading, applied or lapsed.
#[derive(Serialize)]
struct Correction<'a> {
    document: Option<&'a str>,
    path: &'a str,
    duty: &'a str,
    sentence: &'a str,
    quote: &'a str,
    place: Place<'a>,
    read_as: &'a str,
    change: &'static str,
    holder: Option<&'static str>,
    reason: &'a str,
    by: Option<&'a str>,
    day: Option<String>,
    applied: bool,
    lapsed: Option<&'a str>,
    touched: Vec<Touched<'a>>,
}

/// A verdict to which a correction contributes.
#[derive(Serialize)]
struct Touched<'a> {
    system: &'a str,
    before: &'static str,
    after: &'static str,
}

/// What people wrote into an earlier workbook or on the local page.
#[derive(Serialize)]
struct Decision<'a> {
    place: &'a str,
    duty: Option<&'a str>,
    system: Option<&'a str>,
    standing: &'static str,
    why: &'a str,
    entries: BTreeMap<&'a str, String>,
}

/// A question of a guideline to the case.
#[derive(Serialize)]
struct Assessment<'a> {
    id: &'a str,
    system: Option<&'a str>,
    question: &'a str,
    answer: &'static str,
    why: &'a str,
    basis: &'a str,
    grounds: Vec<Ground<'a>>,
}

/// Words on which an answer rests.
#[derive(Serialize)]
struct Ground<'a> {
    quote: &'a str,
    #[serde(flatten)]
    place: FindingPlace<'a>,
}

#[derive(Serialize)]
struct Hospital<'a> {
    name: Option<&'a str>,
    beds: Option<u32>,
}

#[derive(Serialize)]
struct Vendor<'a> {
    id: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct System<'a> {
    id: &'a str,
    name: &'a str,
    vendor: Option<&'a str>,
    service: Option<&'static str>,
    options: &'a [String],
}

/// A blank form against which papers were held.
#[derive(Serialize)]
struct Form<'a> {
    path: &'a str,
    sha256: &'a str,
    kind: &'static str,
    edition: Option<&'a str>,
    rows: usize,
}

#[derive(Serialize)]
struct Document<'a> {
    id: &'a str,
    path: &'a str,
    sha256: &'a str,
    container: &'static str,
    kind: &'static str,
    kind_reason: &'a str,
    edition: Option<&'a str>,
    side: &'static str,
    system: Option<&'a str>,
    systems: &'a [String],
    vendor: Option<&'a str>,
    header: Header<'a>,
    rows: usize,
    units: usize,
}

/// One paper in full, as `hazama read` prints it.
#[derive(Serialize)]
pub(super) struct Paper<'a> {
    schema: &'static str,
    version: &'static str,
    path: &'a str,
    sha256: &'a str,
    container: &'static str,
    kind: &'static str,
    kind_reason: &'a str,
    edition: Option<&'a str>,
    side: &'static str,
    header: Header<'a>,
    rows: Vec<Row<'a>>,
    units: Vec<Unit<'a>>,
    precedence: Vec<Precedence<'a>>,
    claims: Vec<Claim<'a>>,
    notices: Vec<Notice<'a>>,
}

#[derive(Serialize)]
struct Header<'a> {
    title: Option<&'a str>,
    product: Option<&'a str>,
    version: Option<&'a str>,
    vendor: Option<&'a str>,
    hospital: Option<&'a str>,
    system: Option<&'a str>,
    created: Option<String>,
    first_check: Option<String>,
    guideline: Option<&'a str>,
    from: Option<String>,
    to: Option<String>,
    renews: bool,
    notice_months: Option<u32>,
    signed: Option<String>,
}

#[derive(Serialize)]
struct Row<'a> {
    part: Option<&'a str>,
    section: Option<&'a str>,
    number: &'a str,
    title: Option<&'a str>,
    text: &'a str,
    answer: &'static str,
    date: Option<String>,
    done: Option<String>,
    remark: Option<&'a str>,
    remark_key: Option<&'a str>,
    holder: Option<&'a str>,
    clause: Option<&'a str>,
    parent: Option<&'a str>,
    key: Option<&'a str>,
    duties: Vec<&'a str>,
    place: Place<'a>,
    remark_place: Option<Place<'a>>,
}

#[derive(Serialize)]
struct Unit<'a> {
    unit: &'a str,
    heading: Option<&'a str>,
    text: &'a str,
    ignored: Option<&'a str>,
    line: u32,
    page: Option<u32>,
}

#[derive(Serialize)]
struct Precedence<'a> {
    winner: &'a str,
    loser: &'a str,
    unit: Option<&'a str>,
    quote: &'a str,
    place: Place<'a>,
}

#[derive(Serialize)]
struct Claim<'a> {
    id: Option<&'a str>,
    document: Option<&'a str>,
    duty: &'a str,
    holder: &'static str,
    performer: Option<&'static str>,
    strength: &'static str,
    condition: Option<&'a str>,
    scope: Option<&'a str>,
    half: Option<&'a str>,
    pushed: bool,
    quote: &'a str,
    place: Place<'a>,
    confidence: &'static str,
    reading: Reading<'a>,
}

#[derive(Serialize)]
struct Reading<'a> {
    agent: &'a str,
    step: &'a str,
    ending: &'a str,
    object: &'a str,
    act: &'a str,
}

#[derive(Serialize)]
struct Place<'a> {
    unit: Option<&'a str>,
    page: Option<u32>,
    sheet: Option<&'a str>,
    cell: Option<&'a str>,
    line: Option<u32>,
}

#[derive(Serialize)]
struct Verdict<'a> {
    duty: &'a str,
    system: &'a str,
    state: &'static str,
    holder: Option<&'static str>,
    why: &'a str,
    claims: &'a [String],
    searched: &'a [String],
    /// The state without the corrections of people, where any contributes.
    #[serde(skip_serializing_if = "Option::is_none")]
    uncorrected: Option<&'static str>,
}

/// What to propose for a verdict that hangs.
#[derive(Serialize)]
struct Remedy<'a> {
    duty: &'a str,
    system: &'a str,
    how: &'a str,
    contract: Option<Words<'a>>,
    contract_hospital: Option<Words<'a>>,
    rule: Option<Words<'a>>,
    question: Option<Words<'a>>,
}

#[derive(Serialize)]
struct Words<'a> {
    ja: &'a str,
    en: &'a str,
}

#[derive(Serialize)]
struct Finding<'a> {
    id: &'a str,
    rule: &'a str,
    severity: &'static str,
    duty: Option<&'a str>,
    system: Option<&'a str>,
    message: &'a str,
    why: &'a str,
    remedy: &'a str,
    places: Vec<FindingPlace<'a>>,
}

#[derive(Serialize)]
struct FindingPlace<'a> {
    document: &'a str,
    #[serde(flatten)]
    place: Place<'a>,
}

#[derive(Serialize)]
struct Notice<'a> {
    document: Option<&'a str>,
    place: Place<'a>,
    message: &'a str,
    duties: Vec<&'a str>,
}
