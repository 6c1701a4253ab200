//! What guidelines and authorities ask of the whole case. In: documents, claims, verdicts and plan. Out: one
//! [`Assessment`] a question, with the words it rests on. An answer is never taken from silence.

use std::collections::BTreeSet;

use super::scene::{Scene, paper_name, place_in, place_of, unit_place};
use super::term::Term;
use crate::catalogue::Catalogue;
use crate::model::{
    Answer, Assessment, Claim, Document, FindingPlace, Guideline, Kind, Level, Party, Plan, Reply, State, Strength,
    System, Verdict,
};
use crate::text::{dates, normal, pattern};

const VOLUME: &str = "ガイドライン第7.0版 保守委託機関編";
const CHOICE: &str = "ガイドライン第7.0版 保守委託機関編 10章";
const FACTORS: &str = "ガイドライン第7.0版 保守委託機関編 9章④⑤";
const FILING: &str = "診療録管理体制加算 疑義解釈(その8 問2、その1 問49)";
const CONTRACT: &str = "ガイドライン 経営管理編 1.3.2 責任分界(契約)";

pattern!(
    ALONE,
    r"スタンドアロン|スタンドアローン|(?:端末|パソコン|PC)(?:内|だけ|単体|1台)で(?:完結|動作|稼働|運用)|(?:端末|パソコン|PC)に(?:本体を)?インストールして(?:使用|利用|運用)"
);

/// Answers every question, the whole case first, then system by system, then paper by paper.
pub fn assess(
    documents: &[Document],
    claims: &[Claim],
    verdicts: &[Verdict],
    catalogue: &Catalogue,
    plan: &Plan,
) -> Vec<Assessment> {
    let scene = Scene::new(documents, claims, verdicts, catalogue, plan);
    let mut found = Vec::new();
    if plan.guideline >= Guideline::V7_0 {
        let updates: Vec<Assessment> = scene.systems.iter().map(|system| update_duty(&scene, system)).collect();
        found.push(deemed_volume(&updates));
        found.extend(updates);
        found.extend(scene.systems.iter().map(|system| two_factor(&scene, system)));
        found.extend(scene.systems.iter().map(|system| form_answers(&scene, system)));
    }
    found.extend(scene.systems.iter().map(|system| offline_backup(&scene, system)));
    found.extend(documents.iter().filter(|document| document.kind == Kind::Contract).map(|paper| term(&scene, paper)));
    for one in &mut found {
        // one sentence may claim a duty more than once
        let mut seen = BTreeSet::new();
        one.grounds.retain(|ground| seen.insert(ground.clone()));
    }
    found
}

fn quoted(claim: &Claim) -> (String, FindingPlace) {
    (claim.quote.text.clone(), place_of(claim))
}

/// The claims on a duty that binding papers make, with those words.
fn binding<'a>(scene: &Scene<'a>, duty: &str, system: &System, wanted: impl Fn(&Claim) -> bool) -> Vec<&'a Claim> {
    let all = scene.claims_on(duty, system).into_iter();
    let bound = all.filter(|(claim, document)| document.kind.level() == Level::Binding && wanted(claim));
    bound.map(|(claim, _)| claim).collect()
}

/// Whether the security updates of every server of a system are the vendor's in words. A PC on which the whole application
/// runs counts as a server.
fn update_duty(scene: &Scene, system: &System) -> Assessment {
    let vendors =
        |claim: &Claim| matches!(claim.holder, Party::Vendor | Party::Both) && claim.strength == Strength::Duty;
    let verdict = scene.verdict(&"vul.server".into(), &system.id);
    let agreed = verdict.is_some_and(|verdict| verdict.state == State::Agreed);
    let by_vendor = is_settled_by_vendor(scene, "vul.server", system);
    let bound = binding(scene, "vul.server", system, vendors);
    let taken = agreed && !by_vendor;
    let away = binding(scene, "vul.server", system, |claim| {
        (claim.holder == Party::Vendor && claim.strength == Strength::Disclaimed)
            || (claim.holder == Party::Hospital && claim.strength == Strength::Duty)
    });
    // one server that the same paper leaves out is enough
    let parted: Vec<&Claim> =
        away.iter().copied().filter(|claim| bound.iter().any(|duty| duty.document == claim.document)).collect();
    let alone = alone(scene, system);
    let terminal = binding(scene, "vul.terminal", system, vendors);
    let (reply, why, grounds): (Reply, String, Vec<_>) = match (&bound[..], &alone) {
        _ if taken => (
            Reply::No,
            "サーバの更新を引き受けているのは医療機関で、事業者の責務とする契約・規約・SLAはありません。".into(),
            evidence(scene, "vul.server", system),
        ),
        ([], _) if !away.is_empty() => (
            Reply::No,
            "契約・規約・SLAが、サーバの更新を事業者の対象外とするか医療機関に渡しています。".into(),
            away.iter().map(|claim| quoted(claim)).collect(),
        ),
        ([], _) => (
            Reply::NotShown,
            "サーバの更新を事業者の責務とする言葉が、契約・規約・SLAのどれにもありません(第7.0版は医療機関の責務と読みます)。".into(),
            evidence(scene, "vul.server", system),
        ),
        _ if !agreed => (
            Reply::NotShown,
            "事業者の責務とする条項がありますが、ほかの文書と食い違っています。".into(),
            evidence(scene, "vul.server", system),
        ),
        _ if !parted.is_empty() => (
            Reply::No,
            "サーバの更新は事業者の義務ですが、同じ文書が一部のサーバを外しているか医療機関に渡しています。".into(),
            parted.iter().map(|claim| quoted(claim)).collect(),
        ),
        (bound, Some(words)) if terminal.is_empty() => (
            Reply::NotShown,
            "サーバの更新は事業者の責務ですが、端末だけで動くとする記載があり、その端末の更新を事業者の責務とする条項がありません。".into(),
            std::iter::once(words.clone()).chain(bound.iter().map(|claim| quoted(claim))).collect(),
        ),
        (bound, _) => (
            Reply::Yes,
            "契約・規約・SLAが、サーバの更新を事業者の義務と定めています。".into(),
            bound.iter().map(|claim| quoted(claim)).collect(),
        ),
    };
    Assessment {
        id: "update-duty",
        system: Some(system.id.clone()),
        question: "サーバのセキュリティ更新を、事業者の責務と書面で定めているか".to_owned(),
        reply,
        why,
        basis: VOLUME,
        grounds,
    }
}

/// The vendor is bound, be it under an option that has been bought.
fn is_settled_by_vendor(scene: &Scene, duty: &str, system: &System) -> bool {
    let verdict = scene.verdict(&duty.into(), &system.id);
    verdict.is_some_and(|verdict| matches!(verdict.holder, Some(Party::Vendor | Party::Both)))
}

/// Words that let a PC of the system run the whole application.
fn alone(scene: &Scene, system: &System) -> Option<(String, FindingPlace)> {
    let papers = scene.papers(system).into_iter().filter(|paper| paper.kind.level() != Level::Internal);
    papers.flat_map(|paper| paper.units.iter().map(move |unit| (paper, unit))).find_map(|(paper, unit)| {
        ALONE.is_match(&normal(&unit.text)).then(|| (unit.text.clone(), place_in(paper, &unit_place(unit))))
    })
}

/// May the institution follow the volume for out-sourcing institutions alone?
fn deemed_volume(updates: &[Assessment]) -> Assessment {
    let of = |reply: Reply| updates.iter().filter(|one| one.reply == reply).count();
    let (reply, why) = if of(Reply::No) > 0 {
        (Reply::No, format!("{}つのシステムで、サーバの更新が事業者の責務になっていません。", of(Reply::No)))
    } else if of(Reply::NotShown) > 0 {
        let silent = of(Reply::NotShown);
        (
            Reply::NotShown,
            format!("{silent}つのシステムで、サーバの更新を事業者の責務とすることが書面で示されていません。"),
        )
    } else {
        (Reply::Yes, "点検したすべてのシステムで、サーバの更新が事業者の責務と書面で定められています。".to_owned())
    };
    Assessment {
        id: "deemed-volume",
        system: None,
        question: "保守委託機関編だけに従うことで足りるか(すべてのサーバの更新を事業者に委ねているか)".to_owned(),
        reply,
        why: format!("{why}台帳にあって文書を点検していないサーバがないかは、別に確かめてください。"),
        basis: VOLUME,
        grounds: updates
            .iter()
            .filter(|one| one.reply == reply)
            .filter_map(|one| one.grounds.first().cloned())
            .collect(),
    }
}

/// Whether two-factor authentication is there, or planned.
fn two_factor(scene: &Scene, system: &System) -> Assessment {
    let claims = scene.claims_on("acc.mfa", system);
    let with = |strengths: &[Strength]| -> Vec<&Claim> {
        let said = claims.iter().filter(|(claim, _)| strengths.contains(&claim.strength) && !claim.pushed);
        said.map(|(claim, _)| *claim).collect()
    };
    let (mut there, planned, absent) = (
        with(&[Strength::Stated, Strength::Duty]),
        with(&[Strength::Planned]),
        with(&[Strength::Absent, Strength::Disclaimed]),
    );
    if is_settled_by_vendor(scene, "acc.mfa", system) {
        there.extend(with(&[Strength::Conditional]));
    }
    let verdict = scene.verdict(&"acc.mfa".into(), &system.id);
    // nobody is bound, and one paper states what another denies
    let bound = there.iter().any(|claim| claim.strength == Strength::Duty);
    let denied = !bound && there.iter().any(|claim| absent.iter().any(|other| other.document != claim.document));
    let (reply, why, rests) = match (&there[..], &planned[..], &absent[..]) {
        _ if denied || verdict.is_some_and(|verdict| verdict.state == State::Contradicted) => (
            Reply::NotShown,
            "備えるとする文書と「なし」とする文書が食い違っています。どちらが今の実態かを事業者に確かめてください。",
            there.into_iter().chain(absent).collect(),
        ),
        ([_, ..], ..) => (
            Reply::Yes,
            "二要素認証があるとする記載があります。様式の「はい」は「次の更新までに備える予定」のこともあるため、今使えるかを確かめてください。",
            there,
        ),
        (_, [_, ..], _) => (
            Reply::NotShown,
            "予定とする記載があるだけです。2027年4月1日までか、次の更新までの時期を確かめてください。",
            planned,
        ),
        (.., [_, ..]) => (
            Reply::No,
            "「なし」とする記載があります。2027年4月1日までか、次の更新までの対応を求めてください。",
            absent,
        ),
        _ if !claims.is_empty() => (
            Reply::NotShown,
            "触れた文書はありますが、備えているとも予定とも述べていません(オプション、努力、病院に委ねる記載など)。",
            claims.iter().map(|(claim, _)| *claim).collect(),
        ),
        _ => (Reply::NotShown, "二要素認証について触れた文書がありません。", Vec::new()),
    };
    Assessment {
        id: "two-factor",
        system: Some(system.id.clone()),
        question: "端末とサーバの利用に二要素認証を備えているか(2027年4月1日まで。難しいときは次の更新まで)".to_owned(),
        reply,
        why: why.to_owned(),
        basis: FACTORS,
        grounds: rests.into_iter().map(quoted).collect(),
    }
}

/// Whether every answer of the system's disclosures is yes or n/a.
fn form_answers(scene: &Scene, system: &System) -> Assessment {
    /// Answers that are quoted.
    const QUOTED: usize = 12;
    let forms: Vec<&Document> =
        scene.papers(system).into_iter().filter(|paper| matches!(paper.kind, Kind::Mds | Kind::Sds)).collect();
    let rows: Vec<_> = forms.iter().flat_map(|form| form.rows.iter().map(move |row| (*form, row))).collect();
    let of = |wanted: &[Answer]| -> Vec<_> {
        rows.iter().filter(|(form, row)| wanted.contains(&row.answer) && !form.is_gated(row)).copied().collect()
    };
    let (no, unclear) = (of(&[Answer::No]), of(&[Answer::Blank, Answer::Double, Answer::Unreadable]));
    let (reply, why, rests) = match (rows.len(), no.len(), unclear.len()) {
        (0, ..) => {
            (Reply::NotShown, "MDS/SDSが手元にありません。事業者に提出を求めてください。".to_owned(), Vec::new())
        }
        (all, 0, 0) => (Reply::Yes, format!("{all}問のすべてが「はい」か「対象外」です。"), Vec::new()),
        (_, 0, unclear_count) => {
            (Reply::NotShown, format!("答えのない、又は読み取れない問が{unclear_count}あります。"), unclear)
        }
        (all, count, _) => (
            Reply::No,
            format!("{all}問のうち{count}問が「いいえ」です。項目ごとにリスク評価が必要です(シート「リスク評価」)。"),
            no,
        ),
    };
    Assessment {
        id: "form-answers",
        system: Some(system.id.clone()),
        question: "MDS/SDSの答えがすべて「はい」か「対象外」か".to_owned(),
        reply,
        why,
        basis: CHOICE,
        grounds: rests
            .into_iter()
            .take(QUOTED)
            .map(|(form, row)| (row.text.clone(), place_in(form, &row.place)))
            .collect(),
    }
}

/// The passage on the offline copy that can be attached to a filing: of a contract, else of the rules.
fn offline_backup(scene: &Scene, system: &System) -> Assessment {
    let claims = scene.claims_on("bck.offline", system);
    let at = |level: Level, strength: Strength| -> Vec<&Claim> {
        let said = claims.iter().filter(|(claim, paper)| paper.kind.level() == level && claim.strength == strength);
        said.map(|(claim, _)| *claim).collect()
    };
    let (mut contract, rules) = (at(Level::Binding, Strength::Duty), at(Level::Internal, Strength::Duty));
    let optional = at(Level::Binding, Strength::Conditional);
    if is_settled_by_vendor(scene, "bck.offline", system) {
        contract.extend(&optional);
    }
    let (reply, why, rests) = if !contract.is_empty() {
        (Reply::Yes, "契約・規約などの次の箇所を、届出に添付できます。", contract)
    } else if !rules.is_empty() {
        (Reply::Yes, "契約に定めがなく、院内規程の次の箇所が方法を定めています。", rules)
    } else if !optional.is_empty() {
        (
            Reply::NotShown,
            "契約の定めは条件付き(オプション、有償など)です。条件を満たしているかを確かめてください。",
            optional,
        )
    } else {
        (Reply::NotShown, "オフライン又は遠隔の写しを定めた箇所が、契約にも院内規程にもありません。", Vec::new())
    };
    Assessment {
        id: "offline-backup",
        system: Some(system.id.clone()),
        question: "オフラインのバックアップを、契約か院内規程に定めているか".to_owned(),
        reply,
        why: why.to_owned(),
        basis: FILING,
        grounds: rests.into_iter().map(quoted).collect(),
    }
}

/// Whether a contract is in force on the day of the review, until when, and by when notice must be given.
fn term(scene: &Scene, contract: &Document) -> Assessment {
    let today = scene.plan.as_of;
    let by = |notice: Option<_>| match notice {
        Some(day) if day < today => format!("更新を止める申出の期限({day})は過ぎています。"),
        Some(day) => format!("更新を止める申出の期限は{day}です。"),
        None => String::new(),
    };
    let (reply, why) = match Term::of(&contract.header, today) {
        Term::Undated => (Reply::NotShown, "期間の定めを読み取れません。".to_owned()),
        Term::Endless => (Reply::Yes, "始まりの日だけが定められています。".to_owned()),
        Term::Ahead { from } => (Reply::No, format!("期間は{from}に始まり、点検の日にはまだ効力がありません。")),
        Term::Over { end } => (Reply::No, format!("期間は{end}に終わり、更新の定めがありません。")),
        Term::Running { end, notice } => (Reply::Yes, format!("期間は{end}までです。{}", by(notice))),
        Term::Renewed { end, notice } => {
            (Reply::Yes, format!("自動で更新されており、今期は{end}までです。{}", by(notice)))
        }
    };
    let days: Vec<_> = [contract.header.from, contract.header.to].into_iter().flatten().collect();
    let states = |text: &str| {
        let said = dates::all(text);
        !days.is_empty() && days.iter().all(|day| said.contains(day))
    };
    let clause = contract.units.iter().find(|unit| states(&unit.text));
    Assessment {
        id: "contract-term",
        system: scene.only_system(contract),
        question: format!("{}は点検の日({today})に効力があるか", paper_name(contract)),
        reply,
        why,
        basis: CONTRACT,
        grounds: clause.map(|unit| (unit.text.clone(), place_in(contract, &unit_place(unit)))).into_iter().collect(),
    }
}

/// The words on which a verdict rests.
fn evidence(scene: &Scene, duty: &str, system: &System) -> Vec<(String, FindingPlace)> {
    let verdict = scene.verdict(&duty.into(), &system.id);
    let ids = verdict.map(|verdict| verdict.claims.as_slice()).unwrap_or_default();
    ids.iter().filter_map(|id| scene.claims.iter().find(|claim| claim.id == *id)).take(3).map(quoted).collect()
}

#[cfg(test)]
mod tests;
