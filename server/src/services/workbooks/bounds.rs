//! What a workbook unpacks to, counted as it streams by, before anything is made of it.
//!
//! A reader's memory grows with tags and texts: half a megabyte of zip can hold fifty million empty strings, or a
//! thousand rows of sixteen thousand empty cells.

use std::io::{self, BufReader, Cursor, Read};

use quick_xml::events::Event;
use zip::ZipArchive;

/// A list of the most rows with every cell filled has below two million.
const MOST_TAGS: u64 = 4_000_000;
/// Of all the XML together.
const MOST_BYTES: u64 = 128 * 1024 * 1024;
/// Parts of the package; a workbook of offices has a few dozen.
const MOST_PARTS: usize = 2_000;

/// Why it is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    Broken,
    TooMuch,
}

/// What was seen on the way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Rows with something in them that are hidden, by hand or by a filter.
    pub hidden_rows: u32,
}

/// # Errors
/// What cannot be unpacked, and what unpacks to more than may be.
pub fn look(content: &[u8]) -> Result<Seen, Unfit> {
    let mut archive = ZipArchive::new(Cursor::new(content)).map_err(|_| Unfit::Broken)?;
    if archive.len() > MOST_PARTS {
        return Err(Unfit::TooMuch);
    }
    let mut left = Left {
        tags: MOST_TAGS,
        bytes: MOST_BYTES,
    };
    let mut seen = Seen::default();
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|_| Unfit::Broken)?;
        let name = part.name().map_err(|_| Unfit::Broken)?.to_ascii_lowercase();
        if !matches!(name.rsplit('.').next(), Some("xml" | "rels")) {
            continue;
        }
        let sheet = name.starts_with("xl/worksheets/") && !name.contains("_rels");
        let counted = Counted {
            inner: part,
            left: &mut left,
        };
        let read = if sheet {
            hidden_rows(counted).map(|rows| seen.hidden_rows += rows)
        } else {
            io::copy(&mut BufReader::new(counted), &mut io::sink()).map(drop)
        };
        if read.is_err() {
            return Err(if left.spent() { Unfit::TooMuch } else { Unfit::Broken });
        }
    }
    Ok(seen)
}

struct Left {
    tags: u64,
    bytes: u64,
}

impl Left {
    fn spent(&self) -> bool {
        self.tags == 0 || self.bytes == 0
    }
}

/// Passes on what it reads, until there is more than may be.
struct Counted<'a, R> {
    inner: R,
    left: &'a mut Left,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(into)?;
        let read = into.get(..count).unwrap_or_default();
        let tags = read.iter().filter(|byte| **byte == b'<').count();
        self.left.bytes = self.left.bytes.saturating_sub(count as u64);
        self.left.tags = self.left.tags.saturating_sub(tags as u64);
        if self.left.spent() {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(count)
    }
}

fn hidden_rows(sheet: impl Read) -> io::Result<u32> {
    let mut reader = quick_xml::Reader::from_reader(BufReader::new(sheet));
    let (mut buffer, mut hidden, mut rows) = (Vec::new(), false, 0);
    loop {
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag)) => match tag.local_name().as_ref() {
                "row" => {
                    hidden = tag
                        .attributes()
                        .flatten()
                        .any(|one| one.key.local_name().as_ref() == "hidden" && matches!(&*one.value, "1" | "true"));
                }
                // A value or a text: the row is not empty. It counts once.
                "v" | "t" if hidden => {
                    rows += 1;
                    hidden = false;
                }
                _ => {}
            },
            Ok(Event::Eof) => return Ok(rows),
            Ok(_) => {}
            Err(quick_xml::Error::Io(error)) => return Err(io::Error::new(error.kind(), "unpacking")),
            // What is no XML is told by who reads the cells; it is still counted to its end.
            Err(_) => return io::copy(&mut reader.into_inner(), &mut io::sink()).map(|_| rows),
        }
        buffer.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Part<'a> = (&'a str, &'a dyn Fn(&mut dyn io::Write));

    fn package(parts: &[Part<'_>]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, write) in parts {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            write(&mut zip);
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn millions_of_empty_strings_or_cells_are_counted_and_not_kept() {
        let strings = package(&[("xl/sharedStrings.xml", &|to| {
            let many = b"<si/>".repeat(10_000);
            (0..500).for_each(|_| to.write_all(&many).unwrap());
        })]);
        assert!(strings.len() < 200_000, "{}", strings.len());
        assert_eq!(look(&strings), Err(Unfit::TooMuch));
        let cells = package(&[("xl/worksheets/sheet1.xml", &|to| {
            let row = format!("<row>{}</row>", "<c/>".repeat(16_000));
            (0..400).for_each(|_| to.write_all(row.as_bytes()).unwrap());
        })]);
        assert_eq!(look(&cells), Err(Unfit::TooMuch));
        let text = package(&[("xl/sharedStrings.xml", &|to| {
            let many = vec![b'x'; 1 << 20];
            (0..150).for_each(|_| to.write_all(&many).unwrap());
        })]);
        assert_eq!(look(&text), Err(Unfit::TooMuch));
        assert_eq!(look(b"PK\x03\x04cut"), Err(Unfit::Broken));
    }

    #[test]
    fn hidden_rows_that_hold_something_are_counted() {
        let sheet = package(&[("xl/worksheets/sheet1.xml", &|to| {
            to.write_all(
                b"<worksheet><sheetData><row r=\"1\"><c><v>1</v></c></row>\
                <row r=\"2\" hidden=\"1\"><c><v>1</v></c><c><v>2</v></c></row><row r=\"3\" hidden=\"1\"><c/></row>\
                <row r=\"4\" hidden=\"true\"><c><is><t>x</t></is></c></row></sheetData></worksheet>",
            )
            .unwrap();
        })]);
        assert_eq!(look(&sheet), Ok(Seen { hidden_rows: 2 }));
    }
}
