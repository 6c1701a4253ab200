//! Draws the extract for one vendor as a workbook. In: an [`Extract`] and the plan. Out: the bytes of an xlsx file. Its last
//! sheet is the questionnaire of `hazama questions`, so that the vendor can answer in it and send it back.

use rust_xlsxwriter::{DocProperties, Workbook};

use super::style::Styles;
use super::{Error, excel_date, intro, questions, sheet};
use crate::model::Plan;
use crate::report::tables::vendor::Extract;

/// The workbook as bytes; the same extract gives the same bytes.
///
/// # Errors
/// [`Error::Workbook`] where the extract does not fit a workbook.
pub fn vendor(extract: &Extract, plan: &Plan) -> Result<Vec<u8>, Error> {
    let styles = Styles::new();
    let mut workbook = Workbook::new();
    workbook.set_default_format(&styles.base, 22, 72)?;
    workbook.set_properties(
        &DocProperties::new()
            .set_title("責任分界の点検結果(抜粋)")
            .set_author(concat!("hazama ", env!("CARGO_PKG_VERSION")))
            .set_creation_datetime(&excel_date(plan.as_of)?),
    );
    intro::draw(workbook.add_worksheet(), &extract.intro, &styles)?;
    for table in &extract.sheets {
        sheet::draw(workbook.add_worksheet(), table, &extract.vendor.name, &styles)?;
    }
    if !extract.asked.questions.is_empty() {
        questions::draw(workbook.add_worksheet(), &extract.asked, plan, &styles)?;
    }
    Ok(workbook.save_to_buffer()?)
}
