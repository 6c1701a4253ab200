//! Draws the charts of 集計 beside its table: stacked bars whose parts are read by shade, by order and by their figures. In: the charts
//! whose bars are the rows of that table. Out: native charts of the workbook, with their figures in words for those who do not see them.

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartDataLabelPosition, ChartFont, ChartFormat, ChartLegendPosition, ChartLine,
    ChartSolidFill, ChartType, Color, Worksheet, XlsxError,
};

use super::style::FONT;
use crate::report::tables::{Sheet, SheetName, tally};

/// Pixels of a chart from side to side.
const WIDE: u32 = 640;
/// Pixels of a bar with the room around it, and of all that is no bar.
const BAR: u32 = 24;
const AROUND: u32 = 110;
/// Pixels of a row of the table below the charts' first.
const ROW: u32 = 28;
/// Columns that a chart covers beside the table.
const COLUMNS: u16 = 9;
/// The column of the names, and that of the first figures.
const NAMES: u16 = 1;
const FIGURES: u16 = 2;

/// Puts the charts beside the table, one below the other, and both on the printed page.
pub(super) fn draw(sheet: &mut Worksheet, table: &Sheet, charts: &[tally::Chart]) -> Result<(), XlsxError> {
    let left = u16::try_from(table.columns.len()).unwrap_or(u16::MAX).saturating_add(1);
    let (mut first, mut top) = (1, 0);
    for chart in charts {
        let count = u32::try_from(chart.bars.len()).unwrap_or(u32::MAX);
        let high = count.saturating_mul(BAR).saturating_add(AROUND);
        let mut drawn = bars(table.name, chart, (first, first + count - 1));
        drawn.set_width(WIDE).set_height(high);
        sheet.insert_chart(top, left, &drawn)?;
        first += count;
        top += high.div_ceil(ROW) + 1;
    }
    sheet.set_print_area(0, 0, top.max(first), left + COLUMNS)?;
    sheet.set_print_fit_to_pages(1, 1);
    Ok(())
}

fn bars(name: SheetName, chart: &tally::Chart, (first, last): (u32, u32)) -> Chart {
    let font = || {
        let mut font = ChartFont::new();
        font.set_name(FONT).set_size(9);
        font
    };
    let mut drawn = Chart::new(ChartType::BarStacked);
    for (column, group) in (FIGURES..).zip(tally::Group::ALL) {
        let mut letters = font();
        letters.set_color(if group == tally::Group::Hanging { Color::White } else { Color::Black });
        let mut label = ChartDataLabel::new();
        // nothing is said of nothing
        label.show_value().set_position(ChartDataLabelPosition::Center).set_num_format("0;;;").set_font(&letters);
        drawn
            .add_series()
            .set_name((name.ja(), 0, column))
            .set_categories((name.ja(), first, NAMES, last, NAMES))
            .set_values((name.ja(), first, column, last, column))
            .set_gap(40)
            .set_format(
                ChartFormat::new()
                    .set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(group.shade())))
                    .set_border(ChartLine::new().set_color(Color::RGB(0x404040)).set_width(0.75)),
            )
            .set_data_label(&label);
    }
    let mut title = font();
    title.set_size(12).set_bold();
    drawn.title().set_name(chart.title).set_font(&title);
    // the first row of the table stands above all others
    drawn.y_axis().set_reverse().set_font(&font());
    drawn.x_axis().set_font(&font()).set_major_gridlines(false).set_hidden(true);
    drawn.legend().set_position(ChartLegendPosition::Bottom).set_font(&font());
    drawn.set_alt_text(chart.in_brief());
    drawn
}
