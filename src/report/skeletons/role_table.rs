//! A role table to fill in: one row a duty, in own words, with the columns of holders and clauses that hospitals add to official
//! forms. In: the catalogue and the names of a case. Out: an xlsx file that is read as a role table.

use super::book::{Column, Entered, Form, Group, workbook};
use super::{Head, areas};
use crate::catalogue::{Catalogue, Duty};
use crate::model::Date;
use crate::report::Error;

const TITLE: &str = "医療情報システム 役割分担確認表";
const HOW: [&str; 3] = [
    "「初回確認」は、その役割の担当と方法を書面で決めてあれば「はい」、まだなら「いいえ」、その仕事がなければ「対象外」を選びます。",
    "「いいえ」の行には、いつまでに決めるかを「完了日」に書きます。「対象外」の行には、理由を「備考」に書きます。",
    "「担当」には「病院」か「事業者」(職名を添えてもかまいません)を、「契約・規程の条項」には文書の名前と条項(例: 保守契約書 第8条)を書きます。",
];
const COLUMNS: [Column; 8] = [
    Column { title: "項番", wide: 6, entered: Entered::No, centred: true },
    Column { title: "項目", wide: 26, entered: Entered::No, centred: false },
    Column { title: "内容", wide: 52, entered: Entered::No, centred: false },
    Column {
        title: "初回確認", wide: 10, entered: Entered::Choice(&["はい", "いいえ", "対象外"]), centred: true
    },
    Column { title: "完了日", wide: 12, entered: Entered::Day, centred: true },
    Column { title: "担当", wide: 20, entered: Entered::Words, centred: false },
    Column { title: "契約・規程の条項", wide: 28, entered: Entered::Words, centred: false },
    Column { title: "備考", wide: 28, entered: Entered::Words, centred: false },
];

/// The role table, blank, in the order of the catalogue.
///
/// # Errors
/// [`Error::Workbook`] where a name does not fit a workbook.
pub fn role_table(catalogue: &Catalogue, head: &Head, day: Date) -> Result<Vec<u8>, Error> {
    let mut number = 0;
    let groups = areas(catalogue).into_iter().map(|(heading, duties)| {
        let rows = duties.into_iter().map(|(duty, _)| {
            number += 1;
            let mut cells = vec![number.to_string(), duty.title_ja.clone(), question(duty)];
            cells.resize(COLUMNS.len(), String::new());
            cells
        });
        Group { heading: heading.to_owned(), rows: rows.collect() }
    });
    let form = Form {
        sheet: "役割分担確認表",
        title: TITLE.to_owned(),
        lines: HOW.map(str::to_owned).to_vec(),
        labels: vec![
            ("医療機関名", head.hospital.as_deref()),
            ("事業者名", head.vendor.as_deref()),
            ("システム名", head.system.as_deref()),
            ("初回確認日", None),
        ],
        groups: groups.collect(),
        columns: &COLUMNS,
    };
    Ok(workbook(&form, day)?)
}

/// What a role table asks of a duty: whether that is written which would otherwise have to be asked for.
fn question(duty: &Duty) -> String {
    duty.ask_ja.replace("もらえますか。", "もらうかを書いているか。").replace("てください。", "ているか。")
}
