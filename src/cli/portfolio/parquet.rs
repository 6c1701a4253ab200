//! Verdicts as Parquet. In: the outcomes of all finished cases, one at a time. Out: `verdicts.parquet` with the columns of `verdicts.csv`,
//! typed, nothing put in front of words. The same outcomes give the same bytes.

use std::io::{Error, Write};
use std::sync::Arc;

use ::parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use ::parquet::data_type::{ByteArray, ByteArrayType, Int32Type, Int64Type};
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter, SerializedRowGroupWriter};
use ::parquet::schema::types::{Type, TypePtr};
use hazama::report::overview::{COLUMNS, Outcome, Row};

/// Rows that are held before they are written together.
const ROWS: usize = 100_000;

/// How a column is written.
enum Column {
    Words(fn(&Line) -> &str),
    Perhaps(fn(&Line) -> Option<&str>),
    /// Days since 1970-01-01.
    Day(fn(&Line) -> Option<i32>),
    Small(fn(&Line) -> i32),
    Count(fn(&Line) -> i64),
}

/// A row with what is told of its case.
struct Line {
    case: Arc<str>,
    hospital: Option<Arc<str>>,
    as_of: Option<i32>,
    guideline: Arc<str>,
    row: Row,
}

/// In the order of [`COLUMNS`].
const HOW: [Column; COLUMNS.len()] = [
    Column::Words(|line| &line.case),
    Column::Perhaps(|line| line.hospital.as_deref()),
    Column::Day(|line| line.as_of),
    Column::Words(|line| &line.guideline),
    Column::Words(|line| &line.row.system),
    Column::Words(|line| &line.row.system_name),
    Column::Perhaps(|line| line.row.vendor.as_deref()),
    Column::Words(|line| &line.row.area),
    Column::Words(|line| &line.row.duty),
    Column::Words(|line| &line.row.title),
    Column::Small(|line| i32::from(line.row.weight)),
    Column::Words(|line| &line.row.state),
    Column::Words(|line| line.row.state_ja()),
    Column::Perhaps(|line| line.row.holder.as_deref()),
    Column::Perhaps(|line| line.row.priority.as_deref()),
    Column::Count(|line| i64::try_from(line.row.claims).unwrap_or(i64::MAX)),
];

/// A file that is being written. Bytes are handed on row group by row group, so that few are held.
pub(super) struct Table {
    writer: SerializedFileWriter<Vec<u8>>,
    lines: Vec<Line>,
}

impl Table {
    pub fn new() -> Result<Table, Error> {
        let properties = WriterProperties::builder()
            .set_created_by(concat!("hazama version ", env!("CARGO_PKG_VERSION")).to_owned())
            .set_compression(Compression::UNCOMPRESSED)
            .build();
        let writer = SerializedFileWriter::new(Vec::new(), schema()?, Arc::new(properties)).map_err(Error::other)?;
        Ok(Table { writer, lines: Vec::new() })
    }

    /// Adds the rows of a case.
    pub fn add(&mut self, name: &str, outcome: Outcome, file: &mut dyn Write) -> Result<(), Error> {
        let (case, guideline): (Arc<str>, Arc<str>) = (name.into(), outcome.guideline.as_str().into());
        let hospital = outcome.hospital.as_deref().map(Arc::from);
        let as_of = days(&outcome.as_of);
        self.lines.extend(outcome.verdicts.into_iter().map(|row| Line {
            case: Arc::clone(&case),
            hospital: hospital.clone(),
            as_of,
            guideline: Arc::clone(&guideline),
            row,
        }));
        if self.lines.len() >= ROWS { self.write_lines(file) } else { Ok(()) }
    }

    /// Writes what is left and the end of the file.
    pub fn finish(mut self, file: &mut dyn Write) -> Result<(), Error> {
        if !self.lines.is_empty() {
            self.write_lines(file)?;
        }
        file.write_all(&self.writer.into_inner().map_err(Error::other)?)
    }

    fn write_lines(&mut self, file: &mut dyn Write) -> Result<(), Error> {
        let mut group = self.writer.next_row_group().map_err(Error::other)?;
        for how in &HOW {
            write_column(&mut group, how, &self.lines)?;
        }
        group.close().map_err(Error::other)?;
        self.lines.clear();
        self.writer.flush().map_err(Error::other)?;
        let written = self.writer.inner_mut();
        file.write_all(written)?;
        written.clear();
        Ok(())
    }
}

fn schema() -> Result<TypePtr, Error> {
    let column = |(name, how): (&&str, &Column)| {
        let (physical, logical, repetition) = match how {
            Column::Words(_) => (Physical::BYTE_ARRAY, Some(LogicalType::String), Repetition::REQUIRED),
            Column::Perhaps(_) => (Physical::BYTE_ARRAY, Some(LogicalType::String), Repetition::OPTIONAL),
            Column::Day(_) => (Physical::INT32, Some(LogicalType::Date), Repetition::OPTIONAL),
            Column::Small(_) => (Physical::INT32, None, Repetition::REQUIRED),
            Column::Count(_) => (Physical::INT64, None, Repetition::REQUIRED),
        };
        let built = Type::primitive_type_builder(name, physical).with_logical_type(logical).with_repetition(repetition);
        built.build().map(Arc::new)
    };
    let columns = COLUMNS.iter().zip(&HOW).map(column).collect::<Result<Vec<_>, _>>().map_err(Error::other)?;
    Type::group_type_builder("verdict").with_fields(columns).build().map(Arc::new).map_err(Error::other)
}

fn write_column(group: &mut SerializedRowGroupWriter<'_, Vec<u8>>, how: &Column, lines: &[Line]) -> Result<(), Error> {
    let Some(mut column) = group.next_column().map_err(Error::other)? else {
        return Err(Error::other("the schema has fewer columns than are written"));
    };
    let bytes = |words: &str| ByteArray::from(words.as_bytes().to_vec());
    let levels = |values: Vec<bool>| values.into_iter().map(i16::from).collect::<Vec<i16>>();
    let into = |column: &mut SerializedColumnWriter<'_>, values: Values, levels: Option<Vec<i16>>| match values {
        Values::Bytes(all) => column.typed::<ByteArrayType>().write_batch(&all, levels.as_deref(), None),
        Values::Small(all) => column.typed::<Int32Type>().write_batch(&all, levels.as_deref(), None),
        Values::Count(all) => column.typed::<Int64Type>().write_batch(&all, levels.as_deref(), None),
    };
    let (values, levels) = match how {
        Column::Words(of) => (Values::Bytes(lines.iter().map(|line| bytes(of(line))).collect()), None),
        Column::Perhaps(of) => (
            Values::Bytes(lines.iter().filter_map(of).map(bytes).collect()),
            Some(levels(lines.iter().map(|line| of(line).is_some()).collect())),
        ),
        Column::Day(of) => (
            Values::Small(lines.iter().filter_map(of).collect()),
            Some(levels(lines.iter().map(|line| of(line).is_some()).collect())),
        ),
        Column::Small(of) => (Values::Small(lines.iter().map(of).collect()), None),
        Column::Count(of) => (Values::Count(lines.iter().map(of).collect()), None),
    };
    into(&mut column, values, levels).map_err(Error::other)?;
    column.close().map_err(Error::other)
}

/// The values of a column that are there.
enum Values {
    Bytes(Vec<ByteArray>),
    Small(Vec<i32>),
    Count(Vec<i64>),
}

/// Days since 1970-01-01; none where the words are no day.
fn days(iso: &str) -> Option<i32> {
    let day: jiff::civil::Date = iso.parse().ok()?;
    Some((day - jiff::civil::date(1970, 1, 1)).get_days())
}

#[cfg(test)]
mod tests {
    use ::parquet::file::reader::{FileReader, SerializedFileReader};
    use ::parquet::record::Field;

    use super::*;

    fn outcome(count: usize) -> Outcome {
        let row = |number: usize| Row {
            system: "ehr".to_owned(),
            system_name: "=電子カルテ".to_owned(),
            vendor: number.is_multiple_of(2).then(|| "架空システム株式会社".to_owned()),
            area: "バックアップ".to_owned(),
            duty: format!("bck.take-{number}"),
            title: "複製の取得".to_owned(),
            weight: 3,
            state: "unassigned".to_owned(),
            holder: None,
            priority: Some("A".to_owned()),
            claims: number,
        };
        Outcome {
            hospital: None,
            as_of: "2026-11-22".to_owned(),
            guideline: "7.0".to_owned(),
            documents: 1,
            systems: 1,
            verdicts: (0..count).map(row).collect(),
        }
    }

    #[test]
    fn what_is_written_is_read_back_over_several_row_groups() {
        let write = || {
            let (mut table, mut bytes) = (Table::new().expect("begins"), Vec::new());
            for (name, count) in [("a", ROWS), ("b", 3), ("c", 0)] {
                table.add(name, outcome(count), &mut bytes).expect("adds");
            }
            table.finish(&mut bytes).expect("ends");
            bytes
        };
        let bytes = write();
        assert!(bytes == write(), "the same outcomes give the same bytes");
        let mut file = tempfile::tempfile().expect("a file");
        file.write_all(&bytes).expect("writes");
        let file = SerializedFileReader::new(file).expect("opens");
        assert_eq!((file.num_row_groups(), file.metadata().file_metadata().num_rows()), (2, ROWS as i64 + 3));
        let names: Vec<String> =
            file.metadata().file_metadata().schema().get_fields().iter().map(|field| field.name().to_owned()).collect();
        assert_eq!(names, COLUMNS);
        let last = file.get_row_iter(None).expect("rows").last().expect("a row").expect("reads");
        let fields: Vec<&Field> = last.get_column_iter().map(|(_, field)| field).collect();
        let words = |text: &str| Field::Str(text.to_owned());
        assert_eq!(fields[0], &words("b"));
        assert_eq!(fields[1], &Field::Null);
        assert_eq!(fields[2], &Field::Date(20_779));
        assert_eq!((fields[5], fields[6]), (&words("=電子カルテ"), &words("架空システム株式会社")));
        assert_eq!((fields[10], fields[15]), (&Field::Int(3), &Field::Long(2)));
        assert_eq!(fields[12], &words("宙に浮いた責任"));
    }
}
