//! Draws what one vendor is asked for as a workbook: the clauses, and the questionnaire that comes back answered. In: a
//! [`Request`]. Out: the bytes of an xlsx file.

use rust_xlsxwriter::{DocProperties, Workbook};

use super::style::Styles;
use super::{Error, excel_date, questions, sheet};
use crate::model::Plan;
use crate::report::request::{self, Request};

/// The workbook as bytes; the same request gives the same bytes.
///
/// # Errors
/// [`Error::Workbook`] where the request does not fit a workbook.
pub fn request(request: &Request, plan: &Plan) -> Result<Vec<u8>, Error> {
    let styles = Styles::new();
    let mut workbook = Workbook::new();
    workbook.set_default_format(&styles.base, 22, 72)?;
    workbook.set_properties(
        &DocProperties::new()
            .set_title(request::TITLE)
            .set_author(concat!("hazama ", env!("CARGO_PKG_VERSION")))
            .set_creation_datetime(&excel_date(plan.as_of)?),
    );
    let vendor = request.vendor.map_or("", |vendor| vendor.name.as_str());
    if !request.clauses.is_empty() {
        sheet::draw(workbook.add_worksheet(), &request::sheet(request), vendor, &styles)?;
    }
    if !request.asked.questions.is_empty() {
        questions::draw(workbook.add_worksheet(), &request.asked, plan, &styles)?;
    }
    Ok(workbook.save_to_buffer()?)
}
