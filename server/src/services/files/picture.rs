//! Whether a picture is whole, how large it is when it is opened, and whether something else hangs on it.

/// What a check found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Picture {
    Whole,
    /// It breaks off, or is none.
    Torn,
    /// It would exhaust a cheap phone or the clerk's browser when it is opened.
    Huge,
    /// Something else follows its end.
    Loaded,
}

/// The most pixels of any picture. The largest phone cameras make 108 million.
const MOST_PIXELS: u64 = 120_000_000;
/// The most bytes a PNG decodes to: 600 dots per inch over an A3 sheet in colour are 210 million.
const MOST_DECODED: u64 = 256 * 1024 * 1024;
/// What may follow a picture's end: editors leave notes there.
const TAIL: usize = 64 * 1024;
/// Phones leave more behind a JPEG: a second exposure, the moving part of a live photo.
const JPEG_TAIL: usize = 8 * 1024 * 1024;

fn sized(width: u32, height: u32) -> Result<u64, Picture> {
    match u64::from(width) * u64::from(height) {
        0 => Err(Picture::Torn),
        pixels if pixels > MOST_PIXELS => Err(Picture::Huge),
        pixels => Ok(pixels),
    }
}

fn ended(content: &[u8], end: usize, most: usize) -> Picture {
    if content.len().saturating_sub(end) > most {
        Picture::Loaded
    } else {
        Picture::Whole
    }
}

fn be_u32(content: &[u8], at: usize) -> Option<u32> {
    content.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes)
}

fn be_u16(content: &[u8], at: usize) -> Option<u16> {
    content.get(at..at + 2)?.try_into().ok().map(u16::from_be_bytes)
}

fn little(content: &[u8], at: usize, bytes: usize) -> Option<u32> {
    let bytes = content.get(at..at + bytes)?;
    Some(bytes.iter().rev().fold(0, |sum, byte| (sum << 8) | u32::from(*byte)))
}

/// Every chunk up to `IEND`, each with the right check value (PNG §5).
pub(super) fn png(content: &[u8]) -> Picture {
    let walked = || -> Option<Result<Picture, Picture>> {
        let mut at = 8;
        let mut data = false;
        loop {
            let length = usize::try_from(be_u32(content, at)?).ok()?;
            let kind = content.get(at + 4..at + 8)?;
            let end = at.checked_add(length)?.checked_add(8)?;
            if at == 8 {
                if kind != b"IHDR" {
                    return None;
                }
                // Too large is told even of a picture that is only begun.
                if let Err(wrong) = png_size(content)? {
                    return Some(Err(wrong));
                }
            }
            if crc32fast::hash(content.get(at + 4..end)?) != be_u32(content, end)? {
                return None;
            }
            data |= kind == b"IDAT";
            at = end + 4;
            if kind == b"IEND" {
                return data.then(|| Ok(ended(content, at, TAIL)));
            }
        }
    };
    walked().map_or(Picture::Torn, |found| found.unwrap_or_else(|wrong| wrong))
}

fn png_size(content: &[u8]) -> Option<Result<(), Picture>> {
    let pixels = match sized(be_u32(content, 16)?, be_u32(content, 20)?) {
        Ok(pixels) => pixels,
        Err(wrong) => return Some(Err(wrong)),
    };
    let depth = u64::from(*content.get(24)?);
    let channels = match content.get(25)? {
        0 | 3 => 1,
        4 => 2,
        2 => 3,
        _ => 4,
    };
    let decoded = pixels.saturating_mul(depth * channels) / 8;
    Some(if decoded > MOST_DECODED {
        Err(Picture::Huge)
    } else {
        Ok(())
    })
}

/// Every segment up to the end mark (ITU-T T.81 Annex B): a frame, then scans.
pub(super) fn jpeg(content: &[u8]) -> Picture {
    let walked = || -> Option<Result<Picture, Picture>> {
        let mut at = 2;
        let (mut framed, mut scanned) = (false, false);
        loop {
            if *content.get(at)? != 0xFF {
                return None;
            }
            // Any number of fill bytes may stand before a marker (B.1.1.2).
            while *content.get(at)? == 0xFF {
                at += 1;
            }
            let marker = *content.get(at)?;
            at += 1;
            match marker {
                0xD9 => return scanned.then(|| Ok(ended(content, at, JPEG_TAIL))),
                0x01 | 0xD0..=0xD7 => {}
                0xC0..=0xCF if !matches!(marker, 0xC4 | 0xC8 | 0xCC) => {
                    let size = sized(be_u16(content, at + 5)?.into(), be_u16(content, at + 3)?.into());
                    if let Err(wrong) = size {
                        return Some(Err(wrong));
                    }
                    framed = true;
                    at += usize::from(be_u16(content, at)?);
                }
                0xDA => {
                    scanned = framed;
                    at += usize::from(be_u16(content, at)?);
                    at = after_scan(content, at)?;
                }
                0x00 => return None,
                _ => at += usize::from(be_u16(content, at)?).max(2),
            }
        }
    };
    walked().map_or(Picture::Torn, |found| found.unwrap_or_else(|wrong| wrong))
}

/// Where the marker behind a scan's data stands: 0xFF that is neither data (followed by 0) nor a restart (B.1.1.5).
fn after_scan(content: &[u8], from: usize) -> Option<usize> {
    let data = content.get(from..)?;
    let ends = |pair: &[u8]| matches!(pair, [0xFF, after] if !matches!(after, 0x00 | 0xD0..=0xD7 | 0xFF));
    data.windows(2).position(ends).map(|at| from + at)
}

/// The container's chunks (RFC 9649); each that tells a size must be within bounds.
pub(super) fn webp(content: &[u8]) -> Picture {
    let walked = || -> Option<Result<Picture, Picture>> {
        let end = usize::try_from(little(content, 4, 4)?).ok()?.checked_add(8)?;
        let mut at = 12;
        let mut data = false;
        while at < end {
            let kind = content.get(at..at + 4)?;
            let length = usize::try_from(little(content, at + 4, 4)?).ok()?;
            let body = at + 8;
            let size = match kind {
                b"VP8X" => Some((little(content, body + 4, 3)? + 1, little(content, body + 7, 3)? + 1)),
                b"VP8 " => {
                    (content.get(body + 3..body + 6)? == [0x9D, 0x01, 0x2A]).then_some(())?;
                    Some((
                        little(content, body + 6, 2)? & 0x3FFF,
                        little(content, body + 8, 2)? & 0x3FFF,
                    ))
                }
                b"VP8L" => {
                    (*content.get(body)? == 0x2F).then_some(())?;
                    let bits = little(content, body + 1, 4)?;
                    Some(((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1))
                }
                _ => None,
            };
            if let Some((width, height)) = size
                && let Err(wrong) = sized(width, height)
            {
                return Some(Err(wrong));
            }
            data |= matches!(kind, b"VP8 " | b"VP8L" | b"ANMF");
            at = body.checked_add(length)?.checked_add(length % 2)?;
        }
        (data && at <= content.len() + 1).then(|| Ok(ended(content, end, TAIL)))
    };
    walked().map_or(Picture::Torn, |found| found.unwrap_or_else(|wrong| wrong))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: &[u8] = include_bytes!("../../demo/sample.png");

    fn chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
        let named: Vec<u8> = kind.iter().chain(body).copied().collect();
        let mut out = u32::try_from(body.len()).unwrap().to_be_bytes().to_vec();
        out.extend(&named);
        out.extend(crc32fast::hash(&named).to_be_bytes());
        out
    }

    fn drawn(width: u32, height: u32, depth: u8, colour: u8) -> Vec<u8> {
        let mut head = width.to_be_bytes().to_vec();
        head.extend(height.to_be_bytes());
        head.extend([depth, colour, 0, 0, 0]);
        let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
        out.extend(chunk(b"IHDR", &head));
        out.extend(chunk(b"IDAT", &[0x78]));
        out.extend(chunk(b"IEND", &[]));
        out
    }

    #[test]
    fn a_png_is_whole_to_its_end_and_nothing_much_follows() {
        assert_eq!(png(SHEET), Picture::Whole);
        assert_eq!(png(&SHEET[..SHEET.len() / 2]), Picture::Torn);
        let mut spoilt = SHEET.to_vec();
        let middle = spoilt.len() / 2;
        spoilt[middle] ^= 1;
        assert_eq!(png(&spoilt), Picture::Torn);
        let mut loaded = SHEET.to_vec();
        loaded.extend([0; 1000]);
        assert_eq!(png(&loaded), Picture::Whole);
        loaded.extend(vec![0; 100_000]);
        assert_eq!(png(&loaded), Picture::Loaded);
    }

    #[test]
    fn a_picture_is_as_large_as_what_it_decodes_to() {
        assert_eq!(png(&drawn(60_000, 60_000, 8, 2)), Picture::Huge);
        assert_eq!(
            png(&drawn(12_000, 10_000, 8, 2)),
            Picture::Huge,
            "360 MB when it is opened"
        );
        assert_eq!(
            png(&drawn(12_000, 10_000, 1, 0)),
            Picture::Whole,
            "a scan in black and white"
        );
        assert_eq!(png(&drawn(0, 10, 8, 2)), Picture::Torn);
    }

    #[test]
    fn a_jpeg_has_a_frame_a_scan_and_an_end_with_any_fill_between() {
        let whole = b"\xFF\xD8\xFF\xE0\x00\x04ab\xFF\xFF\xFF\xC0\x00\x0B\x08\x00\x10\x00\x20\x01\x01\x11\x00\
            \xFF\xDA\x00\x08\x01\x01\x00\x00\x3F\x00data\xFF\x00more\xFF\xD0more\xFF\xFF\xD9";
        assert_eq!(jpeg(whole), Picture::Whole);
        for cut in 1..whole.len() {
            assert_eq!(jpeg(&whole[..cut]), Picture::Torn, "{cut}");
        }
        let mut huge = whole.to_vec();
        huge[15..19].fill(0xFF);
        assert_eq!(jpeg(&huge), Picture::Huge);
        let mut moving = whole.to_vec();
        moving.extend(vec![0; 1_000_000]);
        assert_eq!(jpeg(&moving), Picture::Whole, "a phone's moving photo");
        moving.extend(vec![0; 9_000_000]);
        assert_eq!(jpeg(&moving), Picture::Loaded);
    }

    fn webp_of(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
        let mut chunk = kind.to_vec();
        chunk.extend(u32::try_from(body.len()).unwrap().to_le_bytes());
        chunk.extend(body);
        chunk.resize(chunk.len().next_multiple_of(2), 0);
        let mut out = b"RIFF".to_vec();
        out.extend(u32::try_from(chunk.len() + 4).unwrap().to_le_bytes());
        out.extend(b"WEBP");
        out.extend(chunk);
        out
    }

    #[test]
    fn a_webp_tells_its_size_in_each_of_its_three_ways() {
        let lossless = |side: u32| [&[0x2F][..], &((side - 1) | ((side - 1) << 14)).to_le_bytes()].concat();
        let lossy = |side: u16| {
            [
                &[0, 0, 0, 0x9D, 0x01, 0x2A][..],
                &side.to_le_bytes(),
                &side.to_le_bytes(),
            ]
            .concat()
        };
        assert_eq!(webp(&webp_of(b"VP8L", &lossless(100))), Picture::Whole);
        assert_eq!(webp(&webp_of(b"VP8L", &lossless(16_383))), Picture::Huge);
        assert_eq!(webp(&webp_of(b"VP8 ", &lossy(100))), Picture::Whole);
        assert_eq!(webp(&webp_of(b"VP8 ", &lossy(16_383))), Picture::Huge);
        let canvas = [&[0; 4][..], &[0xFE, 0x3F, 0], &[0xFE, 0x3F, 0]].concat();
        assert_eq!(webp(&webp_of(b"VP8X", &canvas)), Picture::Huge);
        let whole = webp_of(b"VP8L", &lossless(100));
        assert_eq!(webp(&whole[..whole.len() - 4]), Picture::Torn);
    }
}
