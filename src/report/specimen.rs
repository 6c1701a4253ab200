//! An invented case for the tests of this room: two systems of one vendor, every state, long quotes, hostile letters.

use std::sync::LazyLock;

use crate::catalogue::Catalogue;
use crate::model::*;

/// Invented words of a contract that are long enough to wrap in every output.
const LONG: &str = "乙は、本件システムに係るデータの複製を毎日一回以上作成し、作成した複製のうち少なくとも一世代をネットワークから切り離した\
     媒体に保管するものとする。ただし、甲が別途定める仕様書において遠隔地への保管を選択した場合は、この限りでない。なお、復元に要する費用は、甲乙協議のうえ\
     別途見積りにより定める。";

/// The built-in catalogue, compiled once for all tests of this room.
pub fn catalogue() -> &'static Catalogue {
    static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::builtin);
    &CATALOGUE
}

/// The whole invented report.
pub fn report() -> Report {
    let mut documents = documents();
    let mut claims = claims();
    for (at, claim) in claims.iter_mut().enumerate() {
        claim.id = format!("c{}", at + 1);
    }
    for document in &mut documents {
        for (at, row) in document.rows.iter_mut().enumerate() {
            row.place.cell = Some(format!("D{}", 12 + at));
        }
        document.claims = claims.iter().filter(|claim| claim.document == document.id).cloned().collect();
    }
    let verdicts = verdicts(catalogue(), &claims);
    let mut notices: Vec<Notice> = documents.iter().flat_map(|document| document.notices.clone()).collect();
    notices.push(Notice::new(Place::default(), "README.md: 案件の説明とみなし、読みませんでした。"));
    Report {
        plan: plan(),
        documents,
        claims,
        verdicts,
        findings: findings(),
        assessments: assessments(),
        corrections: Vec::new(),
        decisions: Vec::new(),
        comparison: None,
        notices,
    }
}

fn plan() -> Plan {
    let date = Date::new(2026, 11, 22).expect("a day");
    let system = |id: &str, name: &str, service| System {
        id: id.to_owned(),
        name: name.to_owned(),
        vendor: Some("kakuu".to_owned()),
        service: Some(service),
        options: vec!["遠隔バックアップ".to_owned()],
    };
    Plan {
        hospital: Hospital { name: Some("みほん市民病院".to_owned()), beds: Some(180) },
        vendors: vec![Vendor { id: "kakuu".to_owned(), name: "架空システム株式会社".to_owned() }],
        systems: vec![
            system("ehr", "電子カルテ", Service::OnPremises),
            system("receipt", "医事会計クラウド", Service::Cloud),
        ],
        has_manifest: true,
        manifest: Some("0".repeat(64)),
        ..Plan::bare(date)
    }
}

fn documents() -> Vec<Document> {
    let document = |id: &str, path: &str, kind: Kind, reason: &str| {
        let container = if path.ends_with("xlsx") { "xlsx" } else { "docx" };
        let mut document = Document::new(path, &format!("{:0>64}", id.replace('d', "")), container, kind);
        document.id = id.to_owned();
        document.kind_reason = reason.to_owned();
        document
    };
    let mut contract = document(
        "d1",
        "契約/電子カルテ保守契約書.docx",
        Kind::Contract,
        "表題に「保守契約書」があり、甲と乙の定義があります。",
    );
    contract.header = Header {
        title: Some("電子カルテシステム保守契約書".to_owned()),
        from: Date::new(2026, 4, 1),
        to: Date::new(2027, 3, 31),
        renews: true,
        notice_months: Some(3),
        ..Header::default()
    };
    contract.units = vec![
        unit("第1条", "目的", "本契約は、甲の情報システムの保守について定める。", Some("目的")),
        unit("第8条第2項", "バックアップ", LONG, None),
        unit("第9条", "障害対応", "乙は、甲の求めに応じて障害の調査を行う。", None),
        unit("第12条", "削除", "第12条 削除", Some("削除")),
    ];
    contract.precedence = vec![Precedence {
        unit: None,
        paper: None,
        duties: Vec::new(),
        winner: "覚書".to_owned(),
        loser: String::new(),
        place: unit_place("第20条", 61),
        text: "覚書と本契約に相違があるときは、覚書が優先する。".to_owned(),
    }];
    let mut rule =
        document("d2", "規程/医療情報システム運用管理規程.docx", Kind::Rule, "表題に「運用管理規程」があります。");
    rule.units = vec![
        unit("第14条", "バックアップ", "保守業者は、データの複製を毎日取得しなければならない。", None),
        unit("第15条第1項", "ログ", "システム管理者は、アクセスログを定期的に確認するものとする。", None),
    ];
    let mut mds = document(
        "d3",
        "開示書/MDS_電子カルテ.xlsx",
        Kind::Mds,
        "「製造業者による医療情報セキュリティ開示書」の見出しがあります。",
    );
    mds.edition = Some("4.1".to_owned());
    mds.systems = vec!["ehr".to_owned()];
    mds.vendor = Some("kakuu".to_owned());
    mds.header = Header {
        product: Some("みほんカルテ".to_owned()),
        version: Some("V5.2".to_owned()),
        vendor: Some("架空システム株式会社".to_owned()),
        created: Date::new(2026, 3, 2),
        ..Header::default()
    };
    mds.rows = vec![
        row(
            None,
            "4.1",
            None,
            "二要素認証の機能がありますか。",
            Answer::Yes,
            "acc.mfa",
            Some("オプション契約時に限り提供します。"),
        ),
        row(
            None,
            "4.2",
            None,
            "バックアップ機能がありますか。",
            Answer::No,
            "bck.take",
            Some("お客様にて実施してください。"),
        ),
        row(None, "5", None, "時刻同期の手段がありますか。", Answer::Na, "log.clock", None),
        row(None, "6", None, "停電時の備えについて記載がありますか。", Answer::Blank, "", None),
    ];
    mds.rows[1].remark_place = Some(Place::cell("MDS", "F13"));
    mds.notices = vec![Notice {
        document: "d3".to_owned(),
        place: Place::cell("MDS", "D20"),
        message: "丸印がどの回答を囲むのか判読できませんでした。元の用紙で確かめてください。".to_owned(),
        duties: vec![DutyId::new("net.segment")],
    }];
    let mut table = document(
        "d4",
        "役割分担確認表.xlsx",
        Kind::RoleTable,
        "「項番・項目・内容・初回確認・完了日」の見出し行があります。",
    );
    table.edition = Some("2024-06".to_owned());
    table.header = Header { first_check: Date::new(2026, 10, 1), ..Header::default() };
    table.rows = vec![
        row(
            Some("Part1"),
            "A-1",
            Some("開示資料の確認"),
            "事業者から受領した開示資料を確認したか。",
            Answer::Yes,
            "sel.disclosure",
            None,
        ),
        row(
            Some("Part2"),
            "C-3",
            Some("バックアップ"),
            "バックアップの取得と復元の分担を確認したか。",
            Answer::Yes,
            "bck.take",
            None,
        ),
        row(
            Some("Part2"),
            "C-4",
            Some("暗号化"),
            "=HYPERLINK(\"http://example.invalid\",\"押す\")",
            Answer::No,
            "",
            None,
        ),
    ];
    table.rows[2].done = Date::new(2026, 11, 5);
    let mut unknown = document("d5", "その他/案内図.pdf", Kind::Unknown, "読み取れる文字がありませんでした。");
    unknown.container = "pdf";
    unknown.notices = vec![Notice {
        document: "d5".to_owned(),
        place: Place::default(),
        message: "PDF はまだ読み取れません。docx か xlsx に保存し直してください。".to_owned(),
        duties: Vec::new(),
    }];
    vec![contract, rule, mds, table, unknown]
}

fn unit_place(unit: &str, line: u32) -> Place {
    Place { unit: Some(unit.to_owned()), line: Some(line), page: Some(3), ..Place::default() }
}

fn unit(unit: &str, heading: &str, text: &str, ignored: Option<&str>) -> Unit {
    Unit {
        unit: unit.to_owned(),
        heading: Some(heading.to_owned()),
        text: text.to_owned(),
        line: 4,
        page: None,
        ignored: ignored.map(str::to_owned),
    }
}

fn row(
    part: Option<&str>,
    number: &str,
    title: Option<&str>,
    text: &str,
    answer: Answer,
    duty: &str,
    remark: Option<&str>,
) -> Row {
    Row {
        part: part.map(str::to_owned),
        section: Some("技術的対策".to_owned()),
        number: number.to_owned(),
        title: title.map(str::to_owned),
        text: text.to_owned(),
        answer,
        date: None,
        done: None,
        remark: remark.map(str::to_owned),
        remark_key: remark.map(|_| "1".to_owned()),
        note: None,
        holder: None,
        clause: None,
        parent: None,
        key: None,
        duties: if duty.is_empty() { Vec::new() } else { vec![DutyId::new(duty)] },
        place: Place::cell(part.unwrap_or("MDS"), "D12"),
        remark_place: None,
    }
}

fn claims() -> Vec<Claim> {
    let claim = |document: &str, duty: &str, holder, strength, text: &str, place: Place| Claim {
        id: String::new(),
        document: document.to_owned(),
        duty: DutyId::new(duty),
        holder,
        performer: None,
        strength,
        condition: None,
        scope: None,
        half: None,
        pushed: false,
        quote: Quote { text: text.to_owned(), place },
        confidence: Confidence::High,
        why: Explanation {
            agent: "乙は".to_owned(),
            step: "文中の主語".to_owned(),
            ending: "ものとする".to_owned(),
            object: "複製".to_owned(),
            act: "作成".to_owned(),
        },
    };
    let mut claims = vec![
        claim("d1", "bck.take", Party::Vendor, Strength::Duty, LONG, unit_place("第8条第2項", 41)),
        claim(
            "d1",
            "inc.investigate",
            Party::Vendor,
            Strength::Conditional,
            "乙は、甲の求めに応じて障害の調査を行う。",
            unit_place("第9条", 44),
        ),
        claim(
            "d1",
            "bck.test",
            Party::Vendor,
            Strength::Disclaimed,
            "復元試験は、本契約に含まない。",
            unit_place("第8条第4項", 43),
        ),
        claim(
            "d2",
            "bck.take",
            Party::Vendor,
            Strength::Expected,
            "保守業者は、データの複製を毎日取得しなければならない。",
            unit_place("第14条", 30),
        ),
        claim(
            "d2",
            "bck.test",
            Party::Vendor,
            Strength::Expected,
            "保守業者は、年1回以上、複製からの復元を確かめなければならない。",
            unit_place("第14条第2項", 31),
        ),
        claim(
            "d2",
            "log.review",
            Party::Hospital,
            Strength::Duty,
            "システム管理者は、アクセスログを定期的に確認するものとする。",
            unit_place("第15条第1項", 33),
        ),
        claim("d3", "bck.take", Party::Vendor, Strength::Absent, "いいえ", Place::cell("MDS", "D13")),
        claim(
            "d3",
            "acc.mfa",
            Party::Vendor,
            Strength::Stated,
            "はい (備考1) オプション契約時に限り提供します。",
            Place::cell("MDS", "D12"),
        ),
        claim("d3", "log.clock", Party::Vendor, Strength::Outside, "=1+1\u{7}対象外", Place::cell("MDS", "D14")),
        claim(
            "d3",
            "bck.take",
            Party::Hospital,
            Strength::Expected,
            "お客様にて実施してください。",
            Place::cell("MDS", "F13"),
        ),
    ];
    claims[1].condition = Some("甲の求めに応じて".to_owned());
    claims[4].scope = Some("サーバ".to_owned());
    claims[9].pushed = true;
    claims
}

/// One verdict per duty and system: those with claims by hand, the others going round all states.
fn verdicts(catalogue: &Catalogue, claims: &[Claim]) -> Vec<Verdict> {
    let by_hand = |duty: &str| match duty {
        "bck.take" => Some(State::Contradicted),
        "inc.investigate" => Some(State::Conditional),
        "bck.test" => Some(State::Mutual),
        "log.review" => Some(State::Agreed),
        "acc.mfa" => Some(State::Declared),
        "log.clock" => Some(State::Outside),
        _ => None,
    };
    let mut verdicts = Vec::new();
    for (at, duty) in catalogue.duties.iter().enumerate() {
        for (turn, system) in ["ehr", "receipt"].into_iter().enumerate() {
            let weighed = by_hand(duty.id.as_str()).filter(|_| system == "ehr");
            let round = if at % 3 == 0 { State::Agreed } else { State::ALL[(at + turn * 5) % State::ALL.len()] };
            let state = weighed.unwrap_or(round);
            verdicts.push(Verdict {
                duty: duty.id.clone(),
                system: system.to_owned(),
                state,
                holder: (state == State::Agreed).then_some(Party::Hospital),
                why: match state {
                    State::Contradicted => {
                        "契約書は事業者の義務としていますが、事業者の開示書は「いいえ」と答えています。".to_owned()
                    }
                    State::Agreed => "院内規程が病院の仕事として定めています。".to_owned(),
                    _ => format!("どの文書も引き受ける者を定めていないため、{}と判定しました。", state.ja()),
                },
                claims: match weighed {
                    Some(_) => {
                        claims.iter().filter(|claim| claim.duty == duty.id).map(|claim| claim.id.clone()).collect()
                    }
                    None => Vec::new(),
                },
                searched: ["d1", "d2", "d3"].map(str::to_owned).to_vec(),
            });
        }
    }
    verdicts
}

fn assessments() -> Vec<Assessment> {
    let at =
        FindingPlace { document: "d1".to_owned(), place: Place { unit: Some("第8条".into()), ..Place::default() } };
    [
        (Reply::Yes, vec![("乙は、更新を適用する。".to_owned(), at)]),
        (Reply::No, Vec::new()),
        (Reply::NotShown, Vec::new()),
    ]
    .into_iter()
    .map(|(reply, grounds)| Assessment {
        id: "update-duty",
        system: Some("ehr".to_owned()),
        question: "更新を事業者の責務と定めているか".to_owned(),
        reply,
        why: "理由。".to_owned(),
        basis: "ガイドライン第7.0版",
        grounds,
    })
    .collect()
}

fn findings() -> Vec<Finding> {
    let finding = |id: &str, rule: &str, severity, duty: Option<&str>, message: &str, document: &str, place| Finding {
        id: id.to_owned(),
        rule: rule.to_owned(),
        severity,
        duty: duty.map(DutyId::new),
        system: Some("ehr".to_owned()),
        message: message.to_owned(),
        why: "確認済みとされていても、文書に裏付けがなければ、事故のときに誰が動くかが決まりません。".to_owned(),
        remedy: "契約書か覚書に、誰が行うかを書き足してください。".to_owned(),
        primary: FindingPlace { document: document.to_owned(), place },
        places: vec![FindingPlace { document: "d1".to_owned(), place: unit_place("第8条第2項", 41) }],
    };
    vec![
        finding(
            "f-3f9a00000001",
            "ticked-without-basis",
            Severity::High,
            Some("bck.take"),
            "確認表の C-3 は「はい」ですが、バックアップの取得の分担が文書で決まっていません。",
            "d4",
            Place::cell("Part2", "D12"),
        ),
        finding(
            "f-3f9a00000002",
            "disclosure-gap",
            Severity::Medium,
            None,
            "開示書の 6 番に回答がありません。",
            "d3",
            Place::cell("MDS", "D15"),
        ),
    ]
}
