//! Where the log goes: standard error, when it can be written. What cannot be written is dropped.
//!
//! The product must not stop because its log does: a full disk or a reader that is gone makes every write fail.

use std::io::{self, Write};

/// Writes to standard error, or to `W` in tests; a line that cannot be written is as good as written.
#[derive(Debug)]
pub(super) struct Log<W = io::Stderr>(W);

impl Default for Log {
    fn default() -> Self {
        Self(io::stderr())
    }
}

impl<W: Write> Write for Log<W> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let _ = self.0.write_all(line);
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let _ = self.0.flush();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Full;

    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::StorageFull.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
    }

    #[test]
    fn a_line_that_cannot_be_written_is_dropped_without_an_error() {
        let mut log = Log(Full);
        assert_eq!(log.write(b"a line").unwrap(), 6);
        log.flush().unwrap();
        let subscriber = tracing_subscriber::fmt()
            .with_writer(|| Log(Full))
            .log_internal_errors(false)
            .finish();
        tracing::subscriber::with_default(subscriber, || tracing::error!("nobody hears it"));
    }
}
