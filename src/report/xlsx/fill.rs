//! Draws what became of each row of role tables that were filled in. In: [`Filled`] tables. Out: the bytes of an xlsx file.

use rust_xlsxwriter::{DocProperties, Workbook};

use super::style::Styles;
use super::{Error, excel_date, sheet};
use crate::catalogue::Catalogue;
use crate::model::Report;
use crate::report::fill::{self, Filled};
use crate::report::tables::Index;

/// The workbook as bytes; the same tables give the same bytes.
///
/// # Errors
/// [`Error::Workbook`] where the rows do not fit a workbook.
pub fn fillings(filled: &[Filled], report: &Report, catalogue: &Catalogue) -> Result<Vec<u8>, Error> {
    let styles = Styles::new();
    let mut workbook = Workbook::new();
    workbook.set_default_format(&styles.base, 22, 72)?;
    workbook.set_properties(
        &DocProperties::new()
            .set_title("役割分担確認表の記入案")
            .set_author(concat!("hazama ", env!("CARGO_PKG_VERSION")))
            .set_creation_datetime(&excel_date(report.plan.as_of)?),
    );
    let heading = report.plan.hospital.name.as_deref().unwrap_or_default();
    let table = fill::sheet(filled, &Index::new(report, catalogue));
    sheet::draw(workbook.add_worksheet(), &table, heading, &styles)?;
    Ok(workbook.save_to_buffer()?)
}
