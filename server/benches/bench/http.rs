//! A small HTTP/1.1 client for measuring: kept-alive connections, no parsing beyond the message's end.

use std::io;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// What came back: the status and the body's length in bytes.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub bytes: usize,
    pub took: Duration,
    /// `Server-Timing: app;dur=…` in milliseconds, where the server sends it.
    pub server_ms: Option<f64>,
}

/// One kept-alive connection.
pub struct Connection {
    stream: BufReader<TcpStream>,
    address: SocketAddr,
}

impl Connection {
    pub async fn open(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream: BufReader::with_capacity(64 * 1024, stream), address })
    }

    /// Sends one GET and reads the whole answer.
    pub async fn get(&mut self, path: &str, headers: &[(&str, &str)]) -> io::Result<Answer> {
        let mut request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\n", self.address);
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        request.push_str("\r\n");
        let start = Instant::now();
        self.stream.get_mut().write_all(request.as_bytes()).await?;
        self.read_answer(start).await
    }

    async fn read_answer(&mut self, start: Instant) -> io::Result<Answer> {
        let mut line = String::new();
        self.stream.read_line(&mut line).await?;
        let status = line
            .split(' ')
            .nth(1)
            .and_then(|s| s.trim().parse().ok())
            .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, format!("no status in {line:?}")))?;
        let (mut length, mut chunked, mut server_ms) = (None, false, None);
        loop {
            line.clear();
            self.stream.read_line(&mut line).await?;
            let header = line.trim_end();
            if header.is_empty() {
                break;
            }
            let lower = header.to_ascii_lowercase();
            if let Some(n) = lower.strip_prefix("content-length:") {
                length = n.trim().parse::<usize>().ok();
            } else if lower.starts_with("transfer-encoding:") {
                chunked = lower.contains("chunked");
            } else if let Some(t) = lower.strip_prefix("server-timing:") {
                server_ms = t.split("dur=").nth(1).and_then(|d| d.split([',', ';']).next()?.trim().parse().ok());
            }
        }
        let bytes = if chunked {
            self.read_chunks().await?
        } else {
            self.skip(length.unwrap_or(0)).await?
        };
        Ok(Answer { status, bytes, took: start.elapsed(), server_ms })
    }

    async fn read_chunks(&mut self) -> io::Result<usize> {
        let mut total = 0;
        let mut line = String::new();
        loop {
            line.clear();
            self.stream.read_line(&mut line).await?;
            let size = usize::from_str_radix(line.trim(), 16)
                .map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e))?;
            total += self.skip(size).await?;
            self.skip(2).await?;
            if size == 0 {
                return Ok(total);
            }
        }
    }

    async fn skip(&mut self, mut n: usize) -> io::Result<usize> {
        let total = n;
        let mut buffer = [0u8; 16 * 1024];
        while n > 0 {
            let want = n.min(buffer.len());
            let got = self.stream.read(&mut buffer[..want]).await?;
            if got == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            n -= got;
        }
        Ok(total)
    }
}

/// Latencies of many answers.
#[derive(Default)]
pub struct Spread(Vec<f64>);

impl Spread {
    pub fn add(&mut self, took: Duration) {
        self.0.push(took.as_secs_f64() * 1000.0);
    }
    pub fn merge(&mut self, other: Self) {
        self.0.extend(other.0);
    }
    pub fn len(&self) -> usize {
        self.0.len()
    }
    /// The value below which `share` of the latencies lie, in milliseconds.
    pub fn at(&mut self, share: f64) -> f64 {
        self.0.sort_by(f64::total_cmp);
        let index = ((self.0.len() as f64 * share).ceil() as usize).saturating_sub(1);
        self.0.get(index).copied().unwrap_or(f64::NAN)
    }
}

/// Sends `count` GETs over `clients` connections, taking paths in turn; returns latencies and answers per second.
pub async fn load(
    address: SocketAddr,
    paths: &[String],
    headers: &[(&str, &str)],
    clients: usize,
    count: usize,
) -> io::Result<(Spread, f64)> {
    let start = Instant::now();
    let each = count / clients;
    let one = |client: usize| async move {
        let mut connection = Connection::open(address).await?;
        let mut spread = Spread::default();
        for i in 0..each {
            let answer = connection.get(&paths[(client * each + i) % paths.len()], headers).await?;
            if answer.status != 200 {
                return Err(io::Error::other(format!("answered {}", answer.status)));
            }
            spread.add(answer.took);
        }
        Ok(spread)
    };
    let mut all = Spread::default();
    for spread in futures::future::join_all((0..clients).map(one)).await {
        all.merge(spread?);
    }
    let rate = all.len() as f64 / start.elapsed().as_secs_f64();
    Ok((all, rate))
}
