//! How large a picture is sent.

/// The longer side of a page or a card as photographed: an A4 page stays readable to its smallest print.
const LONGEST_PX: f64 = 2400.0;
/// From this shape on it is a long screenshot, whose width is what makes it readable (Luban's rule for 长图).
const LONG: f64 = 2.5;
/// The width of a long screenshot: that of a phone's screen.
const SCREEN_PX: f64 = 1440.0;
/// What browsers of phones draw: 16 megapixels, and no side beyond.
const MOST_PX: f64 = 16_000_000.0;
const MOST_SIDE_PX: f64 = 16_000.0;

/// Width and height to draw; none when the picture goes as it is, because it cannot be drawn readably.
pub fn target(width: f64, height: f64) -> Option<(f64, f64)> {
    let (short, long) = (width.min(height), width.max(height));
    if short < 1.0 {
        return None;
    }
    let scale = if long / short >= LONG {
        (SCREEN_PX / short).min(1.0)
    } else {
        (LONGEST_PX / long).min(1.0)
    };
    let (width, height) = ((width * scale).round(), (height * scale).round());
    (width * height <= MOST_PX && width.max(height) <= MOST_SIDE_PX).then_some((width, height))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_bounded_by_its_longer_side() {
        assert_eq!(target(4000.0, 3000.0), Some((2400.0, 1800.0)));
        assert_eq!(target(3000.0, 4000.0), Some((1800.0, 2400.0)));
        assert_eq!(target(800.0, 600.0), Some((800.0, 600.0)));
    }

    #[test]
    fn a_long_screenshot_keeps_its_width_or_goes_as_it_is() {
        assert_eq!(target(1080.0, 14_800.0), Some((1080.0, 14_800.0)));
        assert_eq!(target(2000.0, 6000.0), Some((1440.0, 4320.0)));
        assert_eq!(target(6000.0, 2000.0), Some((4320.0, 1440.0)));
        assert_eq!(target(1080.0, 20_000.0), None);
        assert_eq!(target(1440.0, 15_000.0), None);
        assert_eq!(target(0.0, 10.0), None);
    }
}
