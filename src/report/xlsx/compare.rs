//! Draws a comparison of bidders as a workbook. In: [`Bids`]. Out: the bytes of an xlsx file; the same cases give the same bytes.

use rust_xlsxwriter::{DocProperties, Workbook};

use super::style::Styles;
use super::{Error, excel_date, intro, sheet};
use crate::report::compare::{self, Bids};

/// The workbook as bytes. It bears the latest day on which a case was judged.
///
/// # Errors
/// [`Error::Workbook`] where the comparison does not fit a workbook.
pub fn compare(bids: &Bids) -> Result<Vec<u8>, Error> {
    let styles = Styles::new();
    let mut workbook = Workbook::new();
    workbook.set_default_format(&styles.base, 22, 72)?;
    let mut properties =
        DocProperties::new().set_title("候補の事業者の比較").set_author(concat!("hazama ", env!("CARGO_PKG_VERSION")));
    if let Some(day) = bids.bids.iter().map(|bid| bid.index.report.plan.as_of).max() {
        properties = properties.set_creation_datetime(&excel_date(day)?);
    }
    workbook.set_properties(&properties);
    intro::draw(workbook.add_worksheet(), &compare::intro(bids), &styles)?;
    for table in &bids.sheets() {
        sheet::draw(workbook.add_worksheet(), table, bids.hospital(), &styles)?;
    }
    Ok(workbook.save_to_buffer()?)
}
